"""
Starts programs, and has each call that one makes on a path of its world decided before it happens.

    python3 -I -S supervisor.py ADDRESS

ADDRESS is the name of an abstract Unix socket. Each line on standard input is a job: a JSON object, in whose
strings a lone surrogate stands for a byte that is not UTF-8. For each there are three connections to the socket, which begin with a line that says
the job's `key` and what they are: `talk`, `input` or `output`. The second is the program's standard input, the third
its standard output and error. The first line of the first is the number of the process that supervises it; that leads a
group and a session, and starts the program. Then it is said there, by both sides, in lines, with paths, names and
messages in hexadecimal:

    step CALL PATH TO PROGRAM PID    a call is about to be made; TO is `-` unless it has another path in the world
    0, or an errno                   the answer: it is made, or it fails
    end STATUS                       the program has ended, with an exit code or by minus a signal
    lost ERRNO                       the program cannot be started
    error MESSAGE                    it cannot be supervised, or no longer

A job `intercept` the calls that are `changes`, or `all`. Its `root` is the world as the program intercept it. `after` names the
last program that only prepares things (a sandbox): calls are seen once it starts another; from the beginning where it
is empty.

This is done with seccomp's user notification: a filter in the kernel stops the calls of the program and of all that it
starts until its supervisor has answered. It answers one after the other, so that they are counted over all processes.
Nothing is compiled, and static programs are no exception; only io_uring and mapped memory go round it.
"""
import ctypes, errno, fcntl, json, os, select, signal, socket, sys
from struct import pack, unpack_from

PATH, AT, FILE = [(None, 0)], [(0, 1)], [(0, None)]
PATHS, ATS, OUTPUT = [(None, 0), (None, 1)], [(0, 1), (2, 3)], [(2, None)]

# Number on x86-64, number on arm64, plain name, and which arguments name what: (descriptor, path) each.
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
MACHINES = {'x86_64': (0, 0xC000003E, 317, 157), 'aarch64': (1, 0xC00000B7, 277, 167)}
COLUMN, ARCH, SECCOMP, PRCTL = MACHINES.get(os.uname().machine, (None, 0, 0, 0))
PIDFD_OPEN, UNLINKAT, OPENAT2 = 434, (263, 35), 437
# Those that an empty path can tell to take the descriptor itself. `stat` then only looks at what is open already.
TAKES_EMPTY = ('link', 'chmod', 'chown')
O_CREAT, O_TRUNC, AT_REMOVEDIR, AT_FDCWD = 0o100, 0o1000, 0x200, -100
RECEIVE, SEND, IS_VALID, SET_FLAGS, CONTINUE = 0xC0502100, 0xC0182101, 0x40082102, 0x40082104, 1
REMOVED = b' (deleted)'


libc_syscall = ctypes.CDLL(None, use_errno=True).syscall
libc_syscall.restype = ctypes.c_long


def syscall(*arguments):
    result = libc_syscall(*[ctypes.c_long(each) if isinstance(each, int) else each for each in arguments])
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


def say(*words):
    os.write(3, ' '.join(words).encode() + b'\n')


def filter_of(calls, intercept):
    """A program for the kernel that stops the calls and lets all others through."""
    load, equal, at_least, has, answer = 0x20, 0x15, 0x35, 0x45, 0x06
    stop, allow = (answer, 0, 0, 0x7FC00000), (answer, 0, 0, 0x7FFF0000)
    # Calls of another architecture have other numbers, and so have those of x32.
    lines = [(load, 0, 0, 4), (equal, 1, 0, ARCH), allow, (load, 0, 0, 0), (at_least, 0, 1, 0x40000000), allow]
    for number, (name, operands) in calls.items():
        if name == 'open' and intercept == 'changes' and number != OPENAT2:
            flags = 16 + 8 * (operands[0][1] + 1)
            lines += [(equal, 0, 4, number), (load, 0, 0, flags), (has, 0, 1, O_CREAT | O_TRUNC), stop, allow]
        else:
            lines += [(equal, 0, 1, number), stop]
    return [pack('=HBBI', *line) for line in lines + [allow]]


