import { bashWord } from '../../fixtures/text/shell-words.ts'
import type { Finding, There } from './finding.ts'
import { LINK, MERGE, MOVE_ASIDE, STOPPED } from './remedy-shell.ts'

/**
 * Shell commands (bash, GNU coreutils and findutils) that an operator can paste to resolve a finding. They lose
 * nothing: what stands in the way is moved aside under its own name, into a new directory next to it. What can be
 * read in it is first copied into the shared target, where nothing is overwritten; the commands stop before that
 * where a file of the same name has other bytes, or something cannot be read.
 *
 * @example for (const finding of inspect(homes, required)) console.log(remedyOf(finding))
 */
export function remedyOf(finding: Finding): string {
  const { code, role, path, there } = finding
  switch (code) {
    case 'home-missing':
    case 'target-missing':
      return madePrivate(bashWord(path))
    case 'link-missing':
      return chained([variables(finding), READY, LINK])
    case 'unreadable':
    case 'not-created':
      return diagnose(path)
    case 'divergent-link':
    case 'blocked-link':
    case 'home-not-directory':
    case 'target-not-directory':
    case 'target-dangling':
    case 'parent-not-directory':
      if (isReadThrough(there)) return byHand(path)
      if (role === 'link') return replaceByLink(finding)
      return there.kind === 'symlink' && there.leadsTo === 'nothing' ? makeWhereItLeads(path) : replace(path)
  }
}

const READY = madePrivate('"$to"')

function variables({ path, target }: Finding): string {
  return `from=${bashWord(path)} to=${bashWord(target ?? '')}`
}

function madePrivate(words: string): string {
  return `(umask 077 && mkdir -p -- ${words})`
}

// The link stays: it may be how the operator keeps the directory on another disk.
function makeWhereItLeads(path: string): string {
  return `${madePrivate(`"$(readlink -m -- ${bashWord(path)})"`)} # unless something is to be mounted there`
}

function replace(path: string): string {
  return chained([`from=${bashWord(path)}`, ...MOVE_ASIDE, madePrivate('"$from"')])
}

function replaceByLink(finding: Finding): string {
  if (!holdsFiles(finding.there)) return chained([variables(finding), READY, ...MOVE_ASIDE, LINK])
  return `${chained([variables(finding), READY, MERGE, ...MOVE_ASIDE, LINK])} || ${STOPPED}`
}

function chained(commands: readonly string[]): string {
  return commands.join(' &&\n')
}

// Whoever reads something through the link would lose it, wherever the link is moved.
function byHand(path: string): string {
  return `ls -l -- ${bashWord(path)} # decide where what it leads to belongs, then remove the link yourself`
}

function diagnose(path: string): string {
  const parent = bashWord(path.slice(0, Math.max(1, path.lastIndexOf('/'))))
  return `namei -l -- ${bashWord(path)}; df -h -- ${parent}; df -i -- ${parent}`
}

function isReadThrough(there: There): boolean {
  return there.kind === 'symlink' && !['directory', 'nothing', 'a loop'].includes(there.leadsTo)
}

function holdsFiles(there: There): boolean {
  return there.kind === 'directory' || (there.kind === 'symlink' && there.leadsTo === 'directory')
}
