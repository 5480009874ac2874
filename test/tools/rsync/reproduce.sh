#!/bin/sh
# What has the name, the size and the mtime of a file in the shared directory is taken for the same file (rsync(1) calls it
# the "quick check") and removed; where these differ, the file in the shared directory is overwritten.
# Exit 0: the loss was seen; 1: it was not.
set -eu
world=$(mktemp -d)
trap 'rm -rf "$world"' EXIT
export HOME="$world"
cd "$world"

mkdir -p .claude-projects-shared .claude-compte1/projects
echo 'another text!' >.claude-projects-shared/a.jsonl
echo 'the only copy' >.claude-compte1/projects/a.jsonl
touch -d '2026-01-01' .claude-projects-shared/a.jsonl .claude-compte1/projects/a.jsonl
echo 'the only copy' >.claude-projects-shared/b.jsonl
echo 'another text, of another size' >.claude-compte1/projects/b.jsonl

echo '== before'
ls -laR .

echo '== rsync -a --remove-source-files .claude-compte1/projects/ .claude-projects-shared/'
rsync -a --remove-source-files .claude-compte1/projects/ .claude-projects-shared/

echo '== after'
ls -laR .
if grep -rq 'the only copy' .; then exit 1; fi
echo '== the only copy is nowhere'
