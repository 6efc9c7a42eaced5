"""What every program begins and ends with, whichever process it is."""

import atexit
import random
import sys
import threading

import _system


def begin() -> None:
    """What a copy of another interpreter's memory must not have in common with it."""
    random.seed()


def end() -> None:
    """What CPython does at its end: waits for threads, then calls what was registered."""
    threading._shutdown()
    atexit._run_exitfuncs()
    _system.before_meeting()
    sys.stdout.flush()
    sys.stderr.flush()
