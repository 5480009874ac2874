#!/bin/sh
# Links the shared state into each account home at login.
# POSIX sh only: this also runs on the Alpine runners.
set -u

dir=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
. "$dir/link-state.env"

umask 077

say() {
  if [ "${LINK_STATE_VERBOSE:-0}" = 1 ]; then
    echo "link-state: $*"
  fi
}

# link NAME TARGET HOME: make HOME/NAME a link to TARGET unless it is there already.
link() {
  link="$3/$1"
  target="$2"
  [ -d "$target" ] || mkdir -p "$target"
  [ -e "$link" ] || ln -s "$target" "$link"
  say "$link -> $target"
}

for account in $ACCOUNT_HOMES; do
  home="$HOME/$account"
  [ -d "$home" ] || mkdir -p "$home"
  link session-env "$HOME/$SHARED_SESSION_ENV" "$home"
  link file-history "$HOME/$SHARED_FILE_HISTORY" "$home"
  link projects "$HOME/$SHARED_PROJECTS" "$home"
done

# A login must never fail because of this.
exit 0
