#!/bin/sh
# A link is retargeted, and a file in the place of a link is removed.
# Exit 0: the loss was seen; 1: it was not.
# Usage: reproduce.sh [NODE_MODULES]; without it, shelljs@0.10.0 is installed in a temporary directory.
set -eu
world=$(mktemp -d)
packages=$(mktemp -d)
trap 'rm -rf "$world" "$packages"' EXIT
modules=${1:-$packages/node_modules}
[ $# -gt 0 ] || npm install --silent --no-audit --no-fund --prefix "$packages" shelljs@0.10.0 >&2
cd "$world"

mkdir .claude-compte1 .claude-projects-shared .claude-session-env-shared old
echo 'the only copy' >.claude-compte1/session-env
echo 'a transcript' >old/only.jsonl
ln -s "$world/old" .claude-compte1/projects

echo '== before'
ls -laR .

echo "== ln('-sf', '.claude-...-shared', '.claude-compte1/...')"
node -e '
  const installed = require("node:module").createRequire(`${process.argv[1]}/`)
  const { ln } = installed("shelljs")
  ln("-sf", `${process.cwd()}/.claude-session-env-shared`, ".claude-compte1/session-env")
  ln("-sf", `${process.cwd()}/.claude-projects-shared`, ".claude-compte1/projects")
' "$modules"

echo '== after'
ls -laR .
if [ -e .claude-compte1/projects/only.jsonl ]; then exit 1; fi
if grep -rq 'the only copy' .; then exit 1; fi
echo '== the only copy is nowhere, and the transcript cannot be read through the home any more'
