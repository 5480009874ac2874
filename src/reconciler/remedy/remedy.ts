import { dirname } from 'node:path/posix'
import { bashWord } from '../../../fixtures/text/shell-words.ts'
import type { Finding, There } from '../finding.ts'
import { fileRemedyIn } from './file-remedy.ts'
import {
  byHand,
  chained,
  LINK,
  lookAtLink,
  MERGE,
  MOVE_ASIDE,
  makePrivate,
  type Remedy,
  remedy,
  STOPPED,
  variables,
  type Word,
} from './shell.ts'

/**
 * Returns shell commands (bash, GNU coreutils, diffutils and findutils) that an operator can paste to resolve a finding. They lose
 * no data: they move the entry that is in the way into a new directory beside it, under its own name. First they copy
 * its readable files into the shared target, where they overwrite nothing. They stop before the copy if a file of the
 * same name has other bytes, or if an entry cannot be read.
 *
 * @example
 * const homes = ['/home/ubuntu/.claude-compte1']
 * for (const finding of inspect(homes, requiredShared())) console.log(remedyOf(finding))
 */
export function remedyOf(finding: Finding): string {
  return remedyIn(finding, bashWord).commands
}

/** Returns the same commands for any shell that has the tools, given how its words are quoted. */
export function remedyIn(finding: Finding, word: Word): Remedy {
  const { code, role, path, there, kind } = finding
  if (code === 'unreadable' || code === 'not-created') return byHand(diagnosis(path, word))
  if (kind === 'file' && role !== 'parent') return fileRemedyIn(finding, word)
  switch (code) {
    case 'home-missing':
    case 'target-missing':
      return remedy(makePrivate(word(path)))
    case 'link-missing':
      return remedy(chained([variables(finding, word), MAKE_TARGET, LINK]))
    case 'divergent-link':
    case 'blocked-link':
    case 'home-not-directory':
    case 'target-not-directory':
    case 'target-not-file':
    case 'target-dangling':
    case 'parent-not-directory':
      if (isReadThrough(there)) return lookAtLink(path, word)
      if (role === 'link') return remedy(replaceByLink(finding, word))
      // The link stays: the operator may keep the directory on another disk.
      return there.kind === 'symlink' && there.leadsTo === 'nothing'
        ? byHand(makeWhereItLeads(path, word))
        : remedy(replace(path, word))
  }
}

const MAKE_TARGET = makePrivate('"$to"')

function makeWhereItLeads(path: string, word: Word): string {
  return `${makePrivate(`"$(readlink -m -- ${word(path)})"`)} # unless a file system should be mounted there`
}

function replace(path: string, word: Word): string {
  return chained([`from=${word(path)}`, ...MOVE_ASIDE, makePrivate('"$from"')])
}

function replaceByLink(finding: Finding, word: Word): string {
  const set = variables(finding, word)
  if (!holdsFiles(finding.there)) return chained([set, MAKE_TARGET, ...MOVE_ASIDE, LINK])
  return `${chained([set, MAKE_TARGET, MERGE, ...MOVE_ASIDE, LINK])} || ${STOPPED}`
}

function diagnosis(path: string, word: Word): string {
  const parent = word(dirname(path))
  return `namei -l -- ${word(path)}; df -h -- ${parent}; df -i -- ${parent}`
}

function isReadThrough(there: There): boolean {
  return there.kind === 'symlink' && !['directory', 'nothing', 'a loop'].includes(there.leadsTo)
}

function holdsFiles(there: There): boolean {
  return there.kind === 'directory' || (there.kind === 'symlink' && there.leadsTo === 'directory')
}
