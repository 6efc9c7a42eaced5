"""What a process did with its time, and which messages came to it, until somebody asks.

Times are nanoseconds of `time.perf_counter`, a clock that all processes of one machine share.
"""

import os
import platform
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, NamedTuple, get_args

Kind = Literal["run", "fetch", "wait", "lock-wait", "serialise", "copy", "start"]

KINDS: tuple[Kind, ...] = get_args(Kind)
"""In the order in which they are shown."""

SHORTEST_LOCK_WAIT_NS = 50_000
"""Below it, the clocks of threads tell nothing."""

HEADER_BYTES = 8
"""What is no longer than that only says how long the rest is, and is mostly waited for."""

now = time.perf_counter_ns


class Where(NamedTuple):
    """Whose time it is."""

    machine: str
    clock: str
    """Those with the same can compare their times as they are."""
    process: int
    thread: int
    request: int | None = None
    """The place of a request that an event loop has in flight."""


class Span(NamedTuple):
    """A stretch of time in which one thing was done."""

    where: Where
    kind: Kind
    start: int
    end: int
    items: tuple[int, int] | None = None


class Message(NamedTuple):
    """Something that was sent, and came."""

    sender: str
    """The clock by which `sent` is told."""
    sent: int
    receiver: str
    """The clock by which `received` is told."""
    received: int
    size: int


def clock_of_this_machine() -> str:
    """What containers on one machine have in common, and machines have not."""
    boot = Path("/proc/sys/kernel/random/boot_id")
    return boot.read_text().strip() if boot.exists() else platform.node()


MACHINE = platform.node()
CLOCK = clock_of_this_machine()


def here(request: int | None = None) -> Where:
    """Who asks."""
    return Where(MACHINE, CLOCK, os.getpid(), threading.get_ident(), request)


def has_gil() -> bool:
    """Whether one thread computes at a time."""
    return bool(getattr(sys, "_is_gil_enabled", lambda: True)())


class Journal:
    """What was noted in this process, and what others sent of theirs."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.spans: list[Span] = []
        self.messages: list[Message] = []
        self.is_home = False
        """Whether what is noted stays here: else it goes with whatever is sent."""

    def note(self, kind: Kind, start: int, end: int, items: tuple[int, int] | None = None) -> None:
        """Notes what this thread did."""
        self.spans.append(Span(here(), kind, start, end, items))

    @contextmanager
    def noting(self, kind: Kind) -> Iterator[None]:
        """Notes what is done inside."""
        start = now()
        try:
            yield
        finally:
            self.note(kind, start, now())

    def take(self) -> tuple[list[Span], list[Message]]:
        """What there is, which is then no longer here."""
        taken = self.spans, self.messages
        self.spans, self.messages = [], []
        return taken

    def parcel(self) -> tuple[list[Span], list[Message]]:
        """What goes with something that is sent."""
        return ([], []) if self.is_home else self.take()

    def forget(self) -> None:
        """A process that was forked has done nothing yet."""
        self.take()
        self.is_home = False


JOURNAL = Journal()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=JOURNAL.forget)


def recording_ns(spans: int = 20_000) -> float:
    """What it takes to note a span: the mean of so many."""
    journal = Journal()
    begin = now()
    for item in range(spans):
        journal.note("run", now(), now(), (item, item + 1))
    return (now() - begin) / spans
