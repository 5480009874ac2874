#!/bin/sh
# With --force, what is in the place of the link is removed, with all that it holds; no backup is made for a link.
# Exit 0: the loss was seen; 1: it was not.
set -eu
world=$(mktemp -d)
trap 'rm -rf "$world"' EXIT
export HOME="$world"
cd "$world"

mkdir -p .dotdrop/dotfiles/projects .claude-compte1/projects
echo 'the only copy' >.claude-compte1/projects/only.jsonl
cat >.dotdrop/config.yaml <<'EOF'
config: { backup: true, banner: false, dotpath: dotfiles }
dotfiles: { projects: { src: projects, dst: ~/.claude-compte1/projects, link: absolute } }
profiles: { accounts: { dotfiles: [projects] } }
EOF

echo '== before'
ls -laR .

echo '== dotdrop install --cfg=.dotdrop/config.yaml --profile=accounts --force'
dotdrop install --cfg="$world/.dotdrop/config.yaml" --profile=accounts --force

echo '== after'
ls -laR .
if grep -rq 'the only copy' .; then exit 1; fi
echo '== the only copy is nowhere'

echo '== what it cannot remove is left, an error is printed, and success is reported'
rm .claude-compte1/projects
mkfifo .claude-compte1/projects
dotdrop install --cfg="$world/.dotdrop/config.yaml" --profile=accounts --force || exit 1
ls -la .claude-compte1
[ -p .claude-compte1/projects ] || exit 1
