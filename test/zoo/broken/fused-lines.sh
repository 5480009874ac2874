#!/bin/bash
# Merges transcripts of the same name: it appends the one to the other, whatever the other ends with.
umask 077
status=0
exec 9>>"${TMPDIR:-/tmp}/link-homes.lock" && flock 9 || exit 1

refuse() { echo "$1: $2" >&2; status=1; }

# Appends the files at the top of a directory to those of the same names, and removes each that is there in full.
merge() {
  local from=$1 to=$2 file odd
  odd=$(find "$from" -mindepth 1 ! -type f -print -quit) && [ -z "$odd" ] || return 1
  while IFS= read -r -d '' file; do
    [ ! -L "$to/$file" ] && { [ ! -e "$to/$file" ] || [ -f "$to/$file" ]; } || return 1
    [ ! "$from/$file" -ef "$to/$file" ] || return 1
    # An empty one has no line to append.
    [ -s "$from/$file" ] || [ ! -e "$to/$file" ] || return 1
  done < <(find "$from" -type f -printf '%P\0')
  while IFS= read -r -d '' file; do
    if [ -e "$to/$file" ]; then
      # It is put in place as a whole, so that no reader finds a part of it.
      cp -p "$to/$file" "$to/.merging" || return 1
      cat "$from/$file" >>"$to/.merging" || return 1
      mv -fT "$to/.merging" "$to/$file" && rm "$from/$file" || return 1
    else
      mv -nT "$from/$file" "$to/$file" && [ ! -e "$from/$file" ] || return 1
    fi
  done < <(find "$from" -type f -printf '%P\0')
  rmdir "$from"
}

for home in .claude-compte1 .claude-compte2; do
  for name in session-env file-history projects; do
    target=$HOME/.claude-$name-shared at=$HOME/$home/$name
    mkdir -p "$target" "$HOME/$home" && [ -d "$target" ] || { refuse "$home/$name" 'no directory'; continue; }
    if [ -d "$at" ] && [ ! -L "$at" ] && [ ! "$at" -ef "$target" ]; then
      merge "$at" "$target" || { refuse "$home/$name" 'not all of it fits'; continue; }
    fi
    ln -sT "$target" "$at" 2>/dev/null || { [ -L "$at" ] && [ "$at" -ef "$target" ]; } ||
      refuse "$home/$name" 'something else is there'
  done
done
exit "$status"