def install(lines):
    """Puts the filter on this process and all that it starts; returns the descriptor that hears of their calls."""
    code = ctypes.create_string_buffer(b''.join(lines))
    program = pack('@HP', len(lines), ctypes.addressof(code))
    set_filter, new_listener, wait_killable, no_new_privileges = 1, 8, 32, 38
    # Since Linux 5.19: a signal does not interrupt a call that waits, which would then be made, and heard of, again.
    flags = new_listener | wait_killable
    for _ in range(3):
        try:
            return syscall(SECCOMP, set_filter, flags, program)
        except OSError as error:
            wrong = error
            if error.errno == errno.EINVAL:
                flags = new_listener
            elif error.errno == errno.EACCES:
                # Who is not root must give up setuid programs for it.
                syscall(PRCTL, no_new_privileges, 1, 0, 0, 0)
    raise wrong


def become(argv, env, lines, channel, parent):
    """Turns this process into the program, or says what is wrong where that cannot be started."""
    kill_when_parent_ends = 1
    syscall(PRCTL, kill_when_parent_ends, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)
    for ignored_by_python in (signal.SIGPIPE, signal.SIGXFSZ):
        signal.signal(ignored_by_python, signal.SIG_DFL)
    listener = install(lines)
    channel.sendmsg([b'.'], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, pack('i', listener))])
    places = env.get(b'PATH', b'/bin:/usr/bin').split(b':')
    wrong = errno.ENOENT
    for path in argv[:1] if b'/' in argv[0] else [(place or b'.') + b'/' + argv[0] for place in places]:
        try:
            os.execve(path, argv, env)
        except OSError as error:
            if error.errno == errno.ENOEXEC:
                os.execve(b'/bin/sh', [b'sh', path, *argv[1:]], env)
            if error.errno not in (errno.ENOENT, errno.ENOTDIR):
                wrong = error.errno
    say('lost', errno.errorcode.get(wrong, str(wrong)))
    os._exit(127)


def contents(path, size=4096, at=0):
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        return os.pread(descriptor, size, at)
    finally:
        os.close(descriptor)


def memory_of(process, size, address):
    return contents(process + b'/mem', size, address & (1 << 56) - 1)


def plain(path):
    parts = []
    for part in path.split(b'/'):
        if part == b'..':
            del parts[-1:]
        elif part not in (b'', b'.'):
            parts.append(part)
    return b'/' + b'/'.join(parts)


def was_removed(process, link, path):
    """Whether the kernel says so of what is open, or its name only ends as if it did."""
    if not path.endswith(REMOVED):
        return False
    try:
        named, opened = os.lstat(process + b'/root' + path), os.stat(link)
    except OSError:
        return True
    return (named.st_dev, named.st_ino) != (opened.st_dev, opened.st_ino)


def operand(process, call, arguments, directory, name):
    """The path that a call names, as the process's mounts have it; None where it names none."""
    text = b''
    if name is not None:
        text, end, _ = memory_of(process, 4096, arguments[name]).partition(b'\0')
        if not end or text == b'' and call not in TAKES_EMPTY:
            return None
        if text.startswith(b'/'):
            return plain(text)
    at = AT_FDCWD if directory is None else unpack_from('i', pack('Q', arguments[directory]))[0]
    link = process + (b'/cwd' if at == AT_FDCWD else b'/fd/%d' % at)
    path = os.readlink(link)
    if was_removed(process, link, path):
        if text == b'':
            return None
        path = path[: -len(REMOVED)]
    return plain(path + b'/' + text)


