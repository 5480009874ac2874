#!/bin/bash
# Moves what a real directory holds to the shared one with coreutils' `mv -n`, and then links.
set -eu
shopt -s dotglob nullglob
for name in session-env file-history projects; do
  target=$HOME/.claude-$name-shared
  mkdir -p "$target"
  for home in "$HOME/.claude-compte1" "$HOME/.claude-compte2"; do
    mkdir -p "$home"
    [ "$(readlink "$home/$name")" = "$target" ] && continue
    if [ -d "$home/$name" ] && [ ! -L "$home/$name" ]; then
      entries=("$home/$name"/*)
      [ ${#entries[@]} -eq 0 ] || mv -n -t "$target" -- "${entries[@]}"
      rmdir "$home/$name"
    fi
    ln -sT "$target" "$home/$name"
  done
done
