"""Puts processes under `multiprocessing`, which stays CPython's own above them."""

import importlib
import multiprocessing
from multiprocessing import context, popen_spawn_posix, reduction, resource_tracker
from typing import Any, NoReturn

import _connections
import _packages
import _popen
import _shared

PRELOADED = ("concurrent.futures.process", "multiprocessing.managers", "multiprocessing.pool")
"""What most programs with processes import; so each process has it there already."""


def refuse_fork(_context: Any) -> NoReturn:
    """What asking for the start method `fork` comes to."""
    raise ValueError(
        "cannot find context for 'fork': a tab cannot copy a running process; use 'forkserver' or "
        "'spawn'"
    )


def start_methods(_context: Any) -> list[str]:
    """Those that there are, the default first."""
    return ["forkserver", "spawn"]


def nothing(*_: object) -> None:
    """What there is to track: all that processes share goes with the program."""


def install() -> None:
    """Puts everything in its place."""
    _connections.install()
    popen_spawn_posix.Popen = _popen.Popen
    reduction.HAVE_SEND_HANDLE = True
    importlib.import_module("multiprocessing.popen_forkserver").Popen = _popen.ForkServerPopen
    default = context._default_context
    default._default_context = context._concrete_contexts["forkserver"]
    context.ForkServerContext._check_available = nothing
    context.ForkContext._check_available = refuse_fork
    context.DefaultContext.get_all_start_methods = start_methods
    multiprocessing.get_all_start_methods = default.get_all_start_methods
    tracker = resource_tracker.ResourceTracker
    tracker.ensure_running = tracker.getfd = tracker._send = nothing
    resource_tracker.ensure_running = resource_tracker.getfd = nothing
    _packages.install()
    _shared.install()
    for name in PRELOADED:
        importlib.import_module(name)
