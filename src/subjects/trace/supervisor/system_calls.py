"""The system calls to intercept: their numbers, their plain names, and which arguments name paths."""

import errno
import os

PATH, AT, FILE = [(None, 0)], [(0, 1)], [(0, None)]
PATHS, ATS, OUTPUT = [(None, 0), (None, 1)], [(0, 1), (2, 3)], [(2, None)]

# Number on x86-64, number on arm64, plain name, and the operands: (descriptor argument, path argument) each.
CHANGES = [
    (83, None, 'mkdir', PATH), (258, 34, 'mkdir', AT),
    (88, None, 'symlink', [(None, 1)]), (266, 36, 'symlink', [(1, 2)]),
    (86, None, 'link', PATHS), (265, 37, 'link', ATS),
    (133, None, 'mknod', PATH), (259, 33, 'mknod', AT),
    (85, None, 'create', PATH), (2, None, 'open', PATH), (257, 56, 'open', AT), (437, 437, 'open', AT),
    (84, None, 'rmdir', PATH), (87, None, 'unlink', PATH), (263, 35, 'unlink', AT),
    (82, None, 'rename', PATHS), (264, 38, 'rename', ATS), (316, 276, 'rename', ATS),
    (76, 45, 'truncate', PATH), (77, 46, 'truncate', FILE), (285, 47, 'truncate', FILE),
    (1, 64, 'write', FILE), (18, 68, 'write', FILE), (20, 66, 'write', FILE), (296, 70, 'write', FILE),
    (328, 287, 'write', FILE), (40, 71, 'write', FILE), (326, 285, 'write', OUTPUT), (275, 76, 'write', OUTPUT),
    (90, None, 'chmod', PATH), (91, 52, 'chmod', FILE), (268, 53, 'chmod', AT), (452, 452, 'chmod', AT),
    (92, None, 'chown', PATH), (94, None, 'chown', PATH), (93, 55, 'chown', FILE), (260, 54, 'chown', AT),
    (59, 221, 'exec', []), (322, 281, 'exec', []),
]
LOOKS = [
    (4, None, 'stat', PATH), (6, None, 'stat', PATH), (262, 79, 'stat', AT), (332, 291, 'stat', AT),
    (21, None, 'access', PATH), (269, 48, 'access', AT), (439, 439, 'access', AT),
    (89, None, 'readlink', PATH), (267, 78, 'readlink', AT),
    (78, None, 'readdir', FILE), (217, 61, 'readdir', FILE), (80, 49, 'chdir', PATH),
]
# Calls that may let time pass: the same columns, then the argument that must be zero, if any.
SLEEPS = [
    (35, 101, 'nanosleep', None), (230, 115, 'clock_nanosleep', None),
    (7, None, 'poll', 1), (271, 73, 'ppoll', 1), (23, None, 'select', 0), (270, 72, 'pselect', 0),
]
# Calls that only ask whether a process runs: the same columns; the argument that must be zero is the signal.
PROBES = [(62, 129, 'kill', 1)]
NO_TIMEOUT = (0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF)
# Calls that may wait without a limit: the same columns, then the argument that limits the time, and the values of it
# that mean no limit.
WAITS = [
    (0, 63, 'read', None, ()), (2, None, 'open', None, ()), (257, 56, 'open', None, ()),
    (61, 260, 'wait', None, ()), (247, 95, 'wait', None, ()), (73, 32, 'flock', None, ()), (72, 25, 'fcntl', None, ()),
    (202, 98, 'futex', 3, (0,)), (7, None, 'poll', 2, NO_TIMEOUT), (271, 73, 'poll', 2, (0,)),
    (23, None, 'select', 4, (0,)), (270, 72, 'select', 4, (0,)), (232, None, 'epoll', 3, NO_TIMEOUT),
    (281, 22, 'epoll', 3, NO_TIMEOUT),
]
# Column of the tables above, the kernel's number of the architecture, and the numbers of the supervisor's own calls.
MACHINES = {'x86_64': (0, 0xC000003E, 317, 157, 272), 'aarch64': (1, 0xC00000B7, 277, 167, 97)}
COLUMN, ARCHITECTURE, SECCOMP, PRCTL, UNSHARE = MACHINES.get(os.uname().machine, (None, 0, 0, 0, 0))

PIDFD_OPEN = 434
# `open` on x86-64 only; the others take a descriptor first.
OPEN = (2, None)
OPENAT2 = 437
UNLINKAT = (263, 35)
# Calls that with AT_EMPTY_PATH look at a descriptor: number on x86-64, number on arm64, the argument with the flags.
LOOKS_WITH_FLAGS = [(262, 79, 3), (332, 291, 2)]


def intercepted_calls(intercept):
    """Returns the calls to stop on this machine: {number: (plain name, operands)}."""
    if COLUMN is None:
        raise OSError(errno.ENOSYS, 'neither x86-64 nor arm64')
    rows = {'none': [], 'changes': CHANGES, 'all': CHANGES + LOOKS}[intercept]
    return {row[COLUMN]: row[2:] for row in rows if row[COLUMN] is not None}


def sleeping_calls():
    """Returns the calls to stop because they may sleep: {number: (plain name, argument that must be zero or None)}."""
    return {row[COLUMN]: row[2:] for row in SLEEPS if row[COLUMN] is not None}


def probing_calls():
    """Returns the calls that ask whether a process runs: {number: (plain name, argument that must be zero)}."""
    return {row[COLUMN]: row[2:] for row in PROBES if row[COLUMN] is not None}


def waiting_calls():
    """Returns the calls that may wait endlessly: {number: (plain name, argument with the limit or None, no limit)}."""
    return {row[COLUMN]: row[2:] for row in WAITS if COLUMN is not None and row[COLUMN] is not None}


def flags_of_looks():
    """Returns the argument with the flags, by number, of the calls that may look at a descriptor instead of a path."""
    return {row[COLUMN]: row[2] for row in LOOKS_WITH_FLAGS}
