#!/bin/sh
# The link is retargeted, and what could be read through it cannot be read there any more.
# Exit 0: the loss was seen; 1: it was not.
# Usage: reproduce.sh [NODE_MODULES]; without it, force-symlink@0.0.2 is installed in a temporary directory.
set -eu
world=$(mktemp -d)
packages=$(mktemp -d)
trap 'rm -rf "$world" "$packages"' EXIT
modules=${1:-$packages/node_modules}
[ $# -gt 0 ] || npm install --silent --no-audit --no-fund --prefix "$packages" force-symlink@0.0.2 >&2
cd "$world"

mkdir .claude-compte1 .claude-projects-shared old
echo 'the only copy' >old/only.jsonl
ln -s "$world/old" .claude-compte1/projects

echo '== before'
ls -laR .

echo '== forceSymlink(.claude-projects-shared, .claude-compte1/projects)'
node -e '
  const installed = require("node:module").createRequire(`${process.argv[1]}/`)
  installed("force-symlink")(`${process.cwd()}/.claude-projects-shared`, ".claude-compte1/projects", error => {
    if (error) throw error
  })
' "$modules"

echo '== after'
ls -laR .
if [ -e .claude-compte1/projects/only.jsonl ]; then exit 1; fi
echo '== .claude-compte1/projects/only.jsonl cannot be read any more'
