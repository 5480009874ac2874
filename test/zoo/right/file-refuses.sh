#!/bin/sh
# Links a settings file and a directory: makes no file up, and refuses whatever is in the way of a link.
umask 077
status=0
fail() {
  printf '%s\n' "$1" >&2
  status=1
}

link() {
  [ "$(readlink "$2"; echo .)" != "$(printf '%s\n.' "$1")" ] || return 0
  if [ -e "$2" ] || [ -L "$2" ]; then
    fail "$2 is in the way of a link to $1"
  elif [ "$3" = ready ]; then
    ln -s -T "$1" "$2" || [ "$(readlink "$2")" = "$1" ] || fail "$2 could not be linked"
  fi
}

settings=$HOME/.claude-settings-shared.json projects=$HOME/.claude-projects-shared
file=ready directory=ready
[ -f "$settings" ] || { file=no; fail "$settings is not a file: put one there"; }
mkdir -p "$projects" || { directory=no; fail "$projects is not a directory"; }
for home in "$HOME/.claude-compte1" "$HOME/.claude-compte2"; do
  mkdir -p "$home" || { fail "$home is not a directory"; continue; }
  link "$settings" "$home/settings.json" "$file"
  link "$projects" "$home/projects" "$directory"
done
exit $status
