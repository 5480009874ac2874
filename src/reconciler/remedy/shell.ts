import type { Finding } from '../finding.ts'

/** Quotes a text as one word of a shell. */
export type Word = (text: string) => string

/** Commands that resolve a finding, or that only help an operator to decide. */
export interface Remedy {
  readonly commands: string
  /** Whether the commands leave something to decide, so that no script may run them. */
  readonly isByHand: boolean
}

/** Returns the remedy that consists of commands alone. */
export function remedy(commands: string): Remedy {
  return { commands, isByHand: false }
}

/** Returns the remedy that leaves something to the operator. */
export function byHand(commands: string): Remedy {
  return { commands, isByHand: true }
}

/** Returns what to do about a link through which something is read: if it were moved, that would be lost to its readers. */
export function lookAtLink(path: string, word: Word): Remedy {
  return byHand(
    `ls -l -- ${word(path)} # decide where the entry that it leads to belongs, then remove the link yourself`,
  )
}

/** Returns the command that sets `$from` to the path of a link's finding, and `$to` to the link's target. */
export function variables({ path, target }: Finding, word: Word): string {
  return `from=${word(path)} to=${word(target ?? '')}`
}

/** Returns the command that makes a directory and its parents, with mode 0700. */
export function makePrivate(word: string): string {
  return `(umask 077 && mkdir -p -- ${word})`
}

/** Returns commands as one, each of which runs only after the one before it has succeeded. */
export function chained(commands: readonly string[]): string {
  return commands.join(' &&\n')
}

/**
 * The command that copies the entries of `$from` into `$to`, or fails before it has copied anything.
 *
 * - It checks first, and stops at a loop of links, at an unreadable directory, and at a target inside `$from`, which
 *   would copy itself without end. It also stops at a file whose namesake in `$to` has other bytes: if the other files
 *   were copied, the two directories would drift apart.
 * - It copies only missing entries, each whole: a directory on both sides keeps its mode in `$to`.
 * - Then it compares every readable file of `$from`, through links too, since a relative link may lead elsewhere from
 *   its new place.
 */
export const MERGE = `(
  cd -- "$from" && export to show='ls -d --quoting-style=shell-escape --' &&
  same='[ -f "$to/$at" ] && cmp -s -- "$at" "$to/$at" || { printf "%s is not the same in %s\\n" "$($show "$at")" "$($show "$to")"; exit 1; }' &&
  inside=$(find -L . -mindepth 1 -samefile "$to/.") && [ -z "$inside" ] &&
  find -L . -type f -exec sh -c 'for at do [ ! -e "$to/$at" ] || { '"$same"'; }; done' sh {} + &&
  find . -exec sh -c 'for at do [ -e "$to/$at" ] || [ -L "$to/$at" ] || cp -a -n -T -- "$at" "$to/$at" || exit; done' sh {} + &&
  find -L . -type f -exec sh -c "for at do $same; done" sh {} +
) >&2`

/** The commands that move `$from` into a new directory beside it, where it keeps its name and meets no other entry. */
export const MOVE_ASIDE: readonly string[] = [
  'aside=$(mktemp -d -- "$from.aside.XXXXXX")',
  'mv -- "$from" "$aside/"',
]

/** The command that makes the link. If the path exists by now, -T makes it fail instead of linking inside a directory. */
export const LINK = 'ln -s -T -- "$to" "$from"'

/** The command that explains a failure, after the message of the failed command. */
export const STOPPED = `{ echo 'stopped, and nothing was lost: something in it differs from its namesake, cannot be read, or holds the shared target' >&2; false; }`
