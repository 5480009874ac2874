#!/usr/bin/python3
"""Copies a directory in the way, notes that the copy is whole, and removes it. The next run goes on with the removal."""
import filecmp
import os
import shutil
import sys

ROOT = os.environ["HOME"]
NOTE = f"{ROOT}/.link-homes-copied"
os.umask(0o077)


def is_own_directory(path):
    return os.path.isdir(path) and not os.path.islink(path)


def files_in(path):
    for directory, directories, names in os.walk(path):
        inner = os.path.relpath(directory, path)
        yield from (os.path.join(inner, name) for name in names)
        if any(os.path.islink(os.path.join(directory, name)) for name in directories):
            raise ValueError("there is a link in it")


def copy(path, target):
    if os.path.samefile(path, target):
        raise ValueError("it is the shared directory itself")
    for name in files_in(path):
        own, shared = os.path.join(path, name), os.path.join(target, name)
        if os.path.islink(own) or not os.path.isfile(own):
            raise ValueError(f"{name} is no file")
        if os.path.lexists(shared) and (os.path.islink(shared) or not filecmp.cmp(own, shared, shallow=False)):
            raise ValueError(f"{name} is in both")
    for name in files_in(path):
        own, shared = os.path.join(path, name), os.path.join(target, name)
        if not os.path.lexists(shared):
            os.makedirs(os.path.dirname(shared), exist_ok=True)
            shutil.copy2(own, f"{shared}.link-homes")
            os.rename(f"{shared}.link-homes", shared)


def note(path):
    with open(f"{NOTE}.new", "w") as lines:
        lines.write(path)
    os.rename(f"{NOTE}.new", NOTE)


def go_on():
    try:
        with open(NOTE) as lines:
            path = lines.read()
    except FileNotFoundError:
        return
    if is_own_directory(path):
        shutil.rmtree(path)
    os.remove(NOTE)


def link(target, path):
    os.makedirs(target, exist_ok=True)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    if is_own_directory(path):
        copy(path, target)
        note(path)
        go_on()
    try:
        os.symlink(target, path)
    except FileExistsError:
        if os.readlink(path) != target:
            raise


go_on()
status = 0
for home in (".claude-compte1", ".claude-compte2"):
    for name in ("session-env", "file-history", "projects"):
        try:
            link(f"{ROOT}/.claude-{name}-shared", f"{ROOT}/{home}/{name}")
        except (OSError, ValueError) as error:
            print(f"{home}/{name}: {error}", file=sys.stderr)
            status = 1
sys.exit(status)
