"""Has each call of a program on a path of its world decided."""

import errno
import os

from messages import ask
from other_runs import is_in_other_run
from signals import group_of, handled_by, is_ended_by, send_signal
from stopped_call import name_by_flags, normalized, path_of, program_of


class Interception:
    """The calls of one program and its children, decided one after another."""

    def __init__(self, listener, calls, sleeps, probing, intercept, root, after):
        self.listener, self.calls, self.sleeps, self.probing = listener, calls, sleeps, probing
        self.intercept = intercept
        self.inside_root = normalized(root) + b'/'
        self.wrapper = after
        self.has_begun = after == b''
        # The process of the program itself: the first that is started once the run is prepared.
        self.main = None
        # By process: a call that was interrupted before its answer arrived, and that answer.
        self.undelivered = {}

    def decide_next(self):
        """Receives one call, has it decided, and answers it."""
        received = self.listener.receive()
        if received is None:
            return
        key, pid, number, arguments = received
        if self.sleeps.take(key, pid, number, arguments):
            return
        if number in self.probing:
            self.answer_probe(key, arguments[0] & 0xFFFFFFFF)
            return
        if not self.has_begun and self.calls[number][0] != 'exec':
            self.listener.answer(key, 0)
            return
        try:
            step = self.step_of(b'/proc/%d' % pid, number, arguments)
        except OSError as error:
            # A path or memory that is missing here is missing for the kernel too, which then fails the call itself.
            if error.errno not in (errno.ENOENT, errno.EIO, errno.EFAULT) and self.listener.is_waiting(key):
                raise
            step = None
        # Only while the call waits is it certain that this process was read, and not a later one with its number.
        if step and not self.listener.is_waiting(key):
            return
        call, failure = self.undelivered.pop(pid, (None, 0))
        # An interrupted call is made again by its process: its decision holds, so that it is asked for once.
        if call != (number, arguments):
            failure, signal = ask(step) if step else (0, None)
            # A call that goes on after the signal that ends its process might still be made. One that fails is not, and
            # the process ends before it learns of the failure.
            if signal and self.send(*signal, pid):
                self.listener.answer(key, errno.EINTR)
                return
        if not self.listener.answer(key, failure) and step:
            self.undelivered[pid] = ((number, arguments), failure)

    def answer_probe(self, key, number):
        """Answers a call that asks whether a process runs, such as the holder of a lock."""
        if is_in_other_run(number):
            self.listener.skip(key)
        else:
            self.listener.answer(key, 0)

    def send(self, number, addressee, caller):
        """Sends a signal to the program or its group; returns whether it ends the process that makes the call."""
        receivers = group_of(self.main) if addressee == 'group' else [self.main]
        # Once the signal has been sent, the caller may be gone.
        ends_caller = is_ended_by(number, receivers, caller)
        send_signal(number, receivers)
        return ends_caller

    def step_of(self, process, number, arguments):
        """Returns the words of the `step` line for a call; None for a call that needs no decision."""
        call, operands = self.calls[number]
        if not self.has_begun:
            self.has_begun = os.readlink(process + b'/exe').rpartition(b'/')[2] == self.wrapper
            return None
        if call == 'exec' and self.main is None:
            self.main = int(process[6:])
        paths = [path_of(process, call, arguments, *operand) for operand in operands]
        within = [path[len(self.inside_root) :].hex() for path in paths if path and path.startswith(self.inside_root)]
        if not within:
            return None
        call = name_by_flags(process, call, number, arguments)
        if call == 'open' and self.intercept == 'changes':
            return None
        handled = ','.join(handled_by(self.main)) if self.main else ''
        return ['step', call, *[*within, '-'][:2], program_of(process).hex(), process[6:].decode(), handled or '-']
