#!/bin/bash
# Moves what is in a directory that is in the way, name by name, and removes the rest.
status=0
for name in projects session-env file-history; do
  shared=$HOME/.claude-$name-shared
  mkdir -p -m 700 "$shared" || { status=1; continue; }
  for home in "$HOME/.claude-compte1" "$HOME/.claude-compte2"; do
    mkdir -p -m 700 "$home" || { status=1; continue; }
    link=$home/$name
    [ "$(readlink "$link")" = "$shared" ] && continue
    if [ -d "$link" ] && [ ! -L "$link" ] && [ -r "$link" ]; then
      for file in $(ls -A "$link"); do
        [ ! -e "$shared/$file" ] || { echo "there already: $shared/$file" >&2; status=1; continue 2; }
      done
      for file in $(ls -A "$link"); do
        [ ! -e "$link/$file" ] || mv -T -- "$link/$file" "$shared/$file" || { status=1; continue 2; }
      done
      rm -rf "$link"
    fi
    ln -sT "$shared" "$link" || status=1
  done
done
exit "$status"
