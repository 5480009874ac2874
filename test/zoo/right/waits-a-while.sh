#!/bin/sh
# Waits up to a minute for what is in the way of a link, since another program may be about to remove it, and then stops.
set -eu
umask 077

refuse() {
  echo "$1 is in the way" >&2
  exit 1
}

# try COMMAND ARGUMENT... runs a command until it succeeds, twenty times at most.
try() {
  tries=0
  until "$@" 2>/dev/null; do
    tries=$((tries + 1))
    [ "$tries" -lt 20 ] || return 1
    sleep 3
  done
}

# linked TARGET PATH
linked() {
  ln -sT "$1" "$2" || [ "$(readlink "$2")" = "$1" ]
}

for name in session-env file-history projects; do
  target=$HOME/.claude-$name-shared
  try mkdir -p "$target" || refuse "$target"
  for home in "$HOME/.claude-compte1" "$HOME/.claude-compte2"; do
    try mkdir -p "$home" || refuse "$home"
    try linked "$target" "$home/$name" || refuse "$home/$name"
  done
done
