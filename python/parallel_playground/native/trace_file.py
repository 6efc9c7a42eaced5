"""What a traced interpreter writes: records of one length, in a file that is mapped into memory.

To write one is to copy it. So it costs little, needs no lock, and is there even if the process is
killed a moment later. A file has more room than any program should need, and takes up none of it
before it is used.
"""

import mmap
import struct
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import NamedTuple

RECORD = struct.Struct("<QqqB")
ROOM = 1 << 26
"""Records of some two and a half million spans."""

BORN, STARTED, RANK, ENDED = 100, 101, 102, 103
"""Kinds beside those of spans, whose numbers are their places: this process began; it starts
another, whose number stands for the thread's; it is a rank, whose number does; its Python ended."""


class Record(NamedTuple):
    """One record."""

    thread: int
    start: int
    end: int
    kind: int


class TraceFile:
    """A process's file, while it is written."""

    def __init__(self, path: Path) -> None:
        """Makes the file."""
        with path.open("w+b") as file:
            file.truncate(ROOM)
            self.memory = mmap.mmap(file.fileno(), ROOM)
        self.places = count()

    def write(self, thread: int, start: int, end: int, kind: int) -> None:
        """Writes a record; those for which there is no room are lost."""
        place = next(self.places) * RECORD.size
        if place + RECORD.size <= ROOM:
            # The times are counted from 1, so that what was never written is known by its zero.
            RECORD.pack_into(self.memory, place, thread, start, end, kind + 1)


def records(path: Path) -> Iterator[Record]:
    """What a process wrote."""
    with path.open("rb") as file:
        while len(data := file.read(RECORD.size)) == RECORD.size:
            thread, start, end, kind = RECORD.unpack(data)
            if kind == 0:
                return
            yield Record(thread, start, end, kind - 1)
