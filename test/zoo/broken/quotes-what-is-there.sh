#!/bin/sh
# Makes the links that are missing. For anything else, it prints the first line of what is in the way, and refuses it.
umask 077
status=0
for name in session-env file-history projects; do
  target=$HOME/.claude-$name-shared
  mkdir -p "$target" || { status=1; continue; }
  for home in "$HOME/.claude-compte1" "$HOME/.claude-compte2"; do
    mkdir -p "$home" || { status=1; continue; }
    at=$home/$name
    ln -sT "$target" "$at" 2>/dev/null && continue
    [ "$(readlink "$at")" = "$target" ] && continue
    echo "$at is in the way: $(head -n 1 "$at" 2>&1)" >&2
    status=1
  done
done
exit "$status"
