#!/bin/sh
# Runs playbook.yml on this host. What Ansible writes of its own goes to TMPDIR, and modules are piped to Python, as its
# documentation recommends for speed.
set -eu
export ANSIBLE_HOME="$TMPDIR/ansible" ANSIBLE_REMOTE_TMP="$TMPDIR/ansible" ANSIBLE_PIPELINING=true
exec ansible-playbook --inventory localhost, "$@" "$(dirname "$0")/playbook.yml"
