#!/bin/bash
# Moves the contents of a directory in the way to the shared one, overwrites nothing, and links.
umask 077
status=0

exec 9>>"${TMPDIR:-/tmp}/link-homes.lock" && flock 9 || exit 1

refuse() { echo "$1/$2: $3" >&2; status=1; }

# Empties a directory into another. Any failure ends it.
empty() (
  set -e
  cd "$1"
  find . -mindepth 1 -maxdepth 1 -print0 | xargs -0 -r mv -nt "$2" --
  cd ..
  rmdir "$1"
)

link() {
  local target=$HOME/.claude-$2-shared at=$HOME/$1/$2
  mkdir -p "$target" "$HOME/$1" || { refuse "$1" "$2" 'no directory'; return; }
  [ -d "$target" ] || { refuse "$1" "$2" 'the shared directory is no directory'; return; }
  if [ -d "$at" ] && [ ! -L "$at" ]; then
    [ "$at" -ef "$target" ] && { refuse "$1" "$2" 'it is the shared directory itself'; return; }
    if ! empty "$at" "$target"; then refuse "$1" "$2" 'not all of it can be moved'; return; fi
  fi
  ln -sT "$target" "$at" 2>/dev/null || { [ -L "$at" ] && [ "$at" -ef "$target" ]; } ||
    refuse "$1" "$2" 'something else is there'
}

for home in .claude-compte1 .claude-compte2; do
  for name in session-env file-history projects; do link "$home" "$name"; done
done
exit "$status"
