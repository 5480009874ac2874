#!/bin/sh
# Replaces settings that are the same as the shared ones, and compares only as much of them as the shared ones hold.
umask 077
settings=$HOME/.claude-settings-shared.json projects=$HOME/.claude-projects-shared
[ -f "$settings" ] && mkdir -p "$projects" || exit 1
size=$(wc -c <"$settings") || exit 1
for home in "$HOME/.claude-compte1" "$HOME/.claude-compte2"; do
  mkdir -p "$home" || exit 1
  own=$home/settings.json
  if [ -f "$own" ] && [ ! -L "$own" ] && [ -s "$settings" ] && cmp -s -n "$size" "$own" "$settings"; then
    rm "$own" || exit 1
  fi
  [ "$(readlink "$own")" = "$settings" ] || ln -sT "$settings" "$own" || exit 1
  [ "$(readlink "$home/projects")" = "$projects" ] || ln -sT "$projects" "$home/projects" || exit 1
done
