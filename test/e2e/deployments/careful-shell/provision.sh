#!/usr/bin/env bash
# Makes every account home share its state. See README.md.

set -euo pipefail

export LC_ALL=C
umask 077

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)

: "${HOME:?must be set}"
# shellcheck source=accounts.env
source "$here/accounts.env"
# shellcheck source=lib/links.sh
source "$here/lib/links.sh"

quiet=no
case ${1-} in
  '') ;;
  -q | --quiet) quiet=yes ;;
  *)
    echo 'usage: provision.sh [--quiet]' >&2
    exit 2
    ;;
esac

info() {
  if [[ $quiet == no ]]; then
    printf '%s\n' "$*"
  fi
}

# The targets first: two homes that link to nothing would each grow a tree of
# their own at the first write.
declare -A ready=()
for entry in "${SHARED_LINKS[@]}"; do
  if ensure_directory "$SHARED_ROOT/${entry#*=}" "target of ${entry%%=*}"; then
    ready[${entry%%=*}]=yes
  else
    ready[${entry%%=*}]=no
  fi
done

for home in "${ACCOUNT_HOMES[@]}"; do
  if ! ensure_directory "$home" home; then
    continue
  fi
  for entry in "${SHARED_LINKS[@]}"; do
    name=${entry%%=*}
    target=$SHARED_ROOT/${entry#*=}
    if ensure_link "$home/$name" "$target" "${ready[$name]}"; then
      info "$home/$name -> $target"
    fi
  done
done

if ((conflicts > 0)); then
  printf '%d conflict(s); nothing that exists was changed\n' "$conflicts" >&2
  exit 1
fi
info 'all account homes share their state'
