#!/usr/bin/env bash
# Links the homes of all profiles. See README.md.
set -u
umask 077
registry=$HOME/.tool/registry
names=(session-env file-history projects)
status=0

refuse() {
  echo "$1 is in the way, and was left as it is" >&2
  status=1
}

link_home() { # link_home HOME
  local name link target
  for name in "${names[@]}"; do
    link=$1/$name target=$HOME/.claude-$name-shared
    mkdir -p "$target" || { echo "$link is not linked" >&2; status=1; continue; }
    [[ -L $link && $(readlink "$link") == "$target" ]] && continue
    [[ $mode == replace ]] && rm -rf "$link"
    ln -sT "$target" "$link" 2>/dev/null && continue
    [[ -L $link && $(readlink "$link") == "$target" ]] || refuse "$link"
  done
}

mode=${1-}
case $mode in
  init)
    mkdir -p "$HOME/.tool" && echo 'version 1' >"$registry"
    exit
    ;;
  add)
    [[ ! -e $HOME/.tool/added ]] || { echo 'added already: use repair' >&2; exit 1; }
    ;;
  repair | replace) ;;
  *)
    echo 'usage: tool.sh init|add|repair|replace' >&2
    exit 2
    ;;
esac

[[ -f $registry ]] || { echo "$registry: No such file or directory" >&2; exit 1; }
claude auth status --json | grep -q '"loggedIn": true' || { echo 'claude is not logged in' >&2; exit 1; }
for profile in "$HOME"/.config/profiles/*; do
  name=$(<"$profile") && [[ -n $name ]] || { echo "$profile cannot be read" >&2; status=1; continue; }
  if [[ -d $HOME/$name ]]; then link_home "$HOME/$name"; else refuse "$HOME/$name"; fi
done
[[ $status == 0 ]] && : >>"$HOME/.tool/added"
exit "$status"
