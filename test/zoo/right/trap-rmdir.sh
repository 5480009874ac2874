#!/bin/sh
# Moves a directory into a new one beside it. When it is stopped, it removes the new one only if that is empty.
umask 077
status=0 aside=
trap '[ -z "$aside" ] || rmdir "$aside" 2>&-; exit 143' HUP INT TERM
mkdir -p "$HOME/.claude-compte1" "$HOME/.claude-compte2" || status=1
for name in session-env file-history projects; do
  target=$HOME/.claude-$name-shared
  mkdir -p "$target" || { status=1; continue; }
  for link in "$HOME/.claude-compte1/$name" "$HOME/.claude-compte2/$name"; do
    [ -L "$link" ] && [ "$link" -ef "$target" ] && continue
    if [ -n "$(find "$link" -maxdepth 0 -type d ! -samefile "$target/." 2>&-)" ]; then
      aside=$(mktemp -d "$link.before-XXXXXX") || { status=1; continue; }
      mv -T "$link" "$aside/$name" || { rmdir "$aside"; status=1; continue; }
    fi
    ln -sT "$target" "$link" || { [ -L "$link" ] && [ "$link" -ef "$target" ]; } || status=1
    aside=
  done
done
exit $status
