#!/usr/bin/env python3
"""Link account homes to the directories that they share, without changing anything that exists."""

import argparse
import errno
import json
import os
import stat
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
# How often a path is looked at again when somebody else changes it meanwhile.
LOOKS = 5


class Conflict(Exception):
    """Something stands in the way, and is left as it is."""


def describe(path):
    mode = os.lstat(path).st_mode
    if stat.S_ISLNK(mode):
        return f"a symlink to {os.readlink(path)!r}"
    if stat.S_ISDIR(mode):
        return "a directory"
    return "a file" if stat.S_ISREG(mode) else "a special file"


def ensure_directory(path):
    """A directory, or a symlink to one, stands at path."""
    for _ in range(LOOKS):
        try:
            if stat.S_ISDIR(os.stat(path).st_mode):
                return
            raise Conflict(f"{path} is {describe(path)}, expected a directory")
        except FileNotFoundError:
            if os.path.islink(path):
                raise Conflict(f"{path} is {describe(path)}, which does not exist") from None
        try:
            os.mkdir(path, 0o700)
        except FileExistsError:
            continue
    if not os.path.isdir(path):
        raise Conflict(f"{path} keeps changing")


def ensure_link(path, target):
    """A symlink whose own text is target stands at path."""
    for _ in range(LOOKS):
        try:
            text = os.readlink(path)
        except FileNotFoundError:
            try:
                os.symlink(target, path)
                return
            except FileExistsError:
                continue
        except OSError as error:
            if error.errno != errno.EINVAL:
                raise
            # No link: whatever it is, it is described below.
            text = None
        if text == target:
            return
        raise Conflict(f"{path} is {describe(path)}, expected a symlink to {target!r}")
    raise Conflict(f"{path} keeps changing")


def provision(root, homes, links):
    """Bring up all that can be; yields what could not."""
    ready = set()
    for name, target in links.items():
        try:
            ensure_directory(os.path.join(root, target))
            ready.add(name)
        except (Conflict, OSError) as problem:
            yield f"target of {name}: {problem}"
    for home in (os.path.join(root, home) for home in homes):
        try:
            ensure_directory(home)
        except (Conflict, OSError) as problem:
            yield f"home: {problem}"
            continue
        for name, target in links.items():
            path = os.path.join(home, name)
            if name not in ready and not os.path.lexists(path):
                continue
            try:
                ensure_link(path, os.path.join(root, target))
            except (Conflict, OSError) as problem:
                yield f"link: {problem}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", default=os.path.expanduser("~"))
    root = os.path.abspath(parser.parse_args().root)
    # Paths are bytes, and need not be text in any encoding.
    sys.stderr.reconfigure(errors="backslashreplace")
    with open(os.path.join(HERE, "accounts.json"), encoding="utf-8") as handle:
        accounts = json.load(handle)
    problems = list(provision(root, accounts["homes"], accounts["links"]))
    for problem in problems:
        print(f"conflict: {problem}", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