def by_flags(process, call, number, arguments):
    """The plain name of a call whose flags say what it does."""
    if call == 'open':
        flags = arguments[1 if (number, COLUMN) == (2, 0) else 2]
        if number == OPENAT2:
            flags = unpack_from('Q', memory_of(process, 8, flags))[0]
        return 'create' if flags & O_CREAT else 'truncate' if flags & O_TRUNC else 'open'
    return 'rmdir' if number == UNLINKAT[COLUMN] and arguments[2] & AT_REMOVEDIR else call


def program_of(process):
    """The name of the program: a thread may have another."""
    status = contents(process + b'/status')
    leader = status[status.index(b'\nTgid:') + 6 :].split(None, 1)[0]
    return contents(b'/proc/' + leader + b'/comm')[:-1]


class Supervisor:
    def __init__(self, calls, intercept, root, after, listener):
        self.calls, self.intercept, self.inside, self.after, self.listener = calls, intercept, plain(root) + b'/', after, listener
        sizes, get_sizes = ctypes.create_string_buffer(8), 3
        syscall(SECCOMP, get_sizes, 0, sizes)
        self.heard, self.answer = (bytearray(size) for size in unpack_from('HH', sizes))
        self.is_awake = after == b''
        self.unheeded = {}

    def hear(self):
        """Has one call decided."""
        self.heard[:] = bytes(len(self.heard))
        # None is left where its process was killed, or interrupted, meanwhile.
        if not self.tell(RECEIVE, self.heard):
            return
        key, pid, _, number, _, _, *arguments = unpack_from('=QIIiIQ6Q', self.heard)
        try:
            step = self.step(b'/proc/%d' % pid, number, arguments)
        except OSError as error:
            # What is not there for us is not there for the kernel: it will say so to the process.
            if error.errno not in (errno.ENOENT, errno.EIO, errno.EFAULT) and self.is_waiting(key):
                raise
            step = None
        # While it waits, it was this process that was looked at, and no later one of its number.
        if step and not self.is_waiting(key):
            return
        call, decision = self.unheeded.pop(pid, (None, 0))
        # An interrupted call is made again, and is decided once.
        if call != (number, arguments):
            decision = ask(step) if step else 0
        self.answer[:24] = pack('=QqiI', key, 0, -decision, 0 if decision else CONTINUE)
        if not self.tell(SEND, self.answer) and step:
            self.unheeded[pid] = ((number, arguments), decision)

    def step(self, process, number, arguments):
        """What is to be asked about a call; None where nothing is."""
        call, operands = self.calls[number]
        if not self.is_awake:
            wakes = call == 'exec' and os.readlink(process + b'/exe').rpartition(b'/')[2] == self.after
            self.is_awake = wakes
            return None
        paths = [operand(process, call, arguments, *places) for places in operands]
        within = [path[len(self.inside) :].hex() for path in paths if path and path.startswith(self.inside)]
        if not within:
            return None
        call = by_flags(process, call, number, arguments)
        if call == 'open' and self.intercept == 'changes':
            return None
        return ['step', call, *[*within, '-'][:2], program_of(process).hex(), process[6:].decode()]

    def is_waiting(self, key):
        return self.tell(IS_VALID, pack('=Q', key))

    def tell(self, request, content):
        """Whether the kernel still knows of the call that this is about."""
        try:
            fcntl.ioctl(self.listener, request, content)
        except OSError as error:
            if error.errno != errno.ENOENT:
                raise
            return False
        return True


def ask(step):
    say(*step)
    line = b''
    while not line.endswith(b'\n'):
        piece = os.read(3, 64)
        if not piece:
            os._exit(1)
        line += piece
    return int(line)


