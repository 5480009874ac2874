#!/bin/sh
# What is in the place of the link is removed, with all that it holds, as tmpfiles.d(5) says of L+.
# Exit 0: the loss was seen; 1: it was not.
set -eu
world=$(mktemp -d)
trap 'rm -rf "$world"' EXIT
export HOME="$world"
cd "$world"

mkdir -p .claude-projects-shared .claude-compte1/projects
echo 'the only copy' >.claude-compte1/projects/only.jsonl
echo 'L+ %h/.claude-compte1/projects - - - - %h/.claude-projects-shared' >links.conf

echo '== before'
ls -laR .

echo '== systemd-tmpfiles --user --create links.conf'
systemd-tmpfiles --user --create "$world/links.conf"

echo '== after'
ls -laR .
if grep -rq 'the only copy' .; then exit 1; fi
echo '== the only copy is nowhere'

echo '== where the shared path is a file, a line of `d` leaves it, and success is reported'
echo 'a file' >.claude-session-env-shared
cat >links.conf <<'EOF'
d  %h/.claude-session-env-shared - - - -
L+ %h/.claude-compte1/session-env - - - - %h/.claude-session-env-shared
EOF
systemd-tmpfiles --user --create "$world/links.conf" || exit 1
ls -la . .claude-compte1
[ -f .claude-compte1/session-env ] || exit 1
