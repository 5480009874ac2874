#!/usr/bin/python3
# Makes each link beside its path, and renames it into place: there is no moment without one.
import os
import sys
import tempfile

root = os.environ["HOME"]
os.umask(0o077)
failed = False
for home in (".claude-compte1", ".claude-compte2"):
    for name in ("session-env", "file-history", "projects"):
        target, link = f"{root}/.claude-{name}-shared", f"{root}/{home}/{name}"
        try:
            os.makedirs(target, exist_ok=True)
            os.makedirs(os.path.dirname(link), exist_ok=True)
            if os.path.islink(link) and os.readlink(link) == target:
                continue
            with tempfile.TemporaryDirectory(dir=os.path.dirname(link)) as temp:
                os.symlink(target, f"{temp}/link")
                os.replace(f"{temp}/link", link)
        except OSError as error:
            print(f"{link}: {error}", file=sys.stderr)
            failed = True
sys.exit(failed)
