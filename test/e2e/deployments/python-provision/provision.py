#!/usr/bin/env python3
"""Provision account homes that share their state."""

import argparse
import json
import logging
import os
import shutil
import sys
from pathlib import Path

log = logging.getLogger("provision")


def load_config(path):
    with open(path, encoding="utf-8") as handle:
        config = json.load(handle)
    homes = [Path(home).expanduser() for home in config["homes"]]
    shared = {name: Path(target).expanduser() for name, target in config["shared"].items()}
    return homes, shared


def clear(path):
    """Remove whatever is in the way of a link."""
    if path.is_symlink() or not path.is_dir():
        log.info("removing %s", path)
        os.remove(path)
    else:
        log.info("removing directory %s", path)
        shutil.rmtree(path)


def ensure_link(path, target):
    if path.is_symlink() and os.readlink(path) == str(target):
        log.debug("%s is up to date", path)
        return False
    if os.path.lexists(path):
        clear(path)
    path.symlink_to(target, target_is_directory=True)
    log.info("%s -> %s", path, target)
    return True


def provision(homes, shared):
    changed = 0
    for target in shared.values():
        target.mkdir(mode=0o700, parents=True, exist_ok=True)
    for home in homes:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name, target in shared.items():
            changed += ensure_link(home / name, target)
    return changed


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-v", "--verbose", action="store_true")
    parser.add_argument("--config", default=Path(__file__).resolve().parent / "accounts.json")
    args = parser.parse_args()
    logging.basicConfig(
        level=logging.DEBUG if args.verbose else logging.INFO,
        format="%(name)s: %(message)s",
    )
    try:
        changed = provision(*load_config(args.config))
    except OSError as error:
        log.error("%s", error)
        return 1
    log.info("%d link(s) changed", changed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
