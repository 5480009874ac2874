import { symlinkInWords } from '../../fixtures/text/entry.ts'
import { counted } from '../../fixtures/text/plurals.ts'
import { printable, quoted } from '../../fixtures/text/printable.ts'
import type { Finding, There } from './finding.ts'

/**
 * Returns what is at the finding's path, in words.
 *
 * @example inspect(['/home/ubuntu/.claude-compte1'], requiredShared()).map(actualOf) // ['a file', ...]
 */
export function actualOf(finding: Finding): string {
  if (finding.code === 'unreadable') return `could not be read: ${causeOf(finding)}`
  if (finding.code === 'not-created') return `could not be created: ${causeOf(finding)}`
  return thereInWords(finding.there)
}

/**
 * Returns what should be at the finding's path, in words.
 *
 * @example inspect(['/home/ubuntu/.claude-compte1'], requiredShared()).map(expectedOf) // ['a directory', ...]
 */
export function expectedOf(finding: Finding): string {
  if (finding.role === 'link') return symlinkInWords(finding.target ?? '')
  return finding.role === 'target' && finding.kind === 'file' ? 'a file' : 'a directory'
}

/**
 * Returns the finding as one line that is complete alone.
 *
 * @example inspect(['/home/ubuntu/.claude-compte1'], requiredShared()).map(messageOf).join('\n')
 */
export function messageOf(finding: Finding): string {
  const { path, code } = finding
  const at = `${printable(path)} ${roleInWords(finding)}`
  const expected = `expected ${expectedOf(finding)}`
  if (code === 'unreadable' || code === 'not-created') return `${at} ${actualOf(finding)}; ${expected}`
  if (finding.there.kind === 'nothing') {
    const refused = finding.role === 'target' && finding.kind === 'file'
    return `${at} is missing; ${expected}${refused ? '; refused to create it, since its content is unknown' : ''}`
  }
  return `${at} is ${actualOf(finding)}; ${expected}; refused to correct it, since that could lose data`
}

/**
 * Returns the message of a `SharedLinksError`.
 *
 * @param failed how many homes have a finding.
 * @param homes how many homes there are.
 */
export function summaryOf(findings: readonly Finding[], failed: number, homes: number): string {
  const count = `${failed} of ${counted(homes, 'home')} failed, with ${counted(findings.length, 'finding')}:`
  return [count, ...findings.map(finding => `  ${messageOf(finding)}`)].join('\n')
}

function roleInWords({ role, name, home, target }: Finding): string {
  if (role === 'home') return '(home)'
  if (role === 'target') return `(target of ${quoted(name ?? '')})`
  if (role === 'link') return `(link)`
  return `(parent of ${home === null ? `target ${quoted(target ?? '')}` : `home ${quoted(home)}`})`
}

function thereInWords(there: There): string {
  switch (there.kind) {
    case 'nothing':
      return 'nothing'
    case 'unknown':
      return 'something that could not be read'
    case 'symlink':
      return `${symlinkInWords(there.text)}, which ${leadsInWords(there.leadsTo)}`
    default:
      return `a ${there.kind}`
  }
}

function leadsInWords(leadsTo: Extract<There, { kind: 'symlink' }>['leadsTo']): string {
  if (leadsTo === 'nothing') return 'does not exist'
  if (leadsTo === 'a loop') return 'is a loop'
  return leadsTo === 'unknown' ? 'could not be read' : `is a ${leadsTo}`
}

const CAUSES: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EAGAIN: 'another process keeps changing it',
  EDQUOT: 'the disk quota is used up',
  EEXIST: 'each attempt found an entry that was gone at the next look',
  EIO: 'the device reports an error',
  ELOOP: 'the path goes through too many links',
  ENAMETOOLONG: 'the name is too long',
  ENOENT: 'its directory exists, but nothing can be created in it',
  ENOSPC: 'no space or no inode is left',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
}

function causeOf({ cause = 'unknown' }: Finding): string {
  const words = CAUSES[cause]
  return words === undefined ? cause : `${cause} (${words})`
}
