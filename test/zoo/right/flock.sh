#!/bin/sh
# One at a time: whoever comes second waits, and then finds everything done.
umask 077
exec 9>>"${TMPDIR:-/tmp}/link-homes.lock" && flock 9 || exit 1
status=0
mkdir -p "$HOME/.claude-compte1" "$HOME/.claude-compte2" || status=1
for name in session-env file-history projects; do
  target=$HOME/.claude-$name-shared
  mkdir -p "$target" || status=1
  for home in "$HOME/.claude-compte1" "$HOME/.claude-compte2"; do
    link=$home/$name
    [ -L "$link" ] && [ -d "$target" ] && [ "$link" -ef "$target" ] && continue
    if [ -e "$link" ] || [ -L "$link" ]; then
      echo "$link: in the way" >&2
      status=1
    elif [ -d "$home" ] && [ -d "$target" ]; then
      ln -sT "$target" "$link" || status=1
    else
      status=1
    fi
  done
done
exit $status
