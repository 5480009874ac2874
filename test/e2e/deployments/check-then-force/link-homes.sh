#!/usr/bin/env bash
# Links the account homes to the shared state. Refuses whatever is in the way.
set -euo pipefail

homes=("$HOME/.claude-compte1" "$HOME/.claude-compte2")
links=(
  "session-env=$HOME/.claude-session-env-shared"
  "file-history=$HOME/.claude-file-history-shared"
  "projects=$HOME/.claude-projects-shared"
)
failed=0

umask 077
for home in "${homes[@]}"; do
  for link in "${links[@]}"; do
    path=$home/${link%%=*}
    target=${link#*=}
    mkdir -p "$home" "$target" || { failed=1; continue; }

    if [[ -L $path && $(readlink "$path") == "$target" ]]; then
      continue
    fi
    if [[ -e $path || -L $path ]]; then
      echo "$path is in the way, and was left as it is" >&2
      failed=1
      continue
    fi
    # -T: never into a directory. -f: the check above has said that nothing is there.
    ln -sfT "$target" "$path" || failed=1
  done
done
exit "$failed"
