#!/bin/sh
# Where the home has a directory of its own, stow links what is in the package one by one inside of it, as stow(8) says
# ("tree unfolding"): success, and what is written there afterwards is in no other home. Nothing is lost.
# Exit 0: that was seen; 1: it was not.
set -eu
world=$(mktemp -d)
trap 'rm -rf "$world"' EXIT
export HOME="$world"
cd "$world"

mkdir -p .stow/claude/projects .claude-compte1/projects .claude-compte2
echo 'the only copy' >.claude-compte1/projects/only.jsonl

echo '== before'
ls -laR .

for home in .claude-compte1 .claude-compte2; do
  echo "== stow --dir=.stow --target=$home claude"
  stow --dir="$world/.stow" --target="$world/$home" claude
done

echo '== after'
ls -laR .
[ ! -L .claude-compte1/projects ] && [ ! -e .claude-compte2/projects/only.jsonl ] || exit 1
echo '== success, and only.jsonl is in .claude-compte1 alone'

echo '== an absolute link in the package is refused'
mkdir -p other/.stow/claude/projects-real other/.claude-compte1
ln -s "$world/other/.stow/claude/projects-real" other/.stow/claude/projects
if stow --dir="$world/other/.stow" --target="$world/other/.claude-compte1" claude; then exit 1; fi
ls -laR other
