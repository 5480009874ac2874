"""Records the line of a script behind each of its calls, in a run that looks for the line to blame.

Python imports this file at its start. It must not change what the script does.
"""

import os
import sys

EVENTS = ("os.", "shutil.", "subprocess.", "open")
LIBRARIES = ("/site-packages/", "/dist-packages/")


def add_recorder(record, own, start):
    """Adds each line of the files below `own` to the file `record`."""
    standard = os.path.dirname(os.__file__) + "/"
    busy = []

    def line_of(frame):
        while frame is not None:
            name = frame.f_code.co_filename
            if name in ("<string>", "<stdin>"):
                return "", frame.f_lineno
            path = os.path.join(start, name)
            is_library = path.startswith(standard) or any(part in path for part in LIBRARIES)
            if not name.startswith("<") and not is_library and path.startswith(own):
                return path, frame.f_lineno
            frame = frame.f_back
        return None

    def note(event, args, words=words_of, opened=os.open, write=os.write, close=os.close, fsencode=os.fsencode):
        if busy or not event.startswith(EVENTS):
            return
        busy.append(event)
        try:
            line = line_of(sys._getframe(1))
            if line is not None:
                text = "\x01{} {}:{}: {}\n".format(os.getpid(), *line, " ".join([event, *words(args)]))
                descriptor = opened(record, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o666)
                write(descriptor, fsencode(text))
                close(descriptor)
        except Exception:  # An error in a hook would become the script's.
            pass
        finally:
            busy.clear()

    sys.addaudithook(note)


def words_of(value):
    """Returns the texts in the arguments of an event."""
    if isinstance(value, (list, tuple)):
        return [word for one in value for word in words_of(one)]
    return [os.fsdecode(value)] if isinstance(value, (str, bytes)) else []


def load_hidden():
    """Imports the `sitecustomize` that Python would have imported without this one."""
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [path for path in sys.path if os.path.abspath(path) != here]
    this = sys.modules.pop("sitecustomize")
    try:
        import sitecustomize  # noqa: F401
    except ImportError:
        sys.modules["sitecustomize"] = this


try:
    cwd = os.getcwd()
except OSError:
    cwd = "/"
if hasattr(sys, "addaudithook"):
    add_recorder(os.environ["SHARED_LINKS_RECORD"], tuple(os.environ["SHARED_LINKS_OWN"].split("\n")), cwd)
load_hidden()
