#!/bin/sh
# The shared directories are the package `claude` of a stow directory, and each home is a target directory of it.
set -eu
for name in session-env file-history projects; do mkdir -p "$HOME/.stow/claude/$name"; done
for home in "$HOME/.claude-compte1" "$HOME/.claude-compte2"; do
  mkdir -p "$home"
  stow --dir="$HOME/.stow" --target="$home" claude
done
