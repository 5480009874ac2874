#!/usr/bin/python3
"""Moves each directory in the way into a store, and lists it. Refuses to go on with a list that is not whole."""
import os
import shutil
import sys

ROOT = os.environ["HOME"]
STATE = f"{ROOT}/.link-homes"
os.umask(0o077)


def listed():
    try:
        with open(f"{STATE}/list") as lines:
            first, *names = lines.read().splitlines() or [""]
    except FileNotFoundError:
        if os.path.lexists(f"{STATE}/store"):
            raise ValueError("there is a store, and no list") from None
        return []
    if first != f"{len(names)} directories":
        raise ValueError("the list is not whole")
    return names


def write_list(names):
    os.makedirs(STATE, exist_ok=True)
    with open(f"{STATE}/list.tmp", "w") as lines:
        lines.write(f"{len(names)} directories\n")
        lines.writelines(f"{name}\n" for name in names)
    os.rename(f"{STATE}/list.tmp", f"{STATE}/list")


def keep(path):
    names = listed()
    name = f"{len(names) + 1}"
    kept = f"{STATE}/store-{name}"
    if os.path.lexists(kept):
        raise ValueError("its name in the store is taken")
    write_list([*names, name])
    try:
        os.rename(path, kept)
    except OSError:
        write_list(names)
        raise


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
