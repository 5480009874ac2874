#!/usr/bin/python3
# Moves the files of a directory in the way into a new directory of the shared one. That directory has one level, so
# a file in a subdirectory gets a name made of its path.
import fcntl
import os
import stat
import sys
import tempfile

root = os.environ["HOME"]
os.umask(0o077)
status = 0


def standing(path):
    try:
        return os.lstat(path)
    except FileNotFoundError:
        return None


def listed(directory):
    """The files and directories in a directory, deepest last; None where it holds anything else."""
    files, directories = [], []
    for name in sorted(os.listdir(directory)):
        path = os.path.join(directory, name)
        mode = os.lstat(path).st_mode
        if stat.S_ISREG(mode):
            files.append(path)
        elif stat.S_ISDIR(mode):
            inner = listed(path)
            if inner is None:
                return None
            directories += [path, *inner[1]]
            files += inner[0]
        else:
            return None
    return files, directories


def import_all(source, shared):
    content = listed(source)
    if content is None:
        return "it holds something other than files"
    files, directories = content
    if files:
        # Nobody else has anything in a directory that has just been made.
        new = tempfile.mkdtemp(prefix="imported-", dir=shared)
        try:
            for path in files:
                os.rename(path, os.path.join(new, os.path.relpath(path, source).replace("/", "-")))
        except OSError:
            if not os.listdir(new):
                os.rmdir(new)
            raise
    for path in reversed([source, *directories]):
        os.rmdir(path)
    return None


def lies_in(path, directory):
    return os.path.realpath(path).startswith(os.path.realpath(directory) + "/")


def link(home, name):
    target, at = f"{root}/.claude-{name}-shared", f"{root}/{home}/{name}"
    os.makedirs(target, exist_ok=True)
    os.makedirs(f"{root}/{home}", exist_ok=True)
    own = standing(at)
    if own is not None and stat.S_ISDIR(own.st_mode):
        if os.path.samefile(at, target) or lies_in(target, at) or lies_in(at, target):
            return "it is the shared directory itself"
        why = import_all(at, target)
        if why is not None:
            return why
    try:
        os.symlink(target, at)
    except FileExistsError:
        if not os.path.islink(at) or not os.path.isdir(at) or not os.path.samefile(at, target):
            return "something else is there"
    return None


with open(f"{tempfile.gettempdir()}/link-homes.lock", "a") as lock:
    fcntl.flock(lock, fcntl.LOCK_EX)
    for home in (".claude-compte1", ".claude-compte2"):
        for name in ("session-env", "file-history", "projects"):
            try:
                why = link(home, name)
            except OSError as error:
                why = ascii(str(error))
            if why is not None:
                print(f"{home}/{name}: {why}", file=sys.stderr)
                status = 1
sys.exit(status)
