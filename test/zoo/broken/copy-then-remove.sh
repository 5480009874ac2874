#!/bin/sh
# Copies what a home holds into the shared directory, unless a name is there already, then removes it and links.
umask 077
status=0
mkdir -p "$HOME/.claude-compte1" "$HOME/.claude-compte2" || status=1
for name in session-env file-history projects; do
  target=$HOME/.claude-$name-shared
  mkdir -p "$target" || { status=1; continue; }
  for link in "$HOME/.claude-compte1/$name" "$HOME/.claude-compte2/$name"; do
    [ "$link" -ef "$target" ] && continue
    if [ -d "$link" ] && [ ! -L "$link" ]; then
      for entry in $(ls -A "$link"); do
        [ -e "$target/$entry" ] && { echo "$target/$entry is there already" >&2; exit 1; }
      done
      cp -a "$link/." "$target/" && rm -rf "$link"
    fi
    ln -sT "$target" "$link" || status=1
  done
done
exit $status
