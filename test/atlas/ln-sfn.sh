# Forces each link.
set -e
mkdir -p .claude .shared/projects
ln -sfn "$PWD/.shared/projects" .claude/projects
