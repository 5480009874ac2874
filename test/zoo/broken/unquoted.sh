#!/bin/sh
# Links where nothing is, and refuses the rest.
umask 077
status=0
for home in $HOME/.claude-compte1 $HOME/.claude-compte2; do
  mkdir -p $home || status=1
  for name in session-env file-history projects; do
    target=$HOME/.claude-$name-shared
    mkdir -p $target || { status=1; continue; }
    [ $home/$name -ef $target ] && continue
    ln -sT $target $home/$name || status=1
  done
done
exit $status
