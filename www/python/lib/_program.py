"""What every program begins and ends with, whichever process it is."""

import atexit
import random
import sys
import threading

import _system


def begin() -> None:
    """What a copy of another interpreter's memory must not have in common with it."""
    random.seed()
    _system.look_around()


def end() -> None:
    """What CPython does at its end: waits for threads, then calls what was registered."""
    threading._shutdown()
    atexit._run_exitfuncs()
    _system.before_meeting()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and not stream.closed:
            stream.flush()
