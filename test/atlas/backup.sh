# Moves away what is there, and links.
set -e
mkdir -p .claude .shared/projects
if [ -e .claude/projects ]; then mv .claude/projects .claude/projects.bak; fi
ln -s "$PWD/.shared/projects" .claude/projects
