#!/usr/bin/python3
"""Moves each directory in the way into a store, and lists it. Takes what is not listed for a copy that never ended."""
import os
import shutil
import sys

ROOT = os.environ["HOME"]
STATE = f"{ROOT}/.link-homes"
os.umask(0o077)


def listed():
    try:
        with open(f"{STATE}/list") as lines:
            names = lines.read().splitlines()
    except FileNotFoundError:
        names = []
    if not names and os.path.isdir(f"{STATE}/store"):
        raise ValueError("there is a store, and no list")
    return names


def write_list(names):
    with open(f"{STATE}/list.tmp", "w") as lines:
        lines.writelines(f"{name}\n" for name in names)
    os.rename(f"{STATE}/list.tmp", f"{STATE}/list")


def keep(path):
    names = listed()
    for name in os.listdir(f"{STATE}/store") if names else []:
        if name not in names:
            shutil.rmtree(f"{STATE}/store/{name}")
    name = f"{len(names) + 1}"
    os.makedirs(STATE, exist_ok=True)
    write_list([*names, name])
    os.makedirs(f"{STATE}/store", exist_ok=True)
    os.rename(path, f"{STATE}/store/{name}")


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
