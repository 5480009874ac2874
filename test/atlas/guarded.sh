# Links where nothing is.
set -e
mkdir -p .claude .shared/projects
[ -e .claude/projects ] || ln -s "$PWD/.shared/projects" .claude/projects
