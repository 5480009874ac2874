"""Tells which signals a process handles, and sends signals to a program or to its process group."""

import os
import signal

from stopped_call import contents, field_of, status_of

STOPPING = {'TERM': signal.SIGTERM, 'INT': signal.SIGINT, 'HUP': signal.SIGHUP}


def handled_by(pid):
    """Returns the names of the stopping signals for which a process has a handler; none for one that has ended."""
    try:
        caught = signals_in(status_of(b'/proc/%d' % pid), b'SigCgt')
    except OSError:
        return []
    return [name for name, number in STOPPING.items() if has(caught, number)]


def is_ended_by(number, receivers, thread):
    """Returns whether a signal to some processes ends one of their threads; true for a thread that has ended."""
    try:
        status = status_of(b'/proc/%d' % thread)
    except OSError:
        return True
    survives = any(has(signals_in(status, field), number) for field in (b'SigCgt', b'SigIgn', b'SigBlk'))
    return int(field_of(status, b'Tgid')) in receivers and not survives


def send_signal(number, receivers):
    """Sends a signal to those of some processes that have not ended."""
    for pid in receivers:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            pass


def group_of(pid):
    """Returns a process and the others of its group, without its ancestors, which only prepare its run.

    It comes first: a shell must have a signal before it learns that its child has died of the same one.
    """
    stats = {int(name): stat_of(name) for name in os.listdir('/proc') if name.isdigit()}
    ancestor, ancestors = pid, {pid}
    while ancestor in stats:
        ancestor = stats[ancestor][0]
        ancestors.add(ancestor)
    group = stats.get(pid, (0, None))[1]
    return [pid, *(other for other, stat in stats.items() if stat[1] == group and other not in ancestors)]


def stat_of(name):
    """Returns the parent and the group of a process; (0, 0) for one that has ended meanwhile."""
    try:
        # The program's name, in parentheses, may itself hold spaces and parentheses.
        _, parent, group = contents(f'/proc/{name}/stat').rpartition(b')')[2].split(None, 3)[:3]
    except OSError:
        return 0, 0
    return int(parent), int(group)


def signals_in(status, field):
    """Returns a set of signals in the status of a process: a number with a bit for each."""
    return int(field_of(status, field), 16)


def has(signals, number):
    return signals >> (number - 1) & 1 == 1
