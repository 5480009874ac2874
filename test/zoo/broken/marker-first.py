#!/usr/bin/python3
# Notes which version it has set up, and does nothing where that is noted already.
import os
import sys

root = os.environ["HOME"]
marker = f"{root}/.claude-links-v2"
os.umask(0o077)


def link(home, name):
    target, path = f"{root}/.claude-{name}-shared", f"{root}/{home}/{name}"
    try:
        os.makedirs(target, exist_ok=True)
        os.makedirs(f"{root}/{home}", exist_ok=True)
        if not (os.path.islink(path) and os.path.samefile(path, target)):
            os.symlink(target, path)
        return True
    except OSError as error:
        print(f"{path}: {error}", file=sys.stderr)
        return False


if os.path.isdir(marker):
    sys.exit(0)
os.mkdir(marker)
done = [link(h, n) for h in (".claude-compte1", ".claude-compte2") for n in ("session-env", "file-history", "projects")]
if not all(done):
    os.rmdir(marker)
    sys.exit(1)
