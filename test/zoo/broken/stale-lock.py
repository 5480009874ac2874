"""
Moves what is in the way into the shared directory, file by file, and links. A directory is the lock: it holds a file that
its owner keeps locked. A lock without an owner is what a killed run has left: it is removed, and taken anew.
"""

import fcntl
import filecmp
import os
import pathlib
import shutil
import sys
import tempfile
import time

os.umask(0o077)
root = pathlib.Path(os.environ['HOME'])
lock = root / '.link-homes.lock'
failures = []


def acquire():
    """Takes the lock; returns its open file, which must stay open."""
    mine = pathlib.Path(tempfile.mkdtemp(prefix='.link-homes.', dir=root))
    owner = open(mine / 'owner', 'w')
    fcntl.flock(owner, fcntl.LOCK_EX)
    for _ in range(40):
        try:
            mine.rename(lock)
            return owner
        except OSError:
            pass
        try:
            with open(lock / 'owner') as other:
                fcntl.flock(other, fcntl.LOCK_SH | fcntl.LOCK_NB)
            shutil.rmtree(lock)
        except BlockingIOError:
            time.sleep(0.05)
        except OSError:
            pass
    shutil.rmtree(mine)
    sys.exit('another run is at work')


def merge(at, target):
    """Gives the shared directory each file that it lacks, and removes each file that it has by now."""
    for path in sorted(at.rglob('*')):
        if path.is_dir() and not path.is_symlink():
            continue
        if path.is_symlink() or not path.is_file():
            raise OSError(f'{path} is no plain file')
        shared = target / path.relative_to(at)
        shared.parent.mkdir(parents=True, exist_ok=True)
        if not os.path.lexists(shared):
            os.link(path, shared)
        if not filecmp.cmp(path, shared, shallow=False):
            raise OSError(f'{path} and {shared} differ')
        path.unlink()
    for directory, _, _ in os.walk(at, topdown=False):
        os.rmdir(directory)


def link(at, target):
    if not target.is_dir():
        target.mkdir(parents=True)
    at.parent.mkdir(parents=True, exist_ok=True)
    if at.is_dir() and not at.is_symlink():
        merge(at, target)
    if not (at.is_symlink() and os.readlink(at) == str(target)):
        at.symlink_to(target)


held = acquire()
try:
    for home in ('.claude-compte1', '.claude-compte2'):
        for name in ('session-env', 'file-history', 'projects'):
            try:
                link(root / home / name, root / f'.claude-{name}-shared')
            except OSError as error:
                failures.append(f'{home}/{name}: {error}')
finally:
    shutil.rmtree(lock)
print('\n'.join(failures), file=sys.stderr)
sys.exit(1 if failures else 0)