def supervise(argv, env, intercept, root, after):
    """Starts the program, has its calls decided, and returns how it ended: an exit code, or minus a signal."""
    if COLUMN is None:
        raise OSError(errno.ENOSYS, 'neither x86-64 nor arm64')
    calls = {row[COLUMN]: row[2:] for row in CHANGES + (LOOKS if intercept == 'all' else []) if row[COLUMN] is not None}
    lines = filter_of(calls, intercept)
    os.set_inheritable(3, False)
    # Who loses its parent stays a descendant of this process, which else might not read its memory.
    adopt_orphans = 36
    syscall(PRCTL, adopt_orphans, 1, 0, 0, 0)
    channel, other_end = socket.socketpair()
    parent = os.getpid()
    child = os.fork()
    if child == 0:
        guarded(become, argv, env, lines, other_end, parent)
    other_end.close()
    # A program may signal its whole group, in which this process is.
    signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    ended = syscall(PIDFD_OPEN, child, 0)
    _, passed, _, _ = channel.recvmsg(1, 64)
    if not passed:
        # It has said why.
        os._exit(1)
    listener = unpack_from('i', passed[0][2])[0]
    hand_over_the_processor = 1
    try:
        # Since Linux 6.6. Who stops and who answers take turns, and so none has to be woken on another one.
        fcntl.ioctl(listener, SET_FLAGS, hand_over_the_processor)
    except OSError:
        pass
    supervisor = Supervisor(calls, intercept, root, after, listener)
    poll, ready = select.poll(), []
    for descriptor in (3, ended, listener):
        poll.register(descriptor, select.POLLIN)
    while ended not in ready:
        if 3 in ready:
            # Nothing is said there unasked: it was closed.
            os._exit(1)
        if listener in ready:
            supervisor.hear()
        ready = [descriptor for descriptor, _ in poll.poll()]
    _, status = os.waitpid(child, 0)
    if status == 0 and not supervisor.is_awake:
        raise OSError(errno.ESRCH, 'no program was seen to be started by ' + after.decode())
    return -(status & 0x7F) if status & 0x7F else status >> 8


def guarded(act, *arguments, **named):
    try:
        result = act(*arguments, **named)
    except BaseException as error:
        say('error', f'{type(error).__name__}: {error}'.encode().hex())
        os._exit(1)
    return result


def begin(argv, env, intercept, root, after, cwd, umask, user):
    """Has this process, just forked, supervise a program to its end, and ends with it."""
    say(str(os.getpid()))
    os.setsid()
    os.umask(umask)
    try:
        os.chdir(cwd)
    except OSError as error:
        say('lost', errno.errorcode[error.errno])
        os._exit(127)
    if user:
        os.setgroups([])
        os.setgid(user['gid'])
        os.setuid(user['uid'])
        # Who has changed its user may not be looked at, nor may the program until it is started.
        set_dumpable = 4
        syscall(PRCTL, set_dumpable, 1, 0, 0, 0)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    status = supervise(argv, env, intercept, root, after)
    say('end', str(status))
    os._exit(status if status >= 0 else 128 - status)


def connected(address, key, role):
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.connect(address)
    connection.sendall(f'{key} {role}\n'.encode())
    return connection


def in_bytes(value):
    """A part of a job with its strings as the bytes that they stand for."""
    if isinstance(value, list):
        return [in_bytes(each) for each in value]
    if isinstance(value, dict):
        return {in_bytes(name): in_bytes(each) for name, each in value.items()}
    return value.encode('utf-8', 'surrogateescape')


def serve(address):
    # Who is not waited for leaves nothing behind.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin.buffer:
        job = json.loads(line)
        key = job.pop('key')
        connections = {role: connected(address, key, role) for role in ('talk', 'input', 'output')}
        if os.fork() == 0:
            # The first of these takes the place of what the jobs are read from.
            for role, number in (('input', 0), ('output', 1), ('output', 2), ('talk', 3)):
                os.dup2(connections[role].fileno(), number)
            for name in ('argv', 'env', 'root', 'after', 'cwd'):
                job[name] = in_bytes(job[name])
            guarded(begin, **job)
        for connection in connections.values():
            connection.close()


serve(b'\0' + sys.argv[1].encode())
