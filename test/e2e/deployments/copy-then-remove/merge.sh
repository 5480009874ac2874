#!/usr/bin/env bash
# Merges what the account homes hold into the shared directories and links them.

set -uo pipefail

SCRIPT_DIR="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)"
# shellcheck source=lib/log.sh
source "$SCRIPT_DIR/lib/log.sh"

HOMES=("$HOME/.claude-compte1" "$HOME/.claude-compte2")
NAMES=(session-env file-history projects)

status=0
umask 077

merge_into() {
  local from="$1" to="$2"
  # -n: the shared copy wins. Some coreutils exit with 1 when they skip a file.
  cp -an "$from/." "$to/" || true
}

link_entry() {
  local home="$1" name="$2"
  local link="$home/$name"
  local target="$HOME/.claude-$name-shared"

  if ! mkdir -p "$target"; then
    log_error "cannot make $target"
    return 1
  fi

  if [[ -L "$link" ]]; then
    if [[ "$(readlink "$link")" == "$target" ]]; then
      return 0
    fi
    log_error "$link leads to $(readlink "$link"), not to $target; please have a look"
    return 1
  fi

  if [[ -d "$link" ]]; then
    log_warn "$link is a directory, merging it into $target"
    merge_into "$link" "$target"
    rm -rf "$link"
  elif [[ -e "$link" ]]; then
    log_error "$link is not a directory"
    return 1
  fi

  ln -sT "$target" "$link" || return 1
  log_info "$link -> $target"
}

for home in "${HOMES[@]}"; do
  if ! mkdir -p "$home"; then
    status=1
    continue
  fi
  for name in "${NAMES[@]}"; do
    link_entry "$home" "$name" || status=1
  done
done

if [[ $status -eq 0 ]]; then
  log_info "all account homes share their state"
else
  log_error "some links could not be made"
fi
exit $status
