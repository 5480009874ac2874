#!/bin/sh
# What is in the place of the link is removed, with all that it holds.
# Exit 0: the loss was seen; 1: it was not.
# Usage: reproduce.sh [NODE_MODULES]; without it, lnfs@3.0.1 is installed in a temporary directory.
set -eu
world=$(mktemp -d)
packages=$(mktemp -d)
trap 'rm -rf "$world" "$packages"' EXIT
modules=${1:-$packages/node_modules}
[ $# -gt 0 ] || npm install --silent --no-audit --no-fund --prefix "$packages" lnfs@3.0.1 >&2
cd "$world"

mkdir -p .claude-projects-shared .claude-compte1/projects
echo 'the only copy' >.claude-compte1/projects/only.jsonl

echo '== before'
ls -laR .

echo '== lnfs(.claude-projects-shared, .claude-compte1/projects)'
node -e '
  const installed = require("node:module").createRequire(`${process.argv[1]}/`)
  installed("lnfs")(".claude-projects-shared", ".claude-compte1/projects")
' "$modules"

echo '== after'
ls -laR .
if grep -rq 'the only copy' .; then exit 1; fi
echo '== the only copy is nowhere'
