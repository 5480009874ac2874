#!/bin/sh
# Makes each of its links anew, and refuses what is not one of them.
umask 077
status=0
mkdir -p "$HOME/.claude-compte1" "$HOME/.claude-compte2" || status=1
for name in session-env file-history projects; do
  target=$HOME/.claude-$name-shared
  mkdir -p "$target" || { status=1; continue; }
  for link in "$HOME/.claude-compte1/$name" "$HOME/.claude-compte2/$name"; do
    [ -L "$link" ] && [ "$link" -ef "$target" ] && rm -f "$link"
    ln -sT "$target" "$link" || status=1
  done
done
exit $status
