#!/usr/bin/python3
"""Makes the shared settings of the first home that has some, and refuses a home whose own are others."""
import os
import stat
import sys
import tempfile

ROOT = os.environ["HOME"]
HOMES = [f"{ROOT}/.claude-compte1", f"{ROOT}/.claude-compte2"]
SETTINGS, PROJECTS = f"{ROOT}/.claude-settings-shared.json", f"{ROOT}/.claude-projects-shared"


class InTheWay(Exception):
    pass


def make_directory(path):
    os.makedirs(path, 0o700, exist_ok=True)


def link(target, path):
    try:
        os.symlink(target, path)
    except FileExistsError:
        if not os.path.islink(path) or os.readlink(path) != target:
            raise InTheWay(f"{path} is in the way of a link to {target}") from None


def found(look, path):
    """Returns what a look finds; None where nothing is. Any other failure is no answer."""
    try:
        return look(path)
    except FileNotFoundError:
        return None


def is_shared():
    there = found(os.stat, SETTINGS)
    return there is not None and stat.S_ISREG(there.st_mode)


def demand_settings():
    if not is_shared():
        raise InTheWay(f"{SETTINGS} is not a file, and no home has one to share")


def adopt(own):
    """Gives the home's file a second name at the shared path, which fails if anything is there; then takes the first away."""
    there = found(os.lstat, own)
    if there is None or not stat.S_ISREG(there.st_mode):
        return
    if not os.access(own, os.R_OK):
        raise InTheWay(f"{own} cannot be read")
    try:
        os.link(own, SETTINGS, follow_symlinks=False)
    except FileExistsError:
        shared = found(os.lstat, SETTINGS)
        if shared is None or not os.path.samestat(there, shared):
            return
    aside = tempfile.mkdtemp(prefix=".settings-", dir=os.path.dirname(own))
    moved = f"{aside}/settings.json"
    os.rename(own, moved)
    if not os.path.samefile(moved, SETTINGS):
        raise InTheWay(f"{own} was saved anew: it is in {aside}")
    os.unlink(moved)
    os.rmdir(aside)


def main():
    os.umask(0o077)
    problems = []

    def attempt(act, *arguments):
        try:
            act(*arguments)
            return True
        except (InTheWay, OSError) as error:
            problems.append(str(error))
            return False

    ready = [home for home in HOMES if attempt(make_directory, home)]
    for home in ready:
        attempt(adopt, f"{home}/settings.json")
    has_projects = attempt(make_directory, PROJECTS)
    has_settings = attempt(demand_settings)
    for home in ready:
        if has_settings:
            attempt(link, SETTINGS, f"{home}/settings.json")
        if has_projects:
            attempt(link, PROJECTS, f"{home}/projects")
    for problem in problems:
        print(problem, file=sys.stderr)
    return len(problems) > 0


sys.exit(main())
