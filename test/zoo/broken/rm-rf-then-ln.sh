#!/bin/sh
# Clears each link's path and links it.
set -eu
umask 077
mkdir -p "$HOME/.claude-compte1" "$HOME/.claude-compte2"
for name in session-env file-history projects; do
  mkdir -p "$HOME/.claude-$name-shared"
  for home in "$HOME/.claude-compte1" "$HOME/.claude-compte2"; do
    rm -rf "${home:?}/$name"
    ln -s "$HOME/.claude-$name-shared" "$home/$name"
  done
done
