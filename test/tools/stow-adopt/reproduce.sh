#!/bin/sh
# A file of the same name in the package is overwritten by the one in the home, as stow(8) warns.
# Exit 0: the loss was seen; 1: it was not.
set -eu
world=$(mktemp -d)
trap 'rm -rf "$world"' EXIT
export HOME="$world"
cd "$world"

mkdir -p .stow/claude/projects .claude-compte1/projects
echo 'the only copy' >.stow/claude/projects/a.jsonl
echo 'another text' >.claude-compte1/projects/a.jsonl

echo '== before'
ls -laR .

echo '== stow --adopt --dir=.stow --target=.claude-compte1 claude'
stow --adopt --dir="$world/.stow" --target="$world/.claude-compte1" claude

echo '== after'
ls -laR .
if grep -rq 'the only copy' .; then exit 1; fi
echo '== the only copy is nowhere'
