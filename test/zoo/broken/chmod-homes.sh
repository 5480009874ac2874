#!/bin/sh
# Links where nothing is, and keeps the homes and the shared directories to their owner.
status=0
mkdir -p "$HOME/.claude-compte1" "$HOME/.claude-compte2" || status=1
for name in session-env file-history projects; do
  mkdir -p "$HOME/.claude-$name-shared" || { status=1; continue; }
  for home in "$HOME/.claude-compte1" "$HOME/.claude-compte2"; do
    [ "$home/$name" -ef "$HOME/.claude-$name-shared" ] && continue
    ln -sT "$HOME/.claude-$name-shared" "$home/$name" || status=1
  done
done
chmod 700 "$HOME/.claude-compte1" "$HOME/.claude-compte2" "$HOME"/.claude-*-shared || status=1
exit $status
