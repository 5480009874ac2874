#!/bin/sh
# Keeps what stands at a link's path as NAME.bak, and links.
umask 077
cd "$HOME" || exit 1
mkdir -p .claude-compte1 .claude-compte2 .claude-session-env-shared .claude-file-history-shared .claude-projects-shared || exit 1
for link in .claude-compte*/session-env .claude-compte*/file-history .claude-compte*/projects; do
  [ -e "$link" ] && [ ! -L "$link" ] && mv -fT "$link" "$link.bak"
done
status=0
for home in .claude-compte1 .claude-compte2; do
  for name in session-env file-history projects; do
    [ "$home/$name" -ef ".claude-$name-shared" ] || ln -sT "$HOME/.claude-$name-shared" "$home/$name" || status=1
  done
done
exit $status
