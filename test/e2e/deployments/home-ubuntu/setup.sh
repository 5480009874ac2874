#!/usr/bin/env bash
# Account homes of user ubuntu, with shared session state.
# Exit status: 0 all is linked, 1 something stands in the way (see the output).
set -uo pipefail
export LC_ALL=C

homes=(
  /home/ubuntu/.claude-compte1
  /home/ubuntu/.claude-compte2
)
names=(session-env file-history projects)
declare -A target_of=(
  [session-env]=/home/ubuntu/.claude-session-env-shared
  [file-history]=/home/ubuntu/.claude-file-history-shared
  [projects]=/home/ubuntu/.claude-projects-shared
)

failed=0
problem() {
  echo "account-homes: $*" >&2
  failed=1
}

# A symlink that leads nowhere is not a directory, but it is something.
stands() { [[ -L "$1" || -e "$1" ]]; }

directory() {
  [[ -d "$1" ]] && return 0
  if stands "$1"; then
    problem "$1: is there, but is no directory ($(stat -c %F -- "$1" 2>&1)); left as it is"
    return 1
  fi
  mkdir -m 700 -- "$1"
  # Not mkdir's status: somebody else may have made it at the same time.
  [[ -d "$1" ]] && return 0
  problem "$1: could not be made"
  return 1
}

is_right() {
  local text
  # Command substitution would drop a newline at the end of the link's text.
  text="$(readlink -n -- "$1" && echo x)" || return 1
  [[ "$text" == "$2x" ]]
}

link() {
  local at="$1" target="$2"
  if stands "$at"; then
    is_right "$at" "$target" && return 0
    problem "$at: is there, but is no symlink to $target ($(stat -c '%F %N' -- "$at" 2>&1)); left as it is"
    return 1
  fi
  if [[ ! -d "$target" ]]; then
    problem "$at: not linked, since $target is no directory"
    return 1
  fi
  if ln --symbolic --no-target-directory -- "$target" "$at"; then
    echo "account-homes: linked $at to $target"
    return 0
  fi
  # The other one of two that run at once may have made it.
  is_right "$at" "$target" && return 0
  problem "$at: could not be linked to $target"
  return 1
}

for name in "${names[@]}"; do
  directory "${target_of[$name]}"
done

for home in "${homes[@]}"; do
  directory "$home" || continue
  for name in "${names[@]}"; do
    link "$home/$name" "${target_of[$name]}"
  done
done

exit "$failed"
