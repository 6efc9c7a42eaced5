"""How processes of a task are started: forked off a helper that has no threads."""

import multiprocessing
import signal
import sys
from multiprocessing import forkserver

from parallel_playground import pieces
from parallel_playground.native.recorded import Recorded


def prepare() -> None:
    """Has the helper there, with what a process would take a second to import, as in a tab.

    It and its processes do not hear Ctrl+C, which a terminal sends to all: each would print a
    traceback of its own, and whoever started them ends them.
    """
    if sys.platform == "win32" or multiprocessing.get_start_method() != "forkserver":
        return
    multiprocessing.set_forkserver_preload([Recorded.__module__, pieces.__name__])
    heard = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        forkserver.ensure_running()
    finally:
        signal.signal(signal.SIGINT, heard)
