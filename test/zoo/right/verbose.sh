#!/bin/sh
# Says before and after each step what it sees, and what it is about to do.
umask 077
status=0
say() { printf '%s: %s\n' "${0##*/}" "$*"; }
problem() { say "PROBLEM: $*" >&2; status=1; }
directory() {
  say "want a directory at $1"
  if [ -d "$1" ]; then say "it is there"; return 0; fi
  mkdir -pv -- "$1" || { problem "$1 is no directory, and cannot be made one"; return 1; }
}
link() {
  say "want a link from $2 to $1"
  if [ -L "$2" ] && [ "$2" -ef "$1" ]; then say "it is there"; return 0; fi
  if [ -L "$2" ]; then problem "$2 is a link to somewhere else"; return 1; fi
  if [ -e "$2" ]; then problem "$2 is something else"; return 1; fi
  [ "$3" = no ] && return 1
  ln -sTv -- "$1" "$2" || [ "$2" -ef "$1" ] || problem "$2 cannot be made"
}
for name in session-env file-history projects; do
  ready=yes
  directory "$HOME/.claude-$name-shared" || ready=no
  for home in "$HOME/.claude-compte1" "$HOME/.claude-compte2"; do
    directory "$home" && link "$HOME/.claude-$name-shared" "$home/$name" "$ready"
  done
done
say "done, with status $status"
exit $status
