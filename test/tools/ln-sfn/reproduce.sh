#!/bin/sh
# The link is retargeted in silence, and what could be read through it cannot be read there any more.
# Exit 0: the loss was seen; 1: it was not.
set -eu
world=$(mktemp -d)
trap 'rm -rf "$world"' EXIT
export HOME="$world"
cd "$world"

mkdir .claude-compte1 .claude-projects-shared old
echo 'the only copy' >old/only.jsonl
ln -s "$world/old" .claude-compte1/projects

echo '== before'
ls -laR .

echo '== ln -sfn .claude-projects-shared .claude-compte1/projects'
ln -sfn "$world/.claude-projects-shared" .claude-compte1/projects

echo '== after'
ls -laR .
if [ -e .claude-compte1/projects/only.jsonl ]; then exit 1; fi
echo '== .claude-compte1/projects/only.jsonl cannot be read any more'

echo '== where a home has a directory, the link is made inside of it: success, and nothing is shared'
mkdir .claude-compte1/session-env .claude-session-env-shared
ln -sfn "$world/.claude-session-env-shared" .claude-compte1/session-env || exit 1
ls -laR .claude-compte1
[ ! -L .claude-compte1/session-env ] || exit 1
