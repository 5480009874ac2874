#!/bin/sh
# Copies the settings of each home to the shared place, and links them: it never looks whether others are there by then.
umask 077
settings=$HOME/.claude-settings-shared.json projects=$HOME/.claude-projects-shared
mkdir -p "$projects" || exit 1
for home in "$HOME/.claude-compte1" "$HOME/.claude-compte2"; do
  mkdir -p "$home" || exit 1
  own=$home/settings.json
  if [ -f "$own" ] && [ ! -L "$own" ]; then
    cp -p "$own" "$settings" && mv -n -T "$own" "$own.before-sharing" || exit 1
  fi
  [ -f "$settings" ] || exit 1
  [ "$(readlink "$own")" = "$settings" ] || ln -sT "$settings" "$own" || exit 1
  [ "$(readlink "$home/projects")" = "$projects" ] || ln -sT "$projects" "$home/projects" || exit 1
done
