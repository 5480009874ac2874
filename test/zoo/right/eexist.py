#!/usr/bin/python3
"""Links without a look; where something is there already, the look comes after."""
import os
import sys

ROOT = os.fsencode(os.environ["HOME"])
HOMES = [ROOT + b"/.claude-compte1", ROOT + b"/.claude-compte2"]
LINKS = {name: ROOT + b"/.claude-" + name + b"-shared" for name in (b"session-env", b"file-history", b"projects")}


def make(path):
    try:
        os.mkdir(path, 0o700)
    except FileExistsError:
        os.listdir(path)  # fails where it is no directory


def link(target, path):
    try:
        os.symlink(target, path)
    except FileExistsError:
        if os.readlink(path) != target:
            raise


def main():
    failed = []
    bad = set()
    for path in [*HOMES, *LINKS.values()]:
        try:
            make(path)
        except OSError as error:
            failed.append(error)
            bad.add(path)
    for home in HOMES:
        for name, target in LINKS.items():
            path = home + b"/" + name
            try:
                if not {home, target} & bad:
                    link(target, path)
                elif home not in bad and os.path.lexists(path) and os.readlink(path) != target:
                    raise FileExistsError(17, "in the way", path)
            except OSError as error:
                failed.append(f"{os.fsdecode(path)}: {error}")
    for line in failed:
        print(line, file=sys.stderr)
    return len(failed) > 0


sys.exit(main())
