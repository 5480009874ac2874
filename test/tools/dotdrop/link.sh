#!/bin/sh
# Runs `dotdrop install`, which asks no question with `--force`, in a repository of dotfiles.
set -eu
for name in session-env file-history projects; do mkdir -p "$HOME/.dotdrop/dotfiles/$name"; done
[ -e "$HOME/.dotdrop/config.yaml" ] || cp "$(dirname "$0")/config.yaml" "$HOME/.dotdrop/config.yaml"
exec dotdrop install --cfg="$HOME/.dotdrop/config.yaml" --profile=accounts --force
