#!/bin/bash
# Waits for another run, but not for ever: nothing that it does needs the lock, which only keeps two runs from talking at
# once. What fails is tried again, since a directory may be on its way.
umask 077
status=0
if exec 9>>"${TMPDIR:-/tmp}/link-homes.lock"; then flock -w 2 9 || echo 'another run is at work; going on' >&2; fi

link() {
  local target=$HOME/.claude-$2-shared at=$HOME/$1/$2
  mkdir -p "$target" "$HOME/$1" && [ -d "$target" ] || return 1
  ln -sT "$target" "$at" 2>/dev/null || { [ -L "$at" ] && [ "$at" -ef "$target" ]; }
}

for home in .claude-compte1 .claude-compte2; do
  for name in session-env file-history projects; do
    for try in 1 2 3; do
      link "$home" "$name" 2>/dev/null && continue 2
      sleep 0.1
    done
    echo "$home/$name: cannot be linked; something else may stand there" >&2
    status=1
  done
done
exit "$status"
