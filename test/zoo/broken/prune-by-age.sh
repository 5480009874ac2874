#!/bin/bash
# Puts a directory that is in the way with others of its day, and keeps a month of them.
status=0
kept=$HOME/.claude-kept
for name in projects session-env file-history; do
  shared=$HOME/.claude-$name-shared
  mkdir -p -m 700 "$shared" || { status=1; continue; }
  for home in "$HOME/.claude-compte1" "$HOME/.claude-compte2"; do
    mkdir -p -m 700 "$home" || { status=1; continue; }
    if [ -d "$home/$name" ] && [ ! -L "$home/$name" ]; then
      mkdir -p -m 700 "$kept" && mv -T "$home/$name" "$kept/$(date +%s%N)-$name" || { status=1; continue; }
    fi
    [ "$(readlink "$home/$name")" = "$shared" ] || ln -sT "$shared" "$home/$name" || status=1
  done
done
[ ! -d "$kept" ] || find "$kept" -mindepth 1 -maxdepth 1 -mtime +30 -exec rm -rf {} +
exit "$status"
