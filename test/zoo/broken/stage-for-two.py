"""
Moves what is in the way into the shared directory, file by file, and links. A file is staged under a hidden name next to its
shared one. Each home has a lock, and a home that another run is at work on comes last: both may stage a file of one name.
"""

import fcntl
import os
import pathlib
import stat
import sys

os.umask(0o077)
root = pathlib.Path(os.environ['HOME'])
locks = pathlib.Path(os.environ.get('TMPDIR', '/tmp'))
failures = []


def stage(own, hidden):
    try:
        os.link(own, hidden)
    except FileExistsError:
        # A killed run has left it: the file still has its first name.
        if os.stat(hidden).st_nlink < 2:
            raise
        os.unlink(hidden)
        os.link(own, hidden)


def merge(at, target):
    names = sorted(os.listdir(at))
    for name in names:
        if not stat.S_ISREG(os.lstat(at / name).st_mode):
            raise OSError(f'{at / name} is no plain file')
        if os.path.lexists(target / name):
            raise FileExistsError(f'{target / name} is shared already')
    for name in names:
        hidden = target / f'.{name}.new'
        stage(at / name, hidden)
        try:
            os.link(hidden, target / name)
        finally:
            os.unlink(hidden)
        os.unlink(at / name)
    os.rmdir(at)


def link(at, target):
    target.mkdir(parents=True, exist_ok=True)
    at.parent.mkdir(parents=True, exist_ok=True)
    if at.is_dir() and not at.is_symlink():
        merge(at, target)
    try:
        at.symlink_to(target)
    except FileExistsError:
        if os.readlink(at) != str(target):
            raise


def link_home(home):
    for name in ('session-env', 'file-history', 'projects'):
        try:
            link(root / home / name, root / f'.claude-{name}-shared')
        except OSError as error:
            failures.append(str(error))


busy = []
for home in ('.claude-compte1', '.claude-compte2'):
    with open(locks / f'{home}.lock', 'w') as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            busy.append(home)
            continue
        link_home(home)
for home in busy:
    with open(locks / f'{home}.lock', 'w') as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        link_home(home)
sys.exit('\n'.join(failures))
