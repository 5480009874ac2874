"""The kernel's side: a seccomp filter that stops calls, and the listener through which they are answered."""

import ctypes
import errno
import fcntl
import os
import select
from struct import pack, unpack_from

from system_calls import ARCHITECTURE, OPENAT2, PRCTL, SECCOMP, flags_of_looks

O_CREAT, O_TRUNC, AT_EMPTY_PATH = 0o100, 0o1000, 0x1000
# The instruction of BPF that loads a part of the call.
LOAD = 0x20

libc_syscall = ctypes.CDLL(None, use_errno=True).syscall
libc_syscall.restype = ctypes.c_long


def syscall(*arguments):
    """Makes a system call by its number; raises OSError when it fails."""
    result = libc_syscall(*[ctypes.c_long(each) if isinstance(each, int) else each for each in arguments])
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


def prctl(option, value):
    syscall(PRCTL, option, value, 0, 0, 0)


def filter_of(calls, others, intercept):
    """Returns the instructions of a BPF program that stops calls and `others`, such as sleeps, and allows the rest."""
    equal, at_least, has_bits, answer = 0x15, 0x35, 0x45, 0x06
    stop, allow = (answer, 0, 0, 0x7FC00000), (answer, 0, 0, 0x7FFF0000)
    # Other architectures, and x32, number their calls differently: those are allowed.
    lines = [(LOAD, 0, 0, 4), (equal, 1, 0, ARCHITECTURE), allow, (LOAD, 0, 0, 0), (at_least, 0, 1, 0x40000000), allow]
    flags_of = flags_of_looks()
    for number, (name, operands) in calls.items():
        if name == 'open' and intercept == 'changes' and number != OPENAT2:
            test = [load_argument(operands[0][1] + 1), (has_bits, 0, 1, O_CREAT | O_TRUNC), stop, allow]
        elif number in flags_of:
            test = [load_argument(flags_of[number]), (has_bits, 1, 0, AT_EMPTY_PATH), stop, allow]
        else:
            test = [stop]
        lines += [(equal, 0, len(test), number), *test]
    for number, (_, zero) in others.items():
        test = [stop] if zero is None else [load_argument(zero), (equal, 0, 1, 0), stop, allow]
        lines += [(equal, 0, len(test), number), *test]
    return [pack('=HBBI', *line) for line in [*lines, allow]]


def load_argument(index):
    """Returns the instruction that loads the lower half of a call's argument."""
    return (LOAD, 0, 0, 16 + 8 * index)


def install(instructions):
    """Applies a filter to this process and all its future children; returns the descriptor of its listener."""
    code = ctypes.create_string_buffer(b''.join(instructions))
    program = pack('@HP', len(instructions), ctypes.addressof(code))
    set_filter, new_listener, wait_killable, no_new_privileges = 1, 8, 32, 38
    # Since Linux 5.19: without it a signal interrupts a stopped call, which is then made, and received, again.
    flags = new_listener | wait_killable
    for _ in range(3):
        try:
            return syscall(SECCOMP, set_filter, flags, program)
        except OSError as error:
            failure = error
            if error.errno == errno.EINVAL:
                flags = new_listener
            elif error.errno == errno.EACCES:
                # Without root, a filter may be installed only by a process that gives up setuid programs.
                prctl(no_new_privileges, 1)
    raise failure


class Listener:
    """Receives stopped calls and answers them."""

    RECEIVE, SEND, IS_VALID, SET_FLAGS = 0xC0502100, 0xC0182101, 0x40082102, 0x40082104

    def __init__(self, descriptor):
        self.descriptor = descriptor
        sizes, get_sizes = ctypes.create_string_buffer(8), 3
        syscall(SECCOMP, get_sizes, 0, sizes)
        self.notification, self.response = (bytearray(size) for size in unpack_from('HH', sizes))
        self.blank = bytes(len(self.notification))
        self.stay_on_one_processor()

    def stay_on_one_processor(self):
        """Wakes caller and supervisor on the same processor (since Linux 6.6), since they only ever take turns."""
        synchronous_wake_up = 1
        try:
            fcntl.ioctl(self.descriptor, self.SET_FLAGS, synchronous_wake_up)
        except OSError:
            pass

    def receive(self):
        """Returns (key, pid, number, arguments); None when the call was interrupted or its process killed."""
        self.notification[:] = self.blank
        if not self.request(self.RECEIVE, self.notification):
            return None
        key, pid, _, number, _, _, *arguments = unpack_from('=QIIiIQ6Q', self.notification)
        return key, pid, number, arguments

    def is_waiting(self, key):
        return self.request(self.IS_VALID, pack('=Q', key))

    def answer(self, key, failure):
        """Fails a call with an errno, or lets it happen (0); returns whether it was still waiting."""
        let_it_happen = 1
        return self.respond(key, failure, 0 if failure else let_it_happen)

    def skip(self, key):
        """Has a call succeed without letting it happen."""
        return self.respond(key, 0, 0)

    def respond(self, key, failure, flags):
        self.response[:24] = pack('=QqiI', key, 0, -failure, flags)
        return self.request(self.SEND, self.response)

    def has_next(self):
        """Returns whether a call waits to be received."""
        return select.select([self.descriptor], [], [], 0)[0] != []

    def request(self, request, content):
        """Returns whether the kernel still knows the call."""
        try:
            fcntl.ioctl(self.descriptor, request, content)
        except OSError as error:
            if error.errno != errno.ENOENT:
                raise
            return False
        return True
