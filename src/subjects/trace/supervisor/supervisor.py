"""
A fork server: starts programs, and has each call that one makes on a path of its world decided before it happens.

    python3 -I -S -B supervisor.py ADDRESS

ADDRESS is the name of an abstract Unix socket. Each line on standard input is a job: a JSON object, in whose strings
a lone surrogate stands for a byte that is not UTF-8. Its members:

    key              any word, to tell the job's connections apart
    argv, env, cwd   the program's
    umask            the program's
    process_limit    the most processes that it may have at a time, or null for no limit; only root may set one
    user             { "uid", "gid" } to run it as, or null for the current user
    root             the path of the world, as the program sees it
    intercept        "changes": calls that may change something; "all": calls that only look as well; "none"
    after            the last program that only prepares the run, such as a sandbox: calls are decided from the
                     program that it starts; "" to decide from the beginning
    race             a number that the runs in progress in the same world share, which may have to wait for each other;
                     null for a run that is alone

For each job, a supervisor is forked, and makes three connections to ADDRESS. Each begins with a line of the key and a
role: `talk`, `input` (the program's standard input) or `output` (its standard output and error). The first line on
`talk` is the supervisor's process number; the supervisor leads a session and a group, and starts the program. The
lines after that, with paths, names and messages in hexadecimal, are:

    step CALL PATH TO PROGRAM PID HANDLED
                                     sent before a call; TO is `-` unless the call has a second path in the world;
                                     HANDLED are those of TERM, INT and HUP that the program handles, or `-`
    0, or an errno                   received in answer: the call happens, or fails
    0 SIGNAL ADDRESSEE               received in answer: a signal, by its number, is sent to the `process` of the
                                     program or to its `group`; the call then happens, unless its process has ended
    asleep                           sent when every process sleeps or waits, in a race
    0                                received in answer: time passes until the first sleep is over
    blocked                          sent when every process waits, and none sleeps, in a race
    stuck                            sent when the processes wait for each other for ever, if there is no race
    end STATUS                       sent when the program has ended: its exit code, or minus a signal
    lost ERRNO                       sent when the program cannot be started
    error MESSAGE                    sent when it cannot be supervised, or not any longer

It works by seccomp's user notification: a filter in the kernel stops calls of the program and its descendants until
their supervisor has answered. The supervisor answers one call at a time, which gives the calls of all processes one
order. Sleeps take no time (sleeps.py). Nothing is compiled, and static programs are covered too; only io_uring and
memory-mapped files bypass it.
"""

import gc
import json
import os
import signal
import socket
import sys

# Python's isolated mode (-I) leaves out the folder of the script.
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from messages import reporting_errors, send, send_lost
from program import stops, supervise
from seccomp import prctl

SET_DUMPABLE = 4


def serve(address):
    """Forks a supervisor for each job on standard input, until that is closed."""
    # The kernel discards ended children, so that none has to be waited for.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    # A collection writes to every object, and so copies the memory that a supervisor shares with this process.
    gc.disable()
    for line in sys.stdin.buffer:
        job = json.loads(line)
        key = job.pop('key')
        # What is made before the fork is made once.
        stops(job['intercept'], job['race'] is not None)
        connections = {role: connected(address, key, role) for role in ('talk', 'input', 'output')}
        if os.fork() == 0:
            # Standard input, from which the server reads its jobs, is replaced here.
            for role, number in (('input', 0), ('output', 1), ('output', 2), ('talk', 3)):
                os.dup2(connections[role].fileno(), number)
            for name in ('argv', 'env', 'root', 'after', 'cwd'):
                job[name] = in_bytes(job[name])
            reporting_errors(run, **job)
        for connection in connections.values():
            connection.close()


def run(argv, env, intercept, root, after, race, cwd, umask, process_limit, user):
    """Supervises a program to its end in this process, which has just been forked, and ends with it."""
    send(str(os.getpid()))
    os.setsid()
    os.umask(umask)
    try:
        os.chdir(cwd)
    except OSError as error:
        send_lost(error.errno)
    if user:
        os.setgroups([])
        os.setgid(user['gid'])
        os.setuid(user['uid'])
        # Nobody may read a process that has changed its user, nor its child before that starts the program.
        prctl(SET_DUMPABLE, 1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    status = supervise(argv, env, process_limit, intercept, root, after, race)
    send('end', str(status))
    os._exit(status if status >= 0 else 128 - status)


def connected(address, key, role):
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.connect(address)
    connection.sendall(f'{key} {role}\n'.encode())
    return connection


def in_bytes(value):
    """Returns a part of a job with each string as the bytes that it stands for."""
    if isinstance(value, list):
        return [in_bytes(each) for each in value]
    if isinstance(value, dict):
        return {in_bytes(name): in_bytes(each) for name, each in value.items()}
    return value.encode('utf-8', 'surrogateescape')


if __name__ == '__main__':
    serve(b'\0' + sys.argv[1].encode())
