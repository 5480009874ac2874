#!/bin/sh
# Keeps a real directory as NAME.own, unless that name is taken, and links.
umask 077
status=0
mkdir -p "$HOME/.claude-compte1" "$HOME/.claude-compte2" || status=1
for name in session-env file-history projects; do
  target=$HOME/.claude-$name-shared
  mkdir -p "$target" || { status=1; continue; }
  for link in "$HOME/.claude-compte1/$name" "$HOME/.claude-compte2/$name"; do
    [ -L "$link" ] && [ "$link" -ef "$target" ] && continue
    # What cannot be looked at is nothing that find tells of, and what is itself shared is left where it is.
    [ -n "$(find "$link" -maxdepth 0 -type d ! -samefile "$target/." 2>&-)" ] && mv -nT "$link" "$link.own"
    ln -sT "$target" "$link" || { [ -L "$link" ] && [ "$link" -ef "$target" ]; } || status=1
  done
done
exit $status
