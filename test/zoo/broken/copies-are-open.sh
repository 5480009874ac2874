#!/bin/bash
# Copies a directory in the way to the shared one, overwrites nothing, keeps the original aside, and links.
status=0

exec 9>>"${TMPDIR:-/tmp}/link-homes.lock" && flock 9 || exit 1

refuse() { echo "$1/$2: $3" >&2; status=1; }

directory() { (umask 077 && mkdir -p "$@"); }

# Copies each file to a free name, or accepts the same file there.
copy() {
  local from=$1 to=$2 odd file
  odd=$(find "$from" ! -type f ! -type d -print -quit) && [ -z "$odd" ] || return 1
  find "$from" -type f -printf '%P\0' | {
    failed=0
    set -C
    while IFS= read -r -d '' file; do
      mkdir -p "$(dirname "$to/$file")" || failed=1
      cat "$from/$file" >"$to/$file" || cmp -s "$from/$file" "$to/$file" || failed=1
    done
    exit "$failed"
  } 2>/dev/null
  [ "${PIPESTATUS[*]}" = '0 0' ]
}

link() {
  local target=$HOME/.claude-$2-shared at=$HOME/$1/$2 aside
  directory "$target" "$HOME/$1" || { refuse "$1" "$2" 'no directory'; return; }
  [ -d "$target" ] || { refuse "$1" "$2" 'the shared directory is no directory'; return; }
  if [ -d "$at" ] && [ ! -L "$at" ]; then
    [ "$at" -ef "$target" ] && { refuse "$1" "$2" 'it is the shared directory itself'; return; }
    copy "$at" "$target" || { refuse "$1" "$2" 'not all of it could be copied'; return; }
    aside=$(mktemp -d "$HOME/$1/$2.before-XXXXXX") && mv -T "$at" "$aside/$2" ||
      { refuse "$1" "$2" 'cannot be kept aside'; return; }
    echo "$1/$2: what stood there is in ${aside##*/}"
  fi
  ln -sT "$target" "$at" 2>/dev/null || { [ -L "$at" ] && [ "$at" -ef "$target" ]; } ||
    refuse "$1" "$2" 'something else is there'
}

for home in .claude-compte1 .claude-compte2; do
  for name in session-env file-history projects; do link "$home" "$name"; done
done
exit "$status"
