#!/bin/bash
# Merges what stands in the way into the shared directory, and links. One at a time: whoever is at work has a directory,
# and keeps the file `owner` in it locked. One whose owner can be locked was left behind by a run that was killed.
umask 077
status=0
lock=$HOME/.link-homes.lock

refuse() { echo "$1/$2: $3" >&2; status=1; }

acquire() {
  local mine tries
  mine=$(mktemp -d "$HOME/.link-homes.XXXXXX") || return 1
  exec 9>"$mine/owner" && flock 9 || { rm -rf "$mine"; return 1; }
  # It comes to its name with its owner in it, and so nobody ever sees one without.
  for ((tries = 0; tries < 40; tries++)); do
    mv -T "$mine" "$lock" 2>/dev/null && return 0
    if [ -f "$lock/owner" ] && flock -n "$lock/owner" true; then
      rm -rf "$lock"
    else
      sleep 0.05
    fi
  done
  rm -rf "$mine"
  return 1
}

# Gives the shared directory a second name of each file that it has not, and drops each file that is the same there.
merge() {
  local at=$1 shared=$2 odd file
  odd=$(find "$at" ! -type f ! -type d -print -quit) && [ -z "$odd" ] || return 1
  while IFS= read -r -d '' file; do
    mkdir -p "$(dirname "$shared/$file")" || continue
    [ -e "$shared/$file" ] || ln -T "$at/$file" "$shared/$file" 2>/dev/null
    cmp -s "$at/$file" "$shared/$file" && rm "$at/$file"
  done < <(find "$at" -type f -printf '%P\0')
  find "$at" -depth -type d -empty -exec rmdir {} \;
  [ ! -d "$at" ] || [ -L "$at" ]
}

link() {
  local target=$HOME/.claude-$2-shared at=$HOME/$1/$2
  mkdir -p "$target" "$HOME/$1" || { refuse "$1" "$2" 'no directory'; return; }
  [ -d "$target" ] || { refuse "$1" "$2" 'what is to be shared is no directory'; return; }
  if [ -d "$at" ] && [ ! -L "$at" ]; then
    [ "$at" -ef "$target" ] && { refuse "$1" "$2" 'it is itself what is shared'; return; }
    merge "$at" "$target" || { refuse "$1" "$2" 'not all of it can be merged'; return; }
  fi
  ln -sT "$target" "$at" 2>/dev/null || { [ -L "$at" ] && [ "$at" -ef "$target" ]; } ||
    refuse "$1" "$2" 'something else stands there'
}

acquire || { echo 'another run is at work on .claude-compte1 and .claude-compte2: session-env, file-history, projects' >&2; exit 1; }
trap 'rm -rf "$lock"' EXIT
for home in .claude-compte1 .claude-compte2; do
  for name in session-env file-history projects; do link "$home" "$name"; done
done
exit "$status"
