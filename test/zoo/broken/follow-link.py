#!/usr/bin/python3
# Takes away what a link's path leads to, where that is not the shared directory, and links.
import os
import shutil
from pathlib import Path

root = Path(os.environ["HOME"])
os.umask(0o077)
for home in (root / ".claude-compte1", root / ".claude-compte2"):
    for name in ("session-env", "file-history", "projects"):
        target, link = root / f".claude-{name}-shared", home / name
        target.mkdir(parents=True, exist_ok=True)
        home.mkdir(parents=True, exist_ok=True)
        if link.exists() and link.resolve() != target.resolve():
            shutil.rmtree(link.resolve())
        if link.is_symlink() and not link.exists():
            link.unlink()
        if not link.is_symlink():
            link.symlink_to(target)
