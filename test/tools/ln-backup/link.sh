#!/bin/sh
# Links with coreutils' `ln -s --backup=simple`, which keeps what it replaces under the name with a `~` appended.
set -eu
for name in session-env file-history projects; do
  target=$HOME/.claude-$name-shared
  mkdir -p "$target"
  for home in "$HOME/.claude-compte1" "$HOME/.claude-compte2"; do
    mkdir -p "$home"
    [ "$(readlink "$home/$name")" = "$target" ] || ln -sT --backup=simple "$target" "$home/$name"
  done
done
