import { bashWord } from '../../../fixtures/text/shell-words.ts'
import type { Finding } from '../finding.ts'

/** Returns the command that sets `$from` to the path of a link's finding, and `$to` to the link's target. */
export function variables({ path, target }: Finding): string {
  return `from=${bashWord(path)} to=${bashWord(target ?? '')}`
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
  set -o pipefail && cd -- "$from" &&
  same() { [ -f "$to/$1" ] && cmp -s -- "$1" "$to/$1" || { printf '%q is not the same in %q\\n' "$1" "$to"; false; }; } &&
  inside=$(find -L . -mindepth 1 -samefile "$to/.") && [ -z "$inside" ] &&
  find -L . -type f -print0 | while IFS= read -r -d '' at; do [ ! -e "$to/$at" ] || same "$at" || exit; done &&
  find . -print0 | while IFS= read -r -d '' at; do [ -e "$to/$at" ] || [ -L "$to/$at" ] || cp -a -n -T -- "$at" "$to/$at" || exit; done &&
  find -L . -type f -print0 | while IFS= read -r -d '' at; do same "$at" || exit; done
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
