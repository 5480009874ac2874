"""Looks at what the processes of a program are doing, as /proc shows it."""

import errno
import os
import signal

from signals import has, signals_in
from stopped_call import contents, status_of
from system_calls import waiting_calls

CAN_RUN = (b'R', b'D')
HAS_ENDED = (b'Z', b'X')
NANOSECONDS_PER_TICK = 1_000_000_000 // os.sysconf('SC_CLK_TCK')
WAITING_CALLS = waiting_calls()


def are_waiting(supervisor):
    """Returns whether no process below the supervisor can run, and whether only they themselves could change that."""
    is_endless = True
    try:
        for process, thread in threads_below(supervisor):
            state = contents(thread + b'/stat').rpartition(b') ')[2][:1]
            if state in CAN_RUN:
                return False, False
            if state not in HAS_ENDED:
                is_endless = is_endless and waits_endlessly(process, thread)
    except OSError as error:
        if error.errno not in (errno.ENOENT, errno.ESRCH, errno.EACCES, errno.EPERM):
            raise
        # It ended meanwhile, so another process may run. Or nothing here may look at it.
        return False, False
    return True, is_endless


def processor_time_below(supervisor):
    """Returns the nanoseconds of processor time that the processes below the supervisor and their ended children used.

    It returns less where a process ends meanwhile: the next call counts its time with that of its parent.
    """
    ticks = 0
    try:
        for process in processes_below(supervisor):
            ticks += sum(map(int, contents(process + b'/stat').rpartition(b') ')[2].split()[11:15]))
    except OSError as error:
        if error.errno not in (errno.ENOENT, errno.ESRCH, errno.EACCES, errno.EPERM):
            raise
    return ticks * NANOSECONDS_PER_TICK


def threads_below(pid):
    """Yields (process, thread) for each thread of each descendant, as directories of /proc."""
    for process in processes_below(pid):
        for own in os.listdir(process + b'/task'):
            yield process, process + b'/task/' + own


def processes_below(pid):
    """Yields each descendant, as a directory of /proc."""
    waiting = [b'/proc/%d' % pid]
    while waiting:
        parent = waiting.pop()
        for thread in os.listdir(parent + b'/task'):
            for child in contents(parent + b'/task/' + thread + b'/children', 65536).split():
                process = b'/proc/' + child
                waiting.append(process)
                yield process


def waits_endlessly(process, thread):
    """Returns whether a thread waits, without a limit of time, for another process or an entry of a file system."""
    number, *arguments = contents(thread + b'/syscall').split()
    call = WAITING_CALLS.get(int(number)) if number.isdigit() else None
    # An alarm may end the wait of a process that handles it.
    if call is None or has(signals_in(status_of(process), b'SigCgt'), signal.SIGALRM):
        return False
    name, limit, unlimited = call
    if name == 'read':
        kind = os.readlink(process + b'/fd/%d' % int(arguments[0], 16))
        return kind.startswith((b'pipe:', b'/'))
    return limit is None or int(arguments[limit], 16) in unlimited
