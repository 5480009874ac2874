"""Lets time pass for the sleeps of a program, which take none while nothing else of it can run."""

import os
import time
from struct import error as StructError
from struct import unpack_from

from messages import ask_for_time, send
from processes import are_waiting, processor_time_below
from stopped_call import memory_of

# A program that sleeps until a point in time repeats a sleep that takes no time until then: later sleeps take some, in
# nanoseconds.
MOST_FREE, LATER = 100, 20_000_000
# How often to look at a program that sleeps, in milliseconds, and at one that makes no calls while time is shared and
# while it is not.
ASLEEP, QUIET, ALONE = 1, 20, 100
# How many looks in a row must find that a program waits before it counts as blocked, and as blocked for good.
BLOCKED, STUCK = 2, 3
NANOSECONDS = 1_000_000_000
ABSOLUTE = 1


class Sleeps:
    """The sleeps of one program and its children."""

    def __init__(self, listener, calls, is_time_shared):
        self.listener, self.calls, self.is_time_shared = listener, calls, is_time_shared
        self.free = MOST_FREE
        # The time that has passed for the program, in nanoseconds, besides the real time.
        self.passed = 0
        # (the end for the program, its earliest in real time, its latest in processor time, the key of the call)
        self.pending = []
        self.quiet_looks = 0

    def take(self, key, pid, number, arguments):
        """Takes a call that was received; returns whether it sleeps."""
        self.quiet_looks = 0
        if number not in self.calls:
            return False
        duration = self.duration_of(b'/proc/%d' % pid, number, arguments)
        if duration is None:
            self.listener.answer(key, 0)
        else:
            now = time.monotonic_ns()
            earliest = now if self.free > 0 else now + min(duration, LATER)
            self.free -= 1
            latest = processor_time_below(os.getpid()) + duration
            self.pending.append((self.passed + duration, earliest, latest, key))
        return True

    def duration_of(self, process, number, arguments):
        """Returns the nanoseconds that a call sleeps; None for one that waits for a signal, or cannot be read."""
        name, _ = self.calls[number]
        if name == 'poll':
            return arguments[2] * 1_000_000 if arguments[2] < 1 << 31 else None
        address = arguments[{'nanosleep': 0, 'clock_nanosleep': 2, 'ppoll': 2, 'select': 4, 'pselect': 4}[name]]
        if address == 0:
            return None
        try:
            seconds, rest = unpack_from('qq', memory_of(process, 16, address))
            until = name == 'clock_nanosleep' and arguments[1] & ABSOLUTE
            start = int(time.clock_gettime(arguments[0]) * NANOSECONDS) if until else 0
        except (OSError, OverflowError, ValueError, StructError):
            return None
        return max(0, seconds * NANOSECONDS + rest * (1000 if name == 'select' else 1) - start)

    def milliseconds_to_look(self):
        """Returns how long to wait for a call before `look`."""
        if self.pending:
            return ASLEEP
        return QUIET if self.is_time_shared else ALONE

    def look(self):
        """Lets time pass where a program waits for nothing else, and says if it waits for something else."""
        if self.pending:
            self.wake_first()
            return
        is_waiting, is_endless = are_waiting(os.getpid())
        counts = is_waiting and (self.is_time_shared or is_endless)
        self.quiet_looks = self.quiet_looks + 1 if counts else 0
        if self.quiet_looks == (BLOCKED if self.is_time_shared else STUCK):
            send('blocked' if self.is_time_shared else 'stuck')

    def wake_first(self):
        first = min(self.pending)
        end, earliest, latest, key = first
        if time.monotonic_ns() < earliest:
            return
        if self.listener.is_waiting(key):
            is_waiting, _ = are_waiting(os.getpid())
            if not is_waiting or self.listener.has_next():
                # Real time would pass while the harness holds calls, and faster on a busy machine.
                if processor_time_below(os.getpid()) < latest:
                    return
            elif self.is_time_shared:
                ask_for_time()
        self.passed = max(self.passed, end)
        self.pending.remove(first)
        self.listener.skip(key)
