#!/bin/sh
# Where nothing is, makes the link beside and moves it into place.
umask 077
status=0
mkdir -p "$HOME/.claude-compte1" "$HOME/.claude-compte2" || status=1
for name in session-env file-history projects; do
  target=$HOME/.claude-$name-shared
  mkdir -p "$target" || { status=1; continue; }
  for home in "$HOME/.claude-compte1" "$HOME/.claude-compte2"; do
    [ "$home/$name" -ef "$target" ] && continue
    if [ -e "$home/$name" ] || [ -L "$home/$name" ]; then echo "$home/$name is in the way" >&2; status=1; continue; fi
    ln -sfn "$target" "$home/.$name.tmp" && mv -nT "$home/.$name.tmp" "$home/$name" || status=1
  done
done
exit $status
