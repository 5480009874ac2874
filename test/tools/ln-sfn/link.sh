#!/bin/sh
# Links with coreutils' `ln -sfn`.
set -eu
for name in session-env file-history projects; do
  target=$HOME/.claude-$name-shared
  mkdir -p "$target"
  for home in "$HOME/.claude-compte1" "$HOME/.claude-compte2"; do
    mkdir -p "$home"
    ln -sfn "$target" "$home/$name"
  done
done
