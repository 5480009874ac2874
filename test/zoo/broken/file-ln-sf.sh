#!/bin/sh
# Links the settings of each home by force: what an agent has saved there is gone.
umask 077
settings=$HOME/.claude-settings-shared.json projects=$HOME/.claude-projects-shared
[ -f "$settings" ] && mkdir -p "$projects" || exit 1
for home in "$HOME/.claude-compte1" "$HOME/.claude-compte2"; do
  mkdir -p "$home" || exit 1
  [ "$(readlink "$home/settings.json")" = "$settings" ] || ln -sfT "$settings" "$home/settings.json" || exit 1
  [ "$(readlink "$home/projects")" = "$projects" ] || ln -sT "$projects" "$home/projects" || exit 1
done
