#!/usr/bin/env bash
# Sets up the account homes so that session-env, file-history and projects
# are shared between them. Old data is never deleted, it is moved to *.bak.
set -euo pipefail
shopt -s inherit_errexit

cd "$(dirname "$0")"

declare -A shared=(
  [session-env]="$HOME/.claude-session-env-shared"
  [file-history]="$HOME/.claude-file-history-shared"
  [projects]="$HOME/.claude-projects-shared"
)

info() { printf '%s  %s\n' "$(date +%H:%M:%S)" "$*"; }
fail() {
  printf 'setup: %s\n' "$*" >&2
  exit 1
}

read_accounts() {
  local line
  while IFS= read -r line; do
    case "$line" in
      '' | '#'*) continue ;;
    esac
    printf '%s\n' "$line"
  done <accounts.txt
}

share() {
  local link="$1" target="$2"

  if [[ -L "$link" ]]; then
    local now
    now="$(readlink "$link")"
    [[ "$now" == "$target" ]] || fail "$link points to $now, expected $target"
    return
  fi

  if [[ -e "$link" ]]; then
    info "keeping old $(basename "$link") as $link.bak"
    mv "$link" "$link.bak"
  fi
  ln -s "$target" "$link"
  info "linked $link"
}

if [[ $# -gt 0 ]]; then
  accounts=("$@")
else
  mapfile -t accounts < <(read_accounts)
fi

for target in "${shared[@]}"; do
  mkdir -p -m 700 "$target"
done

for account in "${accounts[@]}"; do
  mkdir -p -m 700 "$HOME/$account"
  for name in "${!shared[@]}"; do
    share "$HOME/$account/$name" "${shared[$name]}"
  done
done

info "${#accounts[@]} account(s) ready"
