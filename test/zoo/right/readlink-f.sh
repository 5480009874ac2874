#!/bin/sh
# A link is right if it leads to the shared directory, however it is written.
umask 077
status=0
for home in "$HOME/.claude-compte1" "$HOME/.claude-compte2"; do
  mkdir -p -- "$home" || status=1
  for name in session-env file-history projects; do
    target=$HOME/.claude-$name-shared
    if [ -L "$home/$name" ] || [ -e "$home/$name" ]; then :; else
      mkdir -p -- "$target" && [ -d "$home" ] && ln -snT -- "$target" "$home/$name"
    fi
    if [ -d "$target" ] || mkdir -p -- "$target"; then :; else status=1; fi
    if [ ! -L "$home/$name" ] || [ ! -d "$target" ] ||
      [ "$(readlink -f -- "$home/$name"; echo .)" != "$(readlink -f -- "$target"; echo .)" ]; then
      echo "$home/$name does not lead to $target" >&2
      status=1
    fi
  done
done
exit $status
