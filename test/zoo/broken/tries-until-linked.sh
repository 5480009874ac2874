#!/bin/sh
# Makes each link with a call that overwrites nothing, and tries again until it is there.
umask 077
for name in session-env file-history projects; do
  target=$HOME/.claude-$name-shared
  until [ -d "$target" ]; do
    mkdir -p "$target" || sleep 1
  done
  for home in "$HOME/.claude-compte1" "$HOME/.claude-compte2"; do
    until [ "$(readlink "$home/$name")" = "$target" ]; do
      mkdir -p "$home"
      ln -sT "$target" "$home/$name" || sleep 1
    done
  done
done
