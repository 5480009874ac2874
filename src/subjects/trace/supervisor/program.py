"""Starts a program under a seccomp filter, and supervises it to its end."""

import errno
import os
import select
import signal
import socket
from functools import lru_cache
from struct import pack, unpack_from

from interception import Interception
from messages import TALK, reporting_errors, send_lost
from other_runs import join_race
from seccomp import Listener, filter_of, install, prctl, syscall
from signals import STOPPING
from sleeps import Sleeps
from system_calls import PIDFD_OPEN, UNSHARE, intercepted_calls, probing_calls, sleeping_calls

SET_PARENT_DEATH_SIGNAL, SET_CHILD_SUBREAPER = 1, 36
NEW_PROCESS_NAMESPACE = 0x20000000


# Python 3.6 and 3.7 have no `valid_signals`, and accept the whole range.
ALL_SIGNALS = signal.valid_signals() if hasattr(signal, 'valid_signals') else range(1, signal.NSIG)


@lru_cache(maxsize=None)
def stops(intercept, is_race):
    """Returns the calls to decide, those that may sleep, those that look for processes, and the filter for them."""
    calls, sleeping, probing = intercepted_calls(intercept), sleeping_calls(), probing_calls() if is_race else {}
    return calls, sleeping, probing, filter_of(calls, {**sleeping, **probing}, intercept)


def supervise(argv, env, process_limit, intercept, root, after, race):
    """Runs the program with its calls decided; returns its exit code, or minus the signal that killed it."""
    calls, sleeping, probing, instructions = stops(intercept, race is not None)
    os.set_inheritable(TALK, False)
    # An orphan must stay a descendant of this process, which otherwise might not be allowed to read its memory.
    prctl(SET_CHILD_SUBREAPER, 1)
    if race is not None:
        join_race(race)
    child, descriptor = started(argv, env, process_limit, instructions)
    listener = Listener(descriptor)
    sleeps = Sleeps(listener, sleeping, race is not None)
    interception = Interception(listener, calls, sleeps, probing, intercept, root, after)
    decide_until_end(syscall(PIDFD_OPEN, child, 0), descriptor, interception, sleeps)
    _, status = os.waitpid(child, 0)
    if status == 0 and not interception.has_begun:
        raise OSError(errno.ESRCH, 'the supervisor saw no program started by ' + after.decode())
    return -(status & 0x7F) if status & 0x7F else status >> 8


def started(argv, env, process_limit, instructions):
    """Forks the program's process; returns its number and the descriptor of its listener."""
    channel, other_end = socket.socketpair()
    if process_limit is not None:
        # The next child is the first process of a new namespace.
        syscall(UNSHARE, NEW_PROCESS_NAMESPACE)
    child = os.fork()
    if child == 0:
        reporting_errors(become, argv, env, process_limit, instructions, other_end)
    other_end.close()
    # A program may send a signal to its whole group, to which this process belongs.
    signal.pthread_sigmask(signal.SIG_BLOCK, ALL_SIGNALS)
    _, passed, _, _ = channel.recvmsg(1, 64)
    channel.close()
    if not passed:
        # The child has sent the reason.
        os._exit(1)
    return child, unpack_from('i', passed[0][2])[0]


def decide_until_end(ended, descriptor, interception, sleeps):
    """Decides calls until the descriptor of the program's process says that it has ended."""
    poll, ready = select.poll(), {}
    for each in (TALK, ended, descriptor):
        poll.register(each, select.POLLIN)
    can_call = True
    while ended not in ready:
        if TALK in ready:
            # Answers are read where they are asked for: anything else is the end of the connection.
            os._exit(1)
        if ready.get(descriptor) == select.POLLHUP:
            # No process can make a call any more, but the end of a sandbox takes a while.
            poll.unregister(descriptor)
            can_call = False
        elif descriptor in ready:
            interception.decide_next()
        elif not ready:
            sleeps.look()
        ready = dict(poll.poll(sleeps.milliseconds_to_look() if can_call else None))


def become(argv, env, process_limit, instructions, channel):
    """Replaces this process with the program; sends `lost` when no program can be started."""
    # If the supervisor has ended already, the channel to it is closed.
    prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)
    if process_limit is not None:
        with open('/proc/sys/kernel/pid_max', 'w') as limit:
            limit.write(str(process_limit))
    # Python ignores the first two, and whoever started this process may have it ignore the others, as `nohup` does.
    for each in (signal.SIGPIPE, signal.SIGXFSZ, *STOPPING.values()):
        signal.signal(each, signal.SIG_DFL)
    listener = install(instructions)
    channel.sendmsg([b'.'], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, pack('i', listener))])
    places = env.get(b'PATH', b'/bin:/usr/bin').split(b':')
    failure = errno.ENOENT
    for path in argv[:1] if b'/' in argv[0] else [(place or b'.') + b'/' + argv[0] for place in places]:
        try:
            os.execve(path, argv, env)
        except OSError as error:
            if error.errno == errno.ENOEXEC:
                os.execve(b'/bin/sh', [b'sh', path, *argv[1:]], env)
            if error.errno not in (errno.ENOENT, errno.ENOTDIR):
                failure = error.errno
    send_lost(failure)
