#!/bin/sh
# Makes what is missing, one directory at a time, and stops where anything fails.
set -eu
umask 077
for dir in compte1 compte2 session-env-shared file-history-shared projects-shared; do
  [ -d "$HOME/.claude-$dir" ] || mkdir "$HOME/.claude-$dir"
done
for name in session-env file-history projects; do
  for home in "$HOME/.claude-compte1" "$HOME/.claude-compte2"; do
    [ "$home/$name" -ef "$HOME/.claude-$name-shared" ] || ln -sT "$HOME/.claude-$name-shared" "$home/$name"
  done
done
