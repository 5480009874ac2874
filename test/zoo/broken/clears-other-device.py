#!/usr/bin/python3
# Moves a real directory into a new one beside it. It takes one on another device for a mounted cache, and clears that.
import errno
import os
import shutil
import stat
import sys
import tempfile

root = os.environ["HOME"]
os.umask(0o077)


def is_directory(path):
    try:
        return stat.S_ISDIR(os.lstat(path).st_mode)
    except FileNotFoundError:
        return False


def move_aside(path):
    aside = tempfile.mkdtemp(prefix=f"{os.path.basename(path)}.before-", dir=os.path.dirname(path))
    try:
        os.rename(path, f"{aside}/{os.path.basename(path)}")
    except OSError as error:
        os.rmdir(aside)
        if error.errno != errno.EXDEV:
            raise
        shutil.rmtree(path)
    print(f"what was in {path} is in {aside} now")


def link(target, path):
    os.makedirs(target, exist_ok=True)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    if is_directory(path):
        if os.path.samefile(path, target):
            raise FileExistsError("it is itself what is shared")
        move_aside(path)
    try:
        os.symlink(target, path)
    except FileExistsError:
        if os.readlink(path) != target:
            raise


status = 0
for home in (".claude-compte1", ".claude-compte2"):
    for name in ("session-env", "file-history", "projects"):
        try:
            link(f"{root}/.claude-{name}-shared", f"{root}/{home}/{name}")
        except OSError as error:
            print(f"{home}/{name}: {error}", file=sys.stderr)
            status = 1
sys.exit(status)
