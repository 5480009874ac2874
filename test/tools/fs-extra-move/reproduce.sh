#!/bin/sh
# The shared directory is removed, with all that it holds, and replaced by the one that is moved there.
# Exit 0: the loss was seen; 1: it was not.
# Usage: reproduce.sh [NODE_MODULES]; without it, fs-extra@11.4.1 is installed in a temporary directory.
set -eu
world=$(mktemp -d)
packages=$(mktemp -d)
trap 'rm -rf "$world" "$packages"' EXIT
modules=${1:-$packages/node_modules}
[ $# -gt 0 ] || npm install --silent --no-audit --no-fund --prefix "$packages" fs-extra@11.4.1 >&2
cd "$world"

mkdir -p .claude-projects-shared .claude-compte1/projects
echo 'the only copy' >.claude-projects-shared/a.jsonl
echo 'another text' >.claude-compte1/projects/b.jsonl

echo '== before'
ls -laR .

echo '== move(.claude-compte1/projects, .claude-projects-shared, { overwrite: true })'
node -e '
  const installed = require("node:module").createRequire(`${process.argv[1]}/`)
  installed("fs-extra").move(".claude-compte1/projects", ".claude-projects-shared", { overwrite: true })
' "$modules"

echo '== after'
ls -laR .
if grep -rq 'the only copy' .; then exit 1; fi
echo '== the only copy is nowhere'
