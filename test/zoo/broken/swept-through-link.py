#!/usr/bin/python3
# Moves the files of a directory in the way to the shared one, moves the rest aside, links, and sweeps.
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


def same(one, other):
    with open(one, "rb") as first, open(other, "rb") as second:
        return first.read() == second.read()


def bring(files, source, shared):
    """Gives each file a second name where it is shared, never over anything; returns those that have none."""
    left = []
    for path in files:
        there = os.path.join(shared, os.path.relpath(path, source))
        try:
            os.makedirs(os.path.dirname(there), exist_ok=True)
            os.link(path, there, follow_symlinks=False)
        except (FileExistsError, NotADirectoryError):
            if not os.path.isfile(there) or os.path.islink(there) or not same(path, there):
                left.append(path)
    return left


def lies_in(path, directory):
    return os.path.realpath(path).startswith(os.path.realpath(directory) + "/")


def link(home, name):
    target, at = f"{root}/.claude-{name}-shared", f"{root}/{home}/{name}"
    os.makedirs(target, exist_ok=True)
    os.makedirs(f"{root}/{home}", exist_ok=True)
    own = standing(at)
    aside, files, directories = None, [], []
    if own is not None and stat.S_ISDIR(own.st_mode):
        if os.path.samefile(at, target) or lies_in(target, at) or lies_in(at, target):
            return "it is the shared directory itself"
        content = listed(at)
        if content is None:
            return "it holds something other than files"
        files, directories = content
        left = bring(files, at, target)
        if left:
            return f"has no place there: {ascii(left)}"
        aside = f"{tempfile.mkdtemp(prefix=f'.{name}-', dir=os.path.dirname(at))}/old"
        os.rename(at, aside)
    try:
        os.symlink(target, at)
    except FileExistsError:
        if not os.path.islink(at) or not os.path.isdir(at) or not os.path.samefile(at, target):
            return "something else is there"
    if aside is not None:
        # The listed files are obsolete now, and nothing else is touched.
        for path in files:
            if os.path.lexists(path):
                os.unlink(path)
            old = os.path.join(aside, os.path.relpath(path, at))
            if os.path.lexists(old):
                os.unlink(old)
        for path in reversed(directories):
            os.rmdir(os.path.join(aside, os.path.relpath(path, at)))
        os.rmdir(aside)
        os.rmdir(os.path.dirname(aside))
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
