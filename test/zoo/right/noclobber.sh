#!/bin/sh
# Collects what went wrong in a file of its own, and fails if there is anything in it.
set -Cu
umask 077
problems=${TMPDIR:-/tmp}/problems.$$
: >"$problems" || exit 1
mkdir -p "$HOME/.claude-compte1" "$HOME/.claude-compte2" 2>>"$problems"
ls -d "$HOME/.claude-compte1/." "$HOME/.claude-compte2/." 2>>"$problems" >/dev/null
printf '%s\n' session-env file-history projects | while read -r name; do
  target=$HOME/.claude-$name-shared
  mkdir -p "$target" 2>>"$problems"
  for link in "$HOME/.claude-compte1/$name" "$HOME/.claude-compte2/$name"; do
    [ -L "$link" ] && [ "$link" -ef "$target" ] && [ -d "$target" ] && continue
    if [ -L "$link" ] || [ -e "$link" ]; then echo "$link: in the way" >>"$problems"; continue; fi
    if [ -d "$target" ] && ln -sT "$target" "$link" 2>/dev/null; then continue; fi
    [ -L "$link" ] && [ "$link" -ef "$target" ] || echo "$link: not made" >>"$problems"
  done
done
status=0
if [ -s "$problems" ]; then cat "$problems" >&2; status=1; fi
rm "$problems"
exit $status
