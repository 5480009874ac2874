import { dirname } from 'node:path/posix'
import type { Finding, There } from '../finding.ts'
import {
  byHand,
  chained,
  LINK,
  lookAtLink,
  MOVE_ASIDE,
  makePrivate,
  type Remedy,
  remedy,
  variables,
  type Word,
} from './shell.ts'

/**
 * Returns the remedy of a finding about a link of kind `file`, or about its target. No remedy makes up a file's content: a
 * missing target gets that of the file in the place of the link, and else it is for the operator to write.
 */
export function fileRemedyIn(finding: Finding, word: Word): Remedy {
  const { role, path, there } = finding
  const set = variables(finding, word)
  if (role === 'target') return byHand(write(path, there, word))
  if (there.kind === 'nothing') return remedy(chained([set, TARGET_IS_FILE, LINK]))
  if (leadsTo(there) === 'file')
    return remedy(`${chained([set, FILL_TARGET, SAME_FILE, ...MOVE_ASIDE, LINK])} || ${STOPPED}`)
  if (there.kind === 'symlink' && leadsTo(there) !== 'nothing') return lookAtLink(path, word)
  return remedy(chained([set, TARGET_IS_FILE, ...MOVE_ASIDE, LINK]))
}

/** Checks that the target is a file, since a link to nothing would be worse than none. */
const TARGET_IS_FILE = '[ -f "$to" ]'

/** Copies the file to a missing target. */
const FILL_TARGET = `{ [ -e "$to" ] || [ -L "$to" ] || { (umask 077 && mkdir -p -- "$(dirname -- "$to")") && cp -p -n -T -- "$from" "$to"; }; }`

/** Checks that both have the same bytes, and that the target is not a link to the file that is to be moved. */
const SAME_FILE = `[ -f "$to" ] && { [ ! -L "$to" ] || [ ! "$from" -ef "$to" ]; } && cmp -- "$from" "$to" >&2`

const STOPPED = `{ echo 'stopped, and nothing was lost: the two files differ, or one cannot be read, or the shared one is a link to the other' >&2; false; }`

function write(path: string, there: There, word: Word): string {
  if (leadsTo(there) !== 'nothing')
    return `ls -ld -- ${word(path)} # decide where this entry belongs, then put a file in its place yourself`
  const place =
    there.kind === 'symlink' ? `"$(dirname -- "$(readlink -m -- ${word(path)})")"` : word(dirname(path))
  return `${makePrivate(place)} # then put the file at ${word(path)} yourself: only you know its content`
}

/** Returns the kind of entry that a path leads to in the end; `nothing` for a loop, too. */
function leadsTo(there: There): There['kind'] {
  if (there.kind !== 'symlink') return there.kind
  return there.leadsTo === 'a loop' ? 'nothing' : there.leadsTo
}
