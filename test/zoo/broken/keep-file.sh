#!/bin/sh
# Links where nothing is, and puts a .keep into each shared directory, so that backups take it along.
umask 077
status=0
mkdir -p "$HOME/.claude-compte1" "$HOME/.claude-compte2" || status=1
for name in session-env file-history projects; do
  target=$HOME/.claude-$name-shared
  mkdir -p "$target" || { status=1; continue; }
  [ -e "$target/.keep" ] || (set -C && : >"$target/.keep") 2>/dev/null
  for link in "$HOME/.claude-compte1/$name" "$HOME/.claude-compte2/$name"; do
    [ "$link" -ef "$target" ] || ln -sT "$target" "$link" || status=1
  done
done
exit $status
