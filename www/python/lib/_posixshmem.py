"""What `multiprocessing.shared_memory` asks of a platform in C: segments of memory with names."""

import os
import tempfile
from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary

import _system

names: dict[int, str] = {}
"""Of open segments, by the number that stands for each: that of an empty file of the same size."""

copies: WeakValueDictionary[str, Any] = WeakValueDictionary()
"""This process's copies of segments, by their names."""


def shm_open(path: str, flags: int, mode: int = 0o777) -> int:  # noqa: ARG001 (CPython's own)
    """Opens a segment, or makes it."""
    if flags & os.O_CREAT:
        _system.ask("createSegment", path)
        copies.pop(path, None)
    size = int(_system.ask("sizeOfSegment", path))
    number, file = tempfile.mkstemp()
    Path(file).unlink()
    os.ftruncate(number, size)
    names[number] = path
    return number


def shm_unlink(path: str) -> None:
    """Nobody can open it any more; who has it open keeps it."""
    _system.ask("unlinkSegment", path)
    copies.pop(path, None)
