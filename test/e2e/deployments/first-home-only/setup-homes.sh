#!/usr/bin/env bash
# setup-homes.sh - share state between the homes of a failover pair.
#
#   SHARED_ROOT   where the shared directories are (default: $HOME)
#   DEBUG=1       trace every command

set -euo pipefail
[[ "${DEBUG:-0}" == 1 ]] && set -x

SHARED_ROOT="${SHARED_ROOT:-$HOME}"
HOMES=(
  "$HOME/.claude-compte1"
  "$HOME/.claude-compte2"
)

errors=0

error() {
  printf 'setup-homes: %s\n' "$*" >&2
  errors=$((errors + 1))
}

make_dir() {
  [[ -d "$1" ]] || mkdir -p -m 700 -- "$1" || error "cannot make directory $1"
}

# share NAME DIRECTORY: make NAME a link to DIRECTORY in every home.
share() {
  local name="$1" target="$SHARED_ROOT/$2"
  local home link

  make_dir "$target"
  for home in "${HOMES[@]}"; do
    link="$home/$name"
    if [[ -L "$link" && "$(readlink -- "$link")" == "$target" ]]; then
      echo "ok      $link"
      return
    fi
    if [[ -e "$link" || -L "$link" ]]; then
      error "$link exists and is not a link to $target"
      continue
    fi
    if ln -sT -- "$target" "$link"; then
      echo "linked  $link"
    else
      error "cannot link $link"
    fi
  done
}

for home in "${HOMES[@]}"; do
  make_dir "$home"
done

share session-env .claude-session-env-shared
share file-history .claude-file-history-shared
share projects .claude-projects-shared

if ((errors > 0)); then
  echo "setup-homes: $errors error(s)" >&2
  exit 1
fi
