"""A task that notes what is done with it, wherever that is.

It takes a task's place in a strategy, which knows nothing of it. What a worker with a memory of
its own notes comes home with the parts that it sends; so this works for a pool's processes, for
ranks and for whatever else sends tasks and parts by pickling them.
"""

from __future__ import annotations

import pickle
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from parallel_playground.native.journal import (
    CLOCK,
    JOURNAL,
    SHORTEST_LOCK_WAIT_NS,
    Message,
    Span,
    has_gil,
    here,
    now,
)
from parallel_playground.tasks.download_images import Download, DownloadImages
from parallel_playground.tasks.task import Task


class Noted:
    """A part; what was noted goes with it where it is sent."""

    def __init__(self, part: Any) -> None:
        """A part that was computed here, or came."""
        self.part = part

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickles the part, and notes that."""
        with JOURNAL.noting("serialise"):
            data = pickle.dumps(self.part, pickle.HIGHEST_PROTOCOL)
        return part_came, (data, *JOURNAL.parcel(), CLOCK, now())


def part_came(
    data: bytes, spans: list[Span], messages: list[Message], sender: str, sent: int
) -> Noted:
    """Makes a part of what came."""
    came(data, sender, sent)
    JOURNAL.spans.extend(spans)
    JOURNAL.messages.extend(messages)
    with JOURNAL.noting("serialise"):
        return Noted(pickle.loads(data))


def task_came(data: bytes, first: int, sender: str, sent: int) -> Recorded:
    """Makes a task of what came."""
    came(data, sender, sent)
    with JOURNAL.noting("serialise"):
        return Recorded(pickle.loads(data), first)


def came(data: bytes, sender: str, sent: int) -> None:
    """Notes a message."""
    JOURNAL.messages.append(Message(sender, sent, CLOCK, now(), len(data)))


class Turn(threading.local):
    """When this thread was last done with a range, by the clock and by what it had computed."""

    end = 0
    computed = 0


TURN = Turn()


def shares_gil() -> bool:
    """Whether this thread is one of several that a GIL lets compute in turns."""
    return has_gil() and threading.current_thread() is not threading.main_thread()


class Recorded:
    """A task that notes what is done with it."""

    slots: set[int] = set()  # noqa: RUF012 (one event loop runs at a time)
    """Places that requests in flight have."""

    def __init__(self, task: Task[Any], first: int = 0) -> None:
        """Of these items, the first is the whole task's number `first`."""
        self.task = task
        self.first = first
        self.downloads = isinstance(task, DownloadImages)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickles the task, and notes that."""
        with JOURNAL.noting("serialise"):
            data = pickle.dumps(self.task, pickle.HIGHEST_PROTOCOL)
        return task_came, (data, self.first, CLOCK, now())

    def __len__(self) -> int:
        return len(self.task)

    def run(self, items: range) -> Noted:
        """Computes a range of items."""
        start, computed = now(), time.thread_time_ns()
        self.note_between(items, start, computed)
        part = self.task.run(items)
        TURN.end, TURN.computed = now(), time.thread_time_ns()
        self.note_run(items, start, TURN.end, TURN.computed - computed)
        return Noted(part)

    def note_between(self, items: range, start: int, computed: int) -> None:
        """Notes for how long this thread had no processor since it was done with a range.

        It was on the way to this one, whose queue and locks are Python's own: where another thread
        takes the GIL then, it waits no less than while it computes.
        """
        waited = start - TURN.end - (computed - TURN.computed)
        if TURN.end > 0 and waited > SHORTEST_LOCK_WAIT_NS and not self.downloads and shares_gil():
            JOURNAL.note("lock-wait", start - waited, start, self.numbers(items))

    def note_run(self, items: range, start: int, end: int, computed: int) -> None:
        """Notes that items were computed.

        A thread that computes, and yet had no processor, has waited for the GIL. How long is known,
        but not when: it is told to have been at the end.
        """
        numbers = self.numbers(items)
        if self.downloads:
            JOURNAL.note("fetch", start, end, numbers)
            return
        waited = end - start - computed
        if waited > SHORTEST_LOCK_WAIT_NS and shares_gil():
            JOURNAL.note("run", start, end - waited, numbers)
            JOURNAL.note("lock-wait", end - waited, end, numbers)
        else:
            JOURNAL.note("run", start, end, numbers)

    def numbers(self, items: range) -> tuple[int, int]:
        """The whole task's numbers of items."""
        return self.first + items.start, self.first + items.stop

    async def run_async(self, items: range, session: Any) -> Noted:
        """Runs on an event loop."""
        if not self.downloads:
            return self.run(items)
        with self.in_flight(items):
            return Noted(await self.task.run_async(items, session))

    async def fetch_async(self, items: range, session: Any) -> Any:
        """What came of these items' addresses, and which items they are."""
        with self.in_flight(items):
            return items, await self.download.fetch_async(items, session)

    def keep(self, fetched: tuple[range, list[Download]]) -> Noted:
        """What came, and is made of it."""
        items, downloads = fetched
        start = now()
        part = self.download.keep(downloads)
        JOURNAL.note("run", start, now(), (items.start, items.stop))
        return Noted(part)

    @property
    def download(self) -> DownloadImages:
        """The task, where a strategy is for downloads alone."""
        if not isinstance(self.task, DownloadImages):
            raise TypeError("A pipeline overlaps two unlike stages, and this task has only one.")
        return self.task

    @contextmanager
    def in_flight(self, items: range) -> Iterator[None]:
        """Notes a request, in a place that no other has at the time."""
        place = next(place for place in range(len(self.slots) + 1) if place not in self.slots)
        self.slots.add(place)
        start = now()
        try:
            yield
        finally:
            self.slots.remove(place)
            numbers = (items.start, items.stop)
            JOURNAL.spans.append(Span(here(place), "fetch", start, now(), numbers))

    def extract(self, items: range) -> Recorded:
        """The same task with only these items."""
        return Recorded(self.task.extract(items), self.first + items.start)

    def combine(self, parts: Sequence[Noted]) -> Noted:
        """Puts parts together."""
        with JOURNAL.noting("run"):
            return Noted(self.task.combine([noted.part for noted in parts]))

    def cut(self, chunks: int) -> list[range]:
        """Cuts the items into ranges."""
        return self.task.cut(chunks)
