"""Puts the tab's own modules in the places where CPython's look for what a platform has.

Runs once, before an interpreter's memory is copied: whatever is imported here is there already in
each interpreter that starts from the copy, as in one that `forkserver` preloaded.
"""

import importlib
import importlib._bootstrap
import sys
import time

import _gil
import _sockets
import _system
import _threads

REBUILT = (
    *("threading", "_threading_local", "queue", "concurrent", "multiprocessing", "logging"),
    *("asyncio", "_asyncio", "socket", "selectors", "ssl", "_ssl", "subprocess", "tempfile"),
    *("zipfile", "shutil"),
)
"""Modules that hold on to what they found in `_thread` or `_socket` when they were imported."""

PRELOADED = ("joblib", "dask", "aiohttp")
"""Packages that take seconds to import, and that the programs want in each of their processes. What
takes most memory to compile is first: the others find room in it afterwards."""


def sleep(seconds: float, /) -> None:
    """Waits; others run meanwhile. What they did to memory that is shared is seen afterwards."""
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    _system.before_meeting()
    if seconds == 0:
        _gil.let_others_run()
    deadline = time.monotonic() + seconds
    while (left := deadline - time.monotonic()) > 0:
        _gil.park("wait", left, "time to pass")
    _system.after_meeting()


def forget(*packages: str) -> None:
    """Has packages be imported anew."""
    for name in list(sys.modules):
        if name.partition(".")[0] in packages:
            del sys.modules[name]


def install() -> None:
    """Puts everything in its place."""
    _gil.install()
    sys.modules["_thread"] = _threads
    importlib._bootstrap._thread = _threads
    # Python's own halves of these work on any lock; those in C work on the system's threads.
    sys.modules["_queue"] = None
    time.sleep = sleep
    _sockets.install()
    forget(*REBUILT)
    _system.install()
    importlib.import_module("threading")
    for name in (
        "_signals",
        "_tracebacks",
        "_streams",
        "_open",
        "_selectors",
        "_event_loop",
        "_tls",
        "_platform",
        "_processes",
        "_pool",
    ):
        importlib.import_module(name).install()
    for name in PRELOADED:
        importlib.import_module(name)
    importlib.import_module("_platform").add_psutil()
    importlib.import_module("_added").install()
