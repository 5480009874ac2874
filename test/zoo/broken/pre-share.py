#!/usr/bin/python3
# Keeps a real directory as NAME.pre-share, in the place of the one that an earlier run has kept.
import os
import shutil
import sys

root = os.environ["HOME"]
os.umask(0o077)
status = 0
for home in (".claude-compte1", ".claude-compte2"):
    for name in ("session-env", "file-history", "projects"):
        target, link = f"{root}/.claude-{name}-shared", f"{root}/{home}/{name}"
        try:
            os.makedirs(target, exist_ok=True)
            os.makedirs(f"{root}/{home}", exist_ok=True)
            if os.path.islink(link) and os.path.samefile(link, target):
                continue
            if os.path.isdir(link) and not os.path.islink(link):
                shutil.rmtree(f"{link}.pre-share", ignore_errors=True)
                os.rename(link, f"{link}.pre-share")
            os.symlink(target, link)
        except OSError as error:
            print(f"{link}: {error}", file=sys.stderr)
            status = 1
sys.exit(status)
