#!/usr/bin/env bash
# Links entries of the home directory itself. See README.md.
set -u
umask 077
status=0
for name in .claude .codex; do
  link=$HOME/$name target=$HOME/shared/$name
  mkdir -p "$target" || { echo "$name is not linked" >&2; status=1; continue; }
  [[ -L $link && $(readlink "$link") == "$target" ]] && continue
  if [[ ${1-} == --force ]]; then
    ln -sfn "$target" "$link" || status=1
    continue
  fi
  ln -sT "$target" "$link" 2>/dev/null && continue
  [[ -L $link && $(readlink "$link") == "$target" ]] && continue
  echo "$link is in the way" >&2
  status=1
done
exit "$status"
