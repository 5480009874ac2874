"""Reads the paths, the name and the program of a stopped call from its process, while that waits."""

import os
from struct import pack, unpack_from

from seccomp import O_CREAT, O_TRUNC
from system_calls import COLUMN, OPEN, OPENAT2, UNLINKAT

AT_REMOVEDIR, AT_FDCWD = 0x200, -100
REMOVED = b' (deleted)'
# With an empty path, these may act on the descriptor itself. `stat` may too, but then it looks at no path.
TAKES_EMPTY_PATH = ('link', 'chmod', 'chown')


def path_of(process, call, arguments, directory, name):
    """Returns the path that an operand names, as the process's mounts have it; None if it names none.

    `directory` and `name` are the indexes of the arguments that hold a descriptor and a path, or None.
    """
    text = b''
    if name is not None:
        text, end, _ = memory_of(process, 4096, arguments[name]).partition(b'\0')
        if not end or (text == b'' and call not in TAKES_EMPTY_PATH):
            return None
        if text.startswith(b'/'):
            return normalized(text)
    at = AT_FDCWD if directory is None else unpack_from('i', pack('Q', arguments[directory]))[0]
    link = process + (b'/cwd' if at == AT_FDCWD else b'/fd/%d' % at)
    path = os.readlink(link)
    if was_removed(process, link, path):
        if text == b'':
            return None
        path = path[: -len(REMOVED)]
    return normalized(path + b'/' + text)


def name_by_flags(process, call, number, arguments):
    """Returns the plain name of a call, which for some calls depends on a flags argument."""
    if call == 'open':
        flags = arguments[1 if number == OPEN[COLUMN] else 2]
        if number == OPENAT2:
            flags = unpack_from('Q', memory_of(process, 8, flags))[0]
        return 'create' if flags & O_CREAT else 'truncate' if flags & O_TRUNC else 'open'
    return 'rmdir' if number == UNLINKAT[COLUMN] and arguments[2] & AT_REMOVEDIR else call


def program_of(process):
    """Returns the name of the program. A thread may have a name of its own, so the thread group's leader is asked."""
    return contents(b'/proc/' + field_of(status_of(process), b'Tgid') + b'/comm')[:-1]


def normalized(path):
    if b'//' not in path and b'/.' not in path and path[-1:] != b'/':
        return path
    parts = []
    for part in path.split(b'/'):
        if part == b'..':
            del parts[-1:]
        elif part not in (b'', b'.'):
            parts.append(part)
    return b'/' + b'/'.join(parts)


def was_removed(process, link, path):
    """Distinguishes the kernel's suffix for a removed file from a name that merely ends like it."""
    if not path.endswith(REMOVED):
        return False
    try:
        named, opened = os.lstat(process + b'/root' + path), os.stat(link)
    except OSError:
        return True
    return (named.st_dev, named.st_ino) != (opened.st_dev, opened.st_ino)


def status_of(process):
    # It lists the groups of the user, of which there may be many.
    return contents(process + b'/status', 1 << 16)


def field_of(status, name):
    return status[status.index(b'\n' + name + b':') + len(name) + 2 :].split(None, 1)[0]


def memory_of(process, size, address):
    # The top byte of a pointer may hold a tag on arm64.
    return contents(process + b'/mem', size, address & (1 << 56) - 1)


def contents(path, size=4096, offset=0):
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        return os.pread(descriptor, size, offset)
    finally:
        os.close(descriptor)
