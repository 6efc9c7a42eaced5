"""What a traced interpreter prints: each piece with when, on which stream and by whom.

An interpreter writes every piece to a file of its own as it is printed, before any buffer: so it is
there with its time even where what was buffered is lost. What other programs print that it starts
is in the output, and not here.
"""

import os
import struct
import sys
import threading
from collections.abc import Iterator
from functools import wraps
from pathlib import Path
from typing import Any, Literal, NamedTuple

from parallel_playground.native.journal import now

Stream = Literal["out", "err"]

STREAMS: tuple[Stream, ...] = ("out", "err")
HEADER = struct.Struct("<qBII")
"""When, the stream's place, and how long the name and the text are that follow."""

MOST_CHARACTERS = 1 << 18
"""What is kept of what a trial prints, as in a tab."""


class Piece(NamedTuple):
    """Something that was printed, at a time on the clock that all processes of a machine share."""

    at: int
    who: str
    stream: Stream
    text: str


class Console:
    """An interpreter's file of what it prints, while it is written."""

    def __init__(self) -> None:
        """Nothing is printed yet, and nobody has said where to write it."""
        self.file: int | None = None
        self.left = 0
        self.rank: int | None = None

    def begin(self, path: Path) -> None:
        """Begins the file of a process that has just begun."""
        if self.file is not None:
            os.close(self.file)
        self.file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self.left = MOST_CHARACTERS + 1

    def listen(self) -> None:
        """Hears from now on what is printed by Python's own streams."""
        for place, stream in enumerate((sys.stdout, sys.stderr)):
            if stream is not None:
                stream.write = self.heard(place, stream.write)  # type: ignore[method-assign]

    def heard(self, place: int, write: Any) -> Any:
        """A stream's `write`, which is listened to."""

        @wraps(write)
        def written(text: str) -> int:
            try:
                self.keep(place, text)
                count: int = write(text)
            except BaseException as error:
                hide(error)
                raise
            return count

        return written

    def keep(self, place: int, text: str) -> None:
        """Writes down what is printed; more than is told is not even looked at."""
        if self.file is None or self.left <= 0 or not isinstance(text, str):
            return
        kept = text[: self.left].encode(errors="replace")
        self.left -= len(text)
        who = self.who().encode(errors="replace")
        # One call, so that threads do not write into each other's pieces.
        os.write(self.file, HEADER.pack(now(), place, len(who), len(kept)) + who + kept)

    def who(self) -> str:
        """The process and the thread that print: of each the main one needs no name."""
        thread = threading.current_thread()
        named = "" if thread is threading.main_thread() else thread.name
        return " ".join(filter(None, (self.process(), named))) or "main"

    def process(self) -> str:
        """This process, where it is not the program's first."""
        if self.rank is not None:
            return f"rank {self.rank}"
        processes = sys.modules.get("multiprocessing.process")
        if processes is None or processes.parent_process() is None:
            return ""
        name: str = processes.current_process().name
        return name


def hide(error: BaseException) -> None:
    """Takes whoever handles an error out of its traceback, which is to be the program's alone."""
    if error.__traceback__ is not None:
        error.__traceback__ = error.__traceback__.tb_next


def pieces(path: Path) -> Iterator[Piece]:
    """What a process printed."""
    with path.open("rb") as file:
        while len(header := file.read(HEADER.size)) == HEADER.size:
            at, place, name, text = HEADER.unpack(header)
            who, what = file.read(name).decode(), file.read(text).decode(errors="replace")
            yield Piece(at, who, STREAMS[place], what)
