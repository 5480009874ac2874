"""The lines that go over the `talk` connection, which is descriptor 3 of a supervisor."""

import errno
import os

TALK = 3


def send(*words):
    os.write(TALK, ' '.join(words).encode() + b'\n')


def ask(step):
    """Sends a step, and waits for the decision: 0 or an errno, and a signal to send first or None.

    Ends this process when the connection is closed.
    """
    send(*step)
    line = b''
    while not line.endswith(b'\n'):
        piece = os.read(TALK, 64)
        if not piece:
            os._exit(1)
        line += piece
    failure, *signal = line.decode().split()
    return int(failure), (int(signal[0]), signal[1]) if signal else None


def ask_for_time():
    """Waits until the program may wake up from its sleep."""
    ask(['asleep'])


def send_lost(number):
    send('lost', errno.errorcode.get(number, str(number)))
    os._exit(127)


def reporting_errors(act, *arguments, **named):
    """Calls `act`. Sends whatever it raises, and ends this process then."""
    try:
        return act(*arguments, **named)
    except BaseException as error:
        send('error', f'{type(error).__name__}: {error}'.encode().hex())
        os._exit(1)
