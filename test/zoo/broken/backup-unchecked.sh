#!/bin/sh
# Backs a real directory up under a new name, then puts the link in its place.
umask 077
status=0
mkdir -p "$HOME/.claude-compte1" "$HOME/.claude-compte2" || status=1
for name in session-env file-history projects; do
  target=$HOME/.claude-$name-shared
  mkdir -p "$target" || { status=1; continue; }
  for link in "$HOME/.claude-compte1/$name" "$HOME/.claude-compte2/$name"; do
    [ "$link" -ef "$target" ] && continue
    if [ -d "$link" ] && [ ! -L "$link" ]; then
      backup=$(mktemp -d "$link.XXXXXX")
      cp -a "$link" "$backup/"
      rm -rf "$link"
    fi
    ln -sT "$target" "$link" || status=1
  done
done
exit $status
