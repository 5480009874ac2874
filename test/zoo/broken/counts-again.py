#!/usr/bin/python3
"""Keeps each directory in the way as a numbered backup, and notes the number. An empty note counts as zero."""
import os
import shutil
import sys

ROOT = os.environ["HOME"]
STATE = f"{ROOT}/.link-homes"
os.umask(0o077)


def number():
    try:
        with open(f"{STATE}/number") as note:
            return int(note.read() or 0)
    except FileNotFoundError:
        if os.path.isdir(f"{STATE}/backups"):
            raise ValueError("there are backups, and no number") from None
        return 0


def keep(path):
    count = number() + 1
    backup = f"{STATE}/backups/{count}"
    shutil.copytree(path, backup, symlinks=True, dirs_exist_ok=True)
    with open(f"{STATE}/number.tmp", "w") as note:
        note.write(str(count))
    os.rename(f"{STATE}/number.tmp", f"{STATE}/number")
    shutil.rmtree(path)


def is_own_directory(path, target):
    return os.path.isdir(path) and not os.path.islink(path) and not os.path.samefile(path, target)


def link(target, path):
    os.makedirs(target, exist_ok=True)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    if is_own_directory(path, target):
        keep(path)
    try:
        os.symlink(target, path)
    except FileExistsError:
        if os.readlink(path) != target:
            raise


status = 0
for home in (".claude-compte1", ".claude-compte2"):
    for name in ("session-env", "file-history", "projects"):
        try:
            link(f"{ROOT}/.claude-{name}-shared", f"{ROOT}/{home}/{name}")
        except (OSError, ValueError) as error:
            print(f"{home}/{name}: {error}", file=sys.stderr)
            status = 1
sys.exit(status)
