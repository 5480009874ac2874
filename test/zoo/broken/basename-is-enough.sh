#!/bin/sh
# The store may be reached by another path on some hosts, and so a link is right if it has the store's name.
status=0
for name in session-env file-history projects; do
  store=$HOME/.claude-$name-shared
  mkdir -p "$store" || { status=1; continue; }
  for home in "$HOME/.claude-compte1" "$HOME/.claude-compte2"; do
    link=$home/$name
    mkdir -p "$home" || { status=1; continue; }
    [ -L "$link" ] || ln -sT "$store" "$link" || { status=1; continue; }
    if [ "$(basename "$(readlink "$link")")" != ".claude-$name-shared" ] || ! [ -d "$link/" ]; then
      echo "$link: leads elsewhere" >&2
      status=1
    fi
  done
done
exit $status
