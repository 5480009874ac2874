#!/usr/bin/python3
# Where nothing is, makes the link beside and renames it into place, so that two at once do not fail.
import os
import sys
import tempfile

root = os.environ["HOME"]
os.umask(0o077)
status = 0
for home in (".claude-compte1", ".claude-compte2"):
    for name in ("session-env", "file-history", "projects"):
        target, link = f"{root}/.claude-{name}-shared", f"{root}/{home}/{name}"
        try:
            os.makedirs(target, exist_ok=True)
            os.makedirs(f"{root}/{home}", exist_ok=True)
            if os.path.lexists(link):
                if not (os.path.islink(link) and os.path.samefile(link, target)):
                    raise FileExistsError(f"{link} is in the way")
                continue
            with tempfile.TemporaryDirectory(dir=f"{root}/{home}") as temp:
                os.symlink(target, f"{temp}/link")
                os.rename(f"{temp}/link", link)
        except OSError as error:
            print(f"{link}: {error}", file=sys.stderr)
            status = 1
sys.exit(status)
