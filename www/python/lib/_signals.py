"""What `signal` is in a tab: a program's handlers, which are called where `_gil` is interrupted."""

import errno
import os
import signal
from typing import Any

import _gil
import _system

UNMOVED = {signal.SIGKILL, signal.SIGSTOP}
"""Nothing can be done about these."""


def set_handler(signalnum: int, handler: Any, /) -> Any:
    """What `signal.signal` is: has a function called when a signal comes; what it was before."""
    check(signalnum)
    if _gil.current() != _gil.MAIN_THREAD:
        raise ValueError("signal only works in main thread of the main interpreter")
    if signalnum in UNMOVED:
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    if not callable(handler) and handler not in {signal.SIG_DFL, signal.SIG_IGN}:
        raise TypeError(
            "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object"
        )
    before = get_handler(signalnum)
    _gil.handlers[int(signalnum)] = handler
    if survives(handler) != survives(before):
        _system.tell("survive", int(signalnum), survives(handler))
    return before


def survives(handler: Any) -> bool:
    """Whether a process that has a handler outlives the signal."""
    return callable(handler) or handler == signal.SIG_IGN


def get_handler(signalnum: int, /) -> Any:
    """What `signal.getsignal` is."""
    check(signalnum)
    handler = _gil.handlers[int(signalnum)]
    return handler if callable(handler) or handler is None else signal.Handlers(handler)


def check(signalnum: int) -> None:
    """Refuses a number that is no signal's."""
    if not 0 < signalnum < signal.NSIG:
        raise ValueError("signal number out of range")


def raise_signal(signalnum: int, /) -> None:
    """What `signal.raise_signal` is: sends one to this process."""
    check(signalnum)
    _system.kill(_system.getpid(), signalnum)


def install() -> None:
    """Has `signal` go by this."""
    signal.signal = set_handler  # type: ignore[assignment]
    signal.getsignal = get_handler  # type: ignore[assignment]
    signal.raise_signal = raise_signal
