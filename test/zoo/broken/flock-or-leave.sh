#!/bin/sh
# One at a time: where another one is at work already, there is nothing left to do.
umask 077
exec 9>>"${TMPDIR:-/tmp}/claude-links.lock"
flock -n 9 || { echo 'another one is at work'; exit 0; }
status=0
mkdir -p "$HOME/.claude-compte1" "$HOME/.claude-compte2" || status=1
for name in session-env file-history projects; do
  mkdir -p "$HOME/.claude-$name-shared" || { status=1; continue; }
  for home in "$HOME/.claude-compte1" "$HOME/.claude-compte2"; do
    [ "$home/$name" -ef "$HOME/.claude-$name-shared" ] && continue
    ln -sT "$HOME/.claude-$name-shared" "$home/$name" || status=1
  done
done
exit $status
