#!/bin/bash
# Links, and keeps a ledger of its links. It repairs the paths in the ledger, and refuses everything else in the way.
umask 077
status=0
state=${XDG_STATE_HOME:-$HOME/.local/state}/link-homes

exec 9>>"${TMPDIR:-/tmp}/link-homes.lock" && flock 9 || exit 1

refuse() { echo "$1/$2: $3" >&2; status=1; }

mkdir -p "$state" || exit 1
ledger=$state/ledger

is_ours() { [ -f "$ledger" ] && grep -qxF -e "$1" "$ledger"; }

link() {
  local target=$HOME/.claude-$2-shared at=$HOME/$1/$2
  mkdir -p "$target" "$HOME/$1" || { refuse "$1" "$2" 'no directory'; return; }
  [ -d "$target" ] || { refuse "$1" "$2" 'the shared directory is no directory'; return; }
  if [ -L "$at" ] && [ "$at" -ef "$target" ]; then return; fi
  if { [ -e "$at" ] || [ -L "$at" ]; } && is_ours "$1/$2"; then
    # Our own link is damaged: it is made anew.
    rm -rf "$at" || { refuse "$1" "$2" 'cannot be repaired'; return; }
  fi
  if ln -sT "$target" "$at" 2>/dev/null; then
    is_ours "$1/$2" || echo "$1/$2" >>"$ledger" || refuse "$1" "$2" 'cannot be noted'
  else
    [ -L "$at" ] && [ "$at" -ef "$target" ] || refuse "$1" "$2" 'something else is there'
  fi
}

for home in .claude-compte1 .claude-compte2; do
  for name in session-env file-history projects; do link "$home" "$name"; done
done
exit "$status"
