"""Memory that processes share, as far as a tab can have it.

Two interpreters cannot have the same memory, so each has a copy. Where processes meet (a lock or
semaphore is taken or given back, a message sent or received, a process started or joined), each
tells what it has changed and takes what others have. A write is seen by others from the next such
point on, which is all that a program may rely on that guards what it shares.
"""

import _posixshmem
import mmap
from itertools import count
from multiprocessing import heap, reduction, shared_memory
from types import SimpleNamespace
from typing import Any, Self
from weakref import WeakSet

import _gil
import _system

BLOCK = 1_024
"""Bytes that are compared at once."""

_segments: WeakSet[Segment] = WeakSet()


class Segment(mmap.mmap):
    """This process's copy of a segment."""

    name: str
    twin: bytes
    """What it was when this process told or took last."""
    told: int
    """How often this process told what it changed."""
    version: int
    users: int
    """How many have it open in this process."""

    def __new__(cls, name: str, size: int) -> Self:
        self = super().__new__(cls, -1, size)
        _system.ask("growSegment", name, size)
        self.name = name
        self.twin = bytes(size)
        self.told = 0
        self.version = -1
        self.users = 1
        self.take()
        _segments.add(self)
        return self

    def tell_changes(self) -> None:
        """Tells what was changed here."""
        now = self[:]
        if now == self.twin:
            return
        for start, end in changes(self.twin, now):
            _system.tell("changeSegment", self.name, start, now[start:end])
        self.twin = now
        self.told += 1

    def take(self) -> None:
        """Takes what others changed; what was changed here has been told.

        Other threads run meanwhile. What they told makes the answer an old one, and what they
        changed and have not told yet stays as it is.
        """
        told = -1
        while told != self.told:
            told = self.told
            contents = _system.ask("contentsOfSegment", self.name, self.version, kind="copy")
            if contents is None:
                return
        now = self[:]
        own = changes(self.twin, now)
        self.version = contents.version
        self.twin = contents.bytes.to_bytes()[: len(self)]
        self[:] = self.twin
        for start, end in own:
            self[start:end] = now[start:end]

    def close(self) -> None:
        """One less in this process needs it."""
        self.users -= 1
        if self.users > 0:
            return
        if not self.closed:
            self.tell_changes()
        super().close()
        _segments.discard(self)


def changes(old: bytes, new: bytes) -> list[tuple[int, int]]:
    """Where bytes differ: each start and end."""
    found: list[tuple[int, int]] = []
    for block in range(0, len(new), BLOCK):
        if old[block : block + BLOCK] == new[block : block + BLOCK]:
            continue
        for place in range(block, min(block + BLOCK, len(new))):
            if old[place] == new[place]:
                continue
            if found and found[-1][1] == place:
                found[-1] = (found[-1][0], place + 1)
            else:
                found.append((place, place + 1))
    return found


def tell_all() -> None:
    """Tells what was changed here in all segments."""
    if _segments:
        with _gil.recorded("copy"):
            for segment in list(_segments):
                segment.tell_changes()


def take_all() -> None:
    """Takes what others have changed in all segments."""
    if _segments:
        for segment in list(_segments):
            segment.tell_changes()
            segment.take()


class Arena:
    """What `multiprocessing.heap` allocates from."""

    _numbers = count()

    def __init__(self, size: int, name: str = "") -> None:
        self.size = size
        self.name = name or f"arena {_system.getpid()} {next(self._numbers)}"
        if not name:
            _system.ask("createSegment", self.name)
        self.buffer = Segment(self.name, size)


def reduced(arena: Arena) -> tuple[Any, ...]:
    """How an arena is pickled: who unpickles it has a copy of the same segment."""
    arena.buffer.tell_changes()
    return Arena, (arena.size, arena.name)


def mapped(number: int, size: int) -> Segment:
    """`mmap.mmap`, of a segment that `_posixshmem` has opened: the same for all in this process."""
    name = _posixshmem.names[number]
    copy: Segment | None = _posixshmem.copies.get(name)
    if copy is None or copy.closed or len(copy) != size:
        copy = _posixshmem.copies[name] = Segment(name, size)
        return copy
    copy.users += 1
    copy.tell_changes()
    copy.take()
    return copy


def install() -> None:
    """Puts everything in its place."""
    heap.Arena = Arena
    reduction.register(Arena, reduced)
    shared_memory.mmap = SimpleNamespace(mmap=mapped)
    _system.before_meeting = tell_all
    _system.after_meeting = take_all
