#!/bin/sh
# Merges a real directory into the shared one with `rsync -a --remove-source-files`, and then links.
set -eu
for name in session-env file-history projects; do
  target=$HOME/.claude-$name-shared
  mkdir -p "$target"
  for home in "$HOME/.claude-compte1" "$HOME/.claude-compte2"; do
    mkdir -p "$home"
    [ "$(readlink "$home/$name")" = "$target" ] && continue
    if [ -d "$home/$name" ] && [ ! -L "$home/$name" ]; then
      rsync -a --remove-source-files "$home/$name/" "$target/"
      find "$home/$name" -depth -type d -empty -delete
    fi
    ln -sT "$target" "$home/$name"
  done
done
