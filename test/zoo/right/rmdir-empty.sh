#!/bin/sh
# Puts the link in the place of an empty directory: `rmdir` itself knows whether it is.
umask 077
status=0
for name in session-env file-history projects; do
  target=$HOME/.claude-$name-shared
  for home in "$HOME/.claude-compte1" "$HOME/.claude-compte2"; do
    mkdir -p "$target" "$home" || status=1
    [ -L "$home/$name" ] && [ "$home/$name" -ef "$target" ] && [ -d "$target" ] && continue
    [ -d "$target" ] && [ -d "$home/$name" ] && [ ! -L "$home/$name" ] && rmdir "$home/$name"
    if [ -L "$home/$name" ] || [ -e "$home/$name" ]; then
      echo "$home/$name is in the way" >&2
      status=1
    elif [ -d "$target" ] && [ -d "$home" ]; then
      ln -sT "$target" "$home/$name" || [ "$home/$name" -ef "$target" ] || status=1
    else
      status=1
    fi
  done
done
exit $status
