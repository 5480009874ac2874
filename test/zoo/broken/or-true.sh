#!/bin/sh
# Refuses what is in the way; links that are there already make `ln` fail, which does not matter.
umask 077
status=0
mkdir -p "$HOME/.claude-compte1" "$HOME/.claude-compte2" || status=1
for name in session-env file-history projects; do
  target=$HOME/.claude-$name-shared
  mkdir -p "$target" || { status=1; continue; }
  for link in "$HOME/.claude-compte1/$name" "$HOME/.claude-compte2/$name"; do
    if { [ -e "$link" ] || [ -L "$link" ]; } && [ ! "$link" -ef "$target" ]; then
      echo "$link is in the way" >&2
      status=1
    else
      ln -sT "$target" "$link" 2>/dev/null || true
    fi
  done
done
exit $status
