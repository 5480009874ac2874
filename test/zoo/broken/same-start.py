"""Merges a directory that is in the way; two files of one size are the same if their first blocks are."""
import os
import sys

HOME = os.environ["HOME"]


def is_same(one, other):
    if os.path.getsize(one) != os.path.getsize(other):
        return False
    with open(one, "rb") as a, open(other, "rb") as b:
        return a.read(4096) == b.read(4096)


def merge(source, target):
    os.makedirs(target, mode=0o700, exist_ok=True)
    for entry in sorted(os.listdir(source)):
        one, other = f"{source}/{entry}", f"{target}/{entry}"
        if os.path.islink(one) or not (os.path.isdir(one) or os.path.isfile(one)):
            raise OSError(f"neither a file nor a directory: {one}")
        if os.path.isdir(one):
            merge(one, other)
        elif not os.path.lexists(other):
            os.link(one, other)
            os.unlink(one)
        elif os.path.isfile(other) and is_same(one, other):
            os.unlink(one)
        else:
            raise OSError(f"not the same: {one} and {other}")
    os.rmdir(source)


failed = False
for name in ["projects", "session-env", "file-history"]:
    shared = f"{HOME}/.claude-{name}-shared"
    for account in ["compte1", "compte2"]:
        link = f"{HOME}/.claude-{account}/{name}"
        try:
            os.makedirs(shared, mode=0o700, exist_ok=True)
            os.makedirs(os.path.dirname(link), mode=0o700, exist_ok=True)
            if os.path.islink(link) and os.readlink(link) == shared:
                continue
            if os.path.isdir(link) and not os.path.islink(link):
                merge(link, shared)
            os.symlink(shared, link)
        except OSError as error:
            print(error, file=sys.stderr)
            failed = True
sys.exit(failed)
