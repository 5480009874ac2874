#!/bin/sh
# rcup takes two directories for identical if `diff -c` finds no difference, which does not look into subdirectories; the
# one in the home is then removed. Exit 0: the loss was seen; 1: it was not.
set -eu
world=$(mktemp -d)
trap 'rm -rf "$world"' EXIT
export HOME="$world"
cd "$world"

mkdir -p .claude-projects-shared/-srv-app .dotfiles/claude-compte1 .claude-compte1/projects/-srv-app
ln -s ../../.claude-projects-shared .dotfiles/claude-compte1/projects
echo 'the only copy' >.claude-compte1/projects/-srv-app/only.jsonl

echo '== before'
ls -laR .
cat .claude-compte1/projects/-srv-app/only.jsonl

echo '== rcup -v -d .dotfiles -S "claude-compte1/*"'
rcup -v -d "$HOME/.dotfiles" -S 'claude-compte1/*' </dev/null || echo "exit $?"

echo '== after'
ls -laR .
if grep -rq 'the only copy' .; then exit 1; fi
echo '== only.jsonl is nowhere'

echo '== the same in an empty home whose path holds a space: success, and nothing is linked'
mkdir -p "$world/a home/.dotfiles/claude-compte1" "$world/a home/shared"
ln -s ../../shared "$world/a home/.dotfiles/claude-compte1/projects"
HOME="$world/a home" rcup -v -d "$world/a home/.dotfiles" -S 'claude-compte1/*' </dev/null || exit 1
ls -la "$world/a home"
[ ! -e "$world/a home/.claude-compte1" ] || exit 1
