#!/bin/sh
# Looks at all links first, and goes no further where one leads nowhere.
umask 077
for home in "$HOME/.claude-compte1" "$HOME/.claude-compte2"; do
  for name in session-env file-history projects; do
    if [ -L "$home/$name" ] && [ ! -e "$home/$name" ]; then
      echo "$home/$name is a broken link: please remove it" >&2
      exit 1
    fi
  done
done
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
