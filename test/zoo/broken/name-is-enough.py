#!/usr/bin/python3
# Links what is missing, and takes a link that is there for the right one.
import os
import sys

root = os.environ["HOME"]
os.umask(0o077)
wrong = []
for home in (".claude-compte1", ".claude-compte2"):
    for name in ("session-env", "file-history", "projects"):
        target, link = f"{root}/.claude-{name}-shared", f"{root}/{home}/{name}"
        try:
            os.makedirs(target, exist_ok=True)
            os.makedirs(f"{root}/{home}", exist_ok=True)
            os.symlink(target, link)
        except OSError as error:
            if not (os.path.islink(link) and os.path.isdir(link)):
                wrong.append(f"{link}: {error}")
print("\n".join(wrong), file=sys.stderr)
sys.exit(len(wrong) > 0)
