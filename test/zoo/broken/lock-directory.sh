#!/bin/sh
# One at a time: a directory is the lock.
umask 077
lock=$HOME/.claude-links.lock
if ! mkdir "$lock" 2>/dev/null; then
  echo "$lock is there: another one is at work" >&2
  exit 1
fi
trap 'rmdir "$lock"' EXIT
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
