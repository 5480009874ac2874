import { dirname } from 'node:path/posix'
import { bashWord } from '../../../fixtures/text/shell-words.ts'
import type { Finding, There } from '../finding.ts'
import { fileRemedyOf } from './file-remedy.ts'
import { chained, LINK, MERGE, MOVE_ASIDE, makePrivate, STOPPED, variables } from './shell.ts'

/**
 * Returns shell commands (bash, GNU coreutils and findutils) that an operator can paste to resolve a finding. They lose
 * no data: they move the entry that is in the way into a new directory beside it, under its own name. First they copy
 * its readable files into the shared target, where they overwrite nothing. They stop before the copy if a file of the
 * same name has other bytes, or if an entry cannot be read.
 *
 * @example
 * const homes = ['/home/ubuntu/.claude-compte1']
 * for (const finding of inspect(homes, requiredShared())) console.log(remedyOf(finding))
 */
export function remedyOf(finding: Finding): string {
  const { code, role, path, there, kind } = finding
  if (code === 'unreadable' || code === 'not-created') return diagnose(path)
  if (kind === 'file' && role !== 'parent') return fileRemedyOf(finding)
  switch (code) {
    case 'home-missing':
    case 'target-missing':
      return makePrivate(bashWord(path))
    case 'link-missing':
      return chained([variables(finding), MAKE_TARGET, LINK])
    case 'divergent-link':
    case 'blocked-link':
    case 'home-not-directory':
    case 'target-not-directory':
    case 'target-not-file':
    case 'target-dangling':
    case 'parent-not-directory':
      if (isReadThrough(there)) return byHand(path)
      if (role === 'link') return replaceByLink(finding)
      return there.kind === 'symlink' && there.leadsTo === 'nothing' ? makeWhereItLeads(path) : replace(path)
  }
}

const MAKE_TARGET = makePrivate('"$to"')

// The link stays: the operator may keep the directory on another disk.
function makeWhereItLeads(path: string): string {
  return `${makePrivate(`"$(readlink -m -- ${bashWord(path)})"`)} # unless a file system should be mounted there`
}

function replace(path: string): string {
  return chained([`from=${bashWord(path)}`, ...MOVE_ASIDE, makePrivate('"$from"')])
}

function replaceByLink(finding: Finding): string {
  if (!holdsFiles(finding.there)) return chained([variables(finding), MAKE_TARGET, ...MOVE_ASIDE, LINK])
  return `${chained([variables(finding), MAKE_TARGET, MERGE, ...MOVE_ASIDE, LINK])} || ${STOPPED}`
}

// A moved link would orphan what is read through it, so only the operator can decide.
function byHand(path: string): string {
  return `ls -l -- ${bashWord(path)} # decide where the entry that it leads to belongs, then remove the link yourself`
}

function diagnose(path: string): string {
  const parent = bashWord(dirname(path))
  return `namei -l -- ${bashWord(path)}; df -h -- ${parent}; df -i -- ${parent}`
}

function isReadThrough(there: There): boolean {
  return there.kind === 'symlink' && !['directory', 'nothing', 'a loop'].includes(there.leadsTo)
}

function holdsFiles(there: There): boolean {
  return there.kind === 'directory' || (there.kind === 'symlink' && there.leadsTo === 'directory')
}
