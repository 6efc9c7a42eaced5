"""Files that several threads may write to at once, as in every Python.

A buffer of `io` looks for signals after each piece that it has written, and has its lock then.
There another thread may be let run, which would find the lock taken by a thread of the system that
it is on itself: CPython calls that reentrant, and raises.
"""

import _io
import builtins
import io
import os
from collections.abc import Callable
from functools import update_wrapper
from typing import Any

import _gil

_open = io.open


class Open:
    """CPython's `open`. Not a function: a class that has one of ours would make it a method."""

    def __init__(self) -> None:
        update_wrapper(self, _open)

    def __call__(self, *given: Any, **options: Any) -> Any:
        """The same, but for what is written to the file's descriptor."""
        file = _open(*given, **options)
        buffer = getattr(file, "buffer", file)
        if isinstance(buffer, io.BufferedWriter | io.BufferedRandom):
            buffer.raw.write = _writing(buffer.raw.fileno())  # type: ignore[method-assign]
        return file


def _writing(descriptor: int) -> Callable[[Any], int]:
    """What a buffer calls to write. It knows no file, for whoever does keeps that open."""

    def write(data: Any) -> int:
        written = os.write(descriptor, data)
        _gil.pass_over_a_tick()
        return written

    return write


def install() -> None:
    """Has all that opens files open them by this."""
    builtins.open = io.open = _io.open = Open()
