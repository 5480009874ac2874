#!/bin/sh
# A simple backup has one name, and a second one overwrites what has that name.
# Exit 0: the loss was seen; 1: it was not.
set -eu
world=$(mktemp -d)
trap 'rm -rf "$world"' EXIT
export HOME="$world"
cd "$world"

mkdir .claude-compte1 .claude-projects-shared
echo 'the only copy' >.claude-compte1/projects~
ln -s elsewhere .claude-compte1/projects

echo '== before'
ls -laR .

echo '== ln -sT --backup=simple .claude-projects-shared .claude-compte1/projects'
ln -sT --backup=simple "$world/.claude-projects-shared" .claude-compte1/projects

echo '== after'
ls -laR .
if grep -rq 'the only copy' .; then exit 1; fi
echo '== the only copy is nowhere'
