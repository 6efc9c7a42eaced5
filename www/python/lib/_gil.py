"""How a thread waits, and how it lets others run: the Python side of `gil.ts`.

Threads are stacks that the browser suspends. One runs at a time; which, says JavaScript. All that
blocks in this interpreter comes down to `park` and `wait_for`.
"""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from time import monotonic
from traceback import format_exc
from types import FrameType
from typing import Any

import _gil_js
from pyodide.ffi import can_run_sync, run_sync

MAIN_THREAD = 1
NO_THREAD = -1

OURS = "/lib/playground/"
"""Where our own modules are."""

BENEATH_JAVASCRIPT = ("<frozen ", "/lib/python314.zip/_pyodide/", OURS)
"""Where Python is that Pyodide calls to find out what a value is (the frozen abc and
collections.abc among it), and what calls JavaScript: a stack with JavaScript on it cannot be
suspended."""

TICK = signal.NSIG - 1
"""The signal by which the clock asks for a switch; nothing of it is a program's."""

handlers: dict[int, Any] = {}
"""The program's handlers of signals. CPython itself only knows those of this module."""

_current = MAIN_THREAD
_uninterrupted = 0
_interrupted = False
_passes_over = False


def current() -> int:
    """The ident of the thread that runs."""
    return _current


def can_wait() -> bool:
    """Whether the caller is a thread that can be suspended.

    It cannot be where JavaScript called, and not while it is about to be suspended or resumed.
    """
    return _current != NO_THREAD and _gil_js.holder() == _current and can_run_sync()


def park(kind: str = "wait", timeout: float = -1, waits_for: str = "being woken") -> bool:
    """Suspends this thread until `unpark`, or for `timeout` seconds if that is not negative.

    Whether it was woken. The lane shows `kind` meanwhile; `waits_for` tells of it in a deadlock.
    """
    milliseconds = -1 if timeout < 0 else timeout * 1_000
    return _suspended(_gil_js.park(kind, milliseconds, waits_for)) == "woken"


def unpark(ident: int) -> None:
    """Wakes a thread; one that does not wait yet will not wait the next time."""
    _gil_js.unpark(ident)


def wait_for(promise: Any, kind: str = "wait", timeout: float = -1, waits_for: str = "") -> Any:
    """Suspends this thread until a promise of JavaScript's settles; its value, or its exception.

    The promise has to be an object's property: Pyodide makes a future of what a call returns.
    What other processes bring about is told as `waits_for` in a deadlock.
    Raises TimeoutError after `timeout` seconds, if that is not negative.
    """
    deadline = monotonic() + timeout
    how = "interrupted"
    # A handler of the program's that raises nothing ends no wait.
    while how == "interrupted":
        left = -1 if timeout < 0 else max(0.0, deadline - monotonic()) * 1_000
        outcome = _gil_js.settled(promise, kind, left, waits_for)
        how = _suspended(outcome)
    if how == "timed-out":
        raise TimeoutError("timed out")
    if outcome.isRejected:
        raise outcome.reason
    return outcome.value


def let_others_run() -> None:
    """Lets go of the GIL for a moment."""
    if can_let_go():
        _suspended(_gil_js.letOthersRun())


def can_let_go() -> bool:
    """Whether others may run now."""
    return not _uninterrupted and can_wait()


class recorded:  # noqa: N801 (no generator, which would take several times as long)
    """Has the lane of this thread show `kind` meanwhile."""

    __slots__ = ("_kind",)

    def __init__(self, kind: str) -> None:
        self._kind = kind

    def __enter__(self) -> None:
        _gil_js.begin(self._kind)

    def __exit__(self, *_: object) -> None:
        _gil_js.begin("run")


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Keeps others from running in between, as long as nothing waits."""
    global _uninterrupted
    _uninterrupted += 1
    try:
        yield
    finally:
        _uninterrupted -= 1


def enter(ident: int) -> None:
    """A thread begins."""
    global _current
    _current = ident


def leave() -> None:
    """A thread ends: what is still executed on its stack cannot be suspended any more."""
    global _current
    _current = NO_THREAD


def call_main(module: str, name: str, *given: Any) -> tuple[Any, str | None]:
    """Calls a function on the main thread: what it returns, and the traceback if it raises."""
    enter(MAIN_THREAD)
    try:
        return getattr(import_module(module), name)(*given), None
    except BaseException:
        return None, format_exc()
    finally:
        leave()


def _suspended(awaited: Any) -> Any:
    """What a suspension comes to; whoever ran in between, now it is this thread again."""
    global _current, _interrupted
    mine = _current
    how = run_sync(awaited.reached)
    _current = mine
    if mine == MAIN_THREAD and (_interrupted or how == "interrupted"):
        _interrupted = False
        _handle_signals(None)
    return how


def _switch(_number: int, frame: FrameType | None) -> None:
    """The clock asks whether it is another's turn.

    Not in code that JavaScript may have called. The next tick asks again.
    """
    global _passes_over
    if _passes_over:
        _passes_over = False
        return
    if frame is None or frame.f_code.co_filename.startswith(BENEATH_JAVASCRIPT):
        return
    if can_let_go():
        _suspended(_gil_js.tick())


def pass_over_a_tick() -> None:
    """What called is about to look for signals where no other thread may run."""
    global _passes_over
    _passes_over = True


def _interrupt(_number: int, frame: FrameType | None) -> None:
    """Signals came. As in every Python, only the main thread is interrupted."""
    global _interrupted
    if _current == MAIN_THREAD:
        _handle_signals(frame)
    else:
        _interrupted = True
        _gil_js.interrupt()


def _handle_signals(frame: FrameType | None) -> None:
    """Calls the program's handlers of the signals that came since."""
    while number := int(_gil_js.takeSignal()):
        handler = handlers[number]
        if callable(handler):
            handler(number, frame)


def signal_main(number: int) -> None:
    """Has the main thread get a signal."""
    _gil_js.addSignal(number)
    _interrupt(number, None)


def setswitchinterval(interval: float, /) -> None:
    """Sets how long, in seconds, a thread may keep others waiting."""
    if interval <= 0:
        raise ValueError("switch interval must be strictly positive")
    _gil_js.setInterval(interval * 1_000)


def getswitchinterval() -> float:
    """How long, in seconds, a thread may keep others waiting."""
    return float(_gil_js.getInterval()) / 1_000


def _as_it_is(awaitable: Any) -> Any:
    """What waits for a promise needs no future for it, and no event loop."""
    return awaitable


def install() -> None:
    """Has CPython's own switch interval and interrupts go by this."""
    # `run_sync` makes what it is given a future by the asyncio that Pyodide imported, and then a
    # promise again: many times as slow, and no way to wait beneath an event loop.
    sys.modules["asyncio"].ensure_future = _as_it_is  # type: ignore[attr-defined]
    handlers.update({number: signal.getsignal(number) for number in range(1, signal.NSIG)})
    signal.signal(TICK, _switch)
    signal.signal(signal.SIGINT, _interrupt)
    sys.setswitchinterval = setswitchinterval
    sys.getswitchinterval = getswitchinterval
