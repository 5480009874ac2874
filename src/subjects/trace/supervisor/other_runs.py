"""Finds the processes of other runs in the same world, which a run cannot see from its own process namespace."""

import os

from processes import HAS_ENDED, processes_below
from seccomp import prctl
from stopped_call import contents, field_of, status_of

SET_NAME = 15
# How often to look at processes that end meanwhile.
LOOKS = 10


def join_race(race):
    """Names this process, a supervisor, so that the supervisors of the other runs find it."""
    prctl(SET_NAME, b'race-%d' % race)


def is_in_other_run(number):
    """Returns whether this run has no process with a number, and another run has one that has not ended."""
    if number in states_below(os.getpid()):
        return False
    states = [states_below(each).get(number) for each in other_supervisors()]
    return any(state not in (None, *HAS_ENDED) for state in states)


def other_supervisors():
    """Yields the process numbers of the supervisors of the other runs."""
    own, server = os.getpid(), os.getppid()
    name = contents(b'/proc/%d/comm' % own)
    for each in map(int, contents(b'/proc/%d/task/%d/children' % (server, server), 1 << 16).split()):
        try:
            if each != own and contents(b'/proc/%d/comm' % each) == name:
                yield each
        except OSError:
            # It has ended.
            continue


def states_below(supervisor):
    """Returns the states of the processes below a supervisor, by their numbers in their own namespaces."""
    for _ in range(LOOKS):
        try:
            statuses = map(status_of, processes_below(supervisor))
            return {own_number(status): field_of(status, b'State') for status in statuses}
        except OSError:
            # One ended meanwhile.
            continue
    return {}


def own_number(status):
    """Returns the number of a process in the innermost of its namespaces."""
    return int(status[status.index(b'\nNSpid:') :].split(b'\n')[1].split()[-1])
