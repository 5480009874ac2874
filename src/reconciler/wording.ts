import { symlinkInWords } from '../../fixtures/text/entry.ts'
import { counted } from '../../fixtures/text/plurals.ts'
import { printable, quoted } from '../../fixtures/text/printable.ts'
import type { Finding, There } from './finding.ts'

/** What stands at the finding's path, in words: `a symlink to "/old", which is a directory`. */
export function actualOf(finding: Finding): string {
  if (finding.code === 'unreadable') return `could not be looked at: ${causeOf(finding)}`
  if (finding.code === 'not-created') return `could not be made: ${causeOf(finding)}`
  return thereInWords(finding.there)
}

/** What ought to stand there, in words. */
export function expectedOf(finding: Finding): string {
  return finding.role === 'link' ? symlinkInWords(finding.target ?? '') : 'a directory'
}

/** The finding as one line that is complete alone. */
export function messageOf(finding: Finding): string {
  const { path, code } = finding
  const at = `${printable(path)} ${roleInWords(finding)}`
  const expected = `expected ${expectedOf(finding)}`
  if (code === 'unreadable' || code === 'not-created') return `${at} ${actualOf(finding)}; ${expected}`
  if (finding.there.kind === 'nothing') return `${at} is missing; ${expected}`
  return `${at} is ${actualOf(finding)}; ${expected}; refused to correct it, so as to lose no data`
}

/** The message of the error that a run ends with. */
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
      return 'something that could not be looked at'
    case 'symlink':
      return `${symlinkInWords(there.text)}, which ${leadsInWords(there.leadsTo)}`
    default:
      return `a ${there.kind}`
  }
}

function leadsInWords(leadsTo: Extract<There, { kind: 'symlink' }>['leadsTo']): string {
  if (leadsTo === 'nothing') return 'does not exist'
  if (leadsTo === 'a loop') return 'is a loop'
  return leadsTo === 'unknown' ? 'could not be looked at' : `is a ${leadsTo}`
}

const CAUSES: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EAGAIN: 'it was another thing at each look; something else is changing it',
  EDQUOT: 'the quota is used up',
  EEXIST: 'at each attempt something stood there that was gone when looked at',
  EIO: 'the device reports an error',
  ELOOP: 'too many links on the way',
  ENAMETOOLONG: 'the name is too long',
  ENOENT: 'its directory is there, and yet nothing can be made in it',
  ENOSPC: 'no space is left, or no inode',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
}

function causeOf({ cause = 'unknown' }: Finding): string {
  const words = CAUSES[cause]
  return words === undefined ? cause : `${cause} (${words})`
}
