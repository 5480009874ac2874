#!/bin/sh
# A directory in the place of the link is renamed to .ignored_projects; what had that name is removed.
# Exit 0: the loss was seen; 1: it was not.
# Usage: reproduce.sh [NODE_MODULES]; without it, symlink-dir@9.0.0 is installed in a temporary directory.
set -eu
world=$(mktemp -d)
packages=$(mktemp -d)
trap 'rm -rf "$world" "$packages"' EXIT
modules=${1:-$packages/node_modules}
[ $# -gt 0 ] || npm install --silent --no-audit --no-fund --prefix "$packages" symlink-dir@9.0.0 >&2
cd "$world"

mkdir -p .claude-projects-shared .claude-compte1/projects .claude-compte1/.ignored_projects
echo 'another text' >.claude-compte1/projects/b.jsonl
echo 'the only copy' >.claude-compte1/.ignored_projects/a.jsonl

echo '== before'
ls -laR .

echo '== symlinkDir(.claude-projects-shared, .claude-compte1/projects)'
node -e '
  const installed = require("node:module").createRequire(`${process.argv[1]}/`)
  installed("symlink-dir")(`${process.cwd()}/.claude-projects-shared`, ".claude-compte1/projects")
' "$modules"

echo '== after'
ls -laR .
if grep -rq 'the only copy' .; then exit 1; fi
echo '== the only copy is nowhere'
