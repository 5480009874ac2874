/**
 * Copies what `$from` holds into `$to`, or fails before it has copied anything.
 *
 * - It looks first: a loop of links, a directory that cannot be read, and a target that lies in `$from`, whose copy
 *   would have no end, stop it. So does a file whose namesake in `$to` has other bytes: were the rest copied all
 *   the same, the two would drift apart from there on.
 * - It copies only entries that are not there, each whole: a directory on both sides keeps its mode in `$to`.
 * - It then compares every file that can be read in `$from`, through links too, since a relative link may lead
 *   elsewhere from its new place.
 */
export const MERGE = `(
  set -o pipefail && cd -- "$from" &&
  same() { [ -f "$to/$1" ] && cmp -s -- "$1" "$to/$1" || { printf '%q is not the same in %q\\n' "$1" "$to"; false; }; } &&
  inside=$(find -L . -mindepth 1 -samefile "$to/.") && [ -z "$inside" ] &&
  find -L . -type f -print0 | while IFS= read -r -d '' at; do [ ! -e "$to/$at" ] || same "$at" || exit; done &&
  find . -print0 | while IFS= read -r -d '' at; do [ -e "$to/$at" ] || [ -L "$to/$at" ] || cp -a -n -T -- "$at" "$to/$at" || exit; done &&
  find -L . -type f -print0 | while IFS= read -r -d '' at; do same "$at" || exit; done
) >&2`

/** Gives `$from` a new directory next to it to stand in, so that it keeps its name and meets no other. */
export const MOVE_ASIDE: readonly string[] = [
  'aside=$(mktemp -d -- "$from.aside.XXXXXX")',
  'mv -- "$from" "$aside/"',
]

/** With -T, ln fails where something has come to stand, instead of making a link inside it. */
export const LINK = 'ln -s -T -- "$to" "$from"'

/** Said after what the failing command said itself. */
export const STOPPED = `{ echo 'stopped, and nothing was lost: something in it differs from its namesake, cannot be read, or holds the shared target' >&2; false; }`
