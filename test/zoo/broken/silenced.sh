#!/bin/sh
# Links where nothing is, and says how many links could not be made.
umask 077
exec 9>>"${TMPDIR:-/tmp}/claude-links.lock" 2>/dev/null
flock 9
failed=0
mkdir -p "$HOME/.claude-compte1" "$HOME/.claude-compte2" || failed=1
for name in session-env file-history projects; do
  target=$HOME/.claude-$name-shared
  mkdir -p "$target" || { failed=$((failed + 1)); continue; }
  for link in "$HOME/.claude-compte1/$name" "$HOME/.claude-compte2/$name"; do
    [ "$link" -ef "$target" ] || ln -sT "$target" "$link" || failed=$((failed + 1))
  done
done
[ "$failed" -eq 0 ] || { echo "$failed link(s) could not be made"; exit 1; }
