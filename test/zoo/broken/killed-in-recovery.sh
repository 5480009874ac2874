#!/bin/bash
# Links the files of a directory in the way into a stage, notes that the stage is complete, removes the old names, makes
# the link, and puts the files into the shared directory. After a kill, the next run goes on with a noted stage. It removes
# a stage without a note: the files in it still have their old names.
umask 077
status=0
note=$HOME/.in-progress

exec 9>>"${TMPDIR:-/tmp}/link-homes.lock" && flock 9 || exit 1

refuse() { echo "$1/$2: $3" >&2; status=1; }

# Tells whether each file of a directory is free in another, or is the same there.
fits() {
  local from=$1 to=$2 odd file
  odd=$(find "$from" ! -type f ! -type d -print -quit) && [ -z "$odd" ] || return 1
  find "$from" -type f -printf '%P\0' | while IFS= read -r -d '' file; do
    [ ! -e "$to/$file" ] && [ ! -L "$to/$file" ] || cmp -s "$from/$file" "$to/$file" || exit 1
  done
  [ "${PIPESTATUS[*]}" = '0 0' ]
}

# Notes the work in progress, for the next run if this one is killed.
write_note() {
  printf '%s %s %s %s\n' "$1" "$2" "$3" "$$" >"$note"
}

# Goes on from a complete stage. It may repeat steps that are done already.
finish() {
  local home=$1 name=$2 stage=$HOME/$3 at=$HOME/$1/$2 target=$HOME/.claude-$2-shared file
  if [ -d "$at" ] && [ ! -L "$at" ]; then
    while IFS= read -r -d '' file; do
      if [ "$at/$file" -ef "$stage/$file" ]; then rm "$at/$file"; fi
    done < <(find "$stage" -type f -printf '%P\0')
    find "$at" -depth -type d -empty -exec rmdir {} \;
  fi
  ln -sT "$target" "$at" 2>/dev/null || { [ -L "$at" ] && [ "$at" -ef "$target" ]; } ||
    refuse "$home" "$name" 'something else is there'
  while IFS= read -r -d '' file; do
    mkdir -p "$(dirname "$target/$file")" || continue
    if ln -T "$stage/$file" "$target/$file" 2>/dev/null || cmp -s "$stage/$file" "$target/$file"; then
      rm "$stage/$file"
    fi
  done < <(find "$stage" -type f -printf '%P\0')
  find "$stage" -depth -type d -empty -exec rmdir {} \;
  # A file that found no place keeps its note.
  [ ! -e "$stage" ] || { refuse "$home" "$name" "see $3"; return 1; }
  rm "$note"
}

link() {
  local home=$1 name=$2 target=$HOME/.claude-$2-shared at=$HOME/$1/$2 stage
  mkdir -p "$target" "$HOME/$home" || { refuse "$home" "$name" 'no directory'; return; }
  [ -d "$target" ] || { refuse "$home" "$name" 'the shared directory is no directory'; return; }
  if [ -d "$at" ] && [ ! -L "$at" ]; then
    [ "$at" -ef "$target" ] && { refuse "$home" "$name" 'it is the shared directory itself'; return; }
    [ ! -e "$note" ] || { refuse "$home" "$name" 'another one is not finished'; return; }
    fits "$at" "$target" || { refuse "$home" "$name" 'not all of it fits'; return; }
    stage=$(mktemp -d "$HOME/.stage-XXXXXX") || { refuse "$home" "$name" 'no room'; return; }
    if cp -al "$at/." "$stage/" && diff -rq "$at" "$stage" >/dev/null && write_note "$home" "$name" "${stage##*/}"
    then finish "$home" "$name" "${stage##*/}"
    else rm -f "$note"; rm -rf "$stage"; refuse "$home" "$name" 'cannot be staged'
    fi
    return
  fi
  ln -sT "$target" "$at" 2>/dev/null || { [ -L "$at" ] && [ "$at" -ef "$target" ]; } ||
    refuse "$home" "$name" 'something else is there'
}

if [ -s "$note" ]; then
  read -r home name stage _ <"$note"
  # It is this run's now.
  write_note "$home" "$name" "$stage" && finish "$home" "$name" "$stage"
elif [ -e "$note" ]; then
  rm "$note" || exit 1
fi
if [ ! -e "$note" ]; then
  for unfinished in "$HOME/.stage-"??????; do
    [ ! -d "$unfinished" ] || rm -rf "$unfinished"
  done
fi
for home in .claude-compte1 .claude-compte2; do
  for name in session-env file-history projects; do link "$home" "$name"; done
done
exit "$status"
