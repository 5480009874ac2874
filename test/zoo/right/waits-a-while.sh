#!/bin/sh
# Waits up to a minute for what is in the way of a link, since another program may be about to remove it, and then refuses.
umask 077
status=0

refuse() {
  echo "$1 is in the way" >&2
  status=1
}

# make DIRECTORY
make() {
  tries=0
  until mkdir -p "$1" 2>/dev/null; do
    tries=$((tries + 1))
    [ "$tries" -lt 20 ] || return 1
    sleep 3
  done
}

# link TARGET PATH
link() {
  tries=0
  until ln -sT "$1" "$2" 2>/dev/null || [ "$(readlink "$2")" = "$1" ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 20 ] || return 1
    sleep 3
  done
}

for name in session-env file-history projects; do
  target=$HOME/.claude-$name-shared
  make "$target" || refuse "$target"
  for home in "$HOME/.claude-compte1" "$HOME/.claude-compte2"; do
    make "$home" || { refuse "$home"; continue; }
    if [ -d "$target" ]; then link "$target" "$home/$name" || refuse "$home/$name"; fi
  done
done
exit "$status"
