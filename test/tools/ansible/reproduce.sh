#!/bin/sh
# The link is retargeted, and what could be read through it cannot be read there any more.
# Exit 0: the loss was seen; 1: it was not.
set -eu
world=$(mktemp -d)
mkdir "$world.ansible"
trap 'rm -rf "$world" "$world.ansible"' EXIT
export HOME="$world" ANSIBLE_HOME="$world.ansible" ANSIBLE_REMOTE_TMP="$world.ansible"
cd "$world"

mkdir .claude-compte1 .claude-projects-shared old
echo 'the only copy' >old/only.jsonl
ln -s "$world/old" .claude-compte1/projects

echo '== before'
ls -laR .

echo '== ansible.builtin.file, state: link'
ansible localhost -c local -m ansible.builtin.file -a "src=$world/.claude-projects-shared dest=$world/.claude-compte1/projects state=link"

echo '== after'
ls -laR .
if [ -e .claude-compte1/projects/only.jsonl ]; then exit 1; fi
echo '== .claude-compte1/projects/only.jsonl cannot be read any more'
