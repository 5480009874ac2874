#!/usr/bin/env bash
#
# install.sh - link the shared state into every account home.
#
# Safe to run again: existing links are refreshed.

set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
# shellcheck source=config/accounts.conf
. "$here/config/accounts.conf"

dry_run=0
quiet=0

usage() {
  cat <<USAGE
usage: install.sh [--dry-run] [-q|--quiet] [-h|--help]
USAGE
}

while [ $# -gt 0 ]; do
  case "$1" in
    -n | --dry-run) dry_run=1 ;;
    -q | --quiet) quiet=1 ;;
    -h | --help)
      usage
      exit 0
      ;;
    *)
      usage >&2
      exit 64
      ;;
  esac
  shift
done

log() {
  [ "$quiet" -eq 1 ] || printf '[install] %s\n' "$*"
}

run() {
  if [ "$dry_run" -eq 1 ]; then
    log "would run: $*"
  else
    "$@"
  fi
}

for account in $ACCOUNTS; do
  home="$HOME_PREFIX$account"
  log "account home $home"
  run mkdir -p "$home"
  run chmod 700 "$home"

  for link in $LINKS; do
    name="${link%%:*}"
    target="$SHARED_ROOT/${link#*:}"
    run mkdir -p "$target"
    run ln -sfn "$target" "$home/$name"
    log "  $name -> $target"
  done
done

log "done"
