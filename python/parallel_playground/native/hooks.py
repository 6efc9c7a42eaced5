"""What multiprocessing does, noted: processes that are started, bytes that are moved.

`Connection._send` and `_recv` are CPython's own, and no promise; where they are missing, as on
Windows, no copies are noted and nothing else is lost.
"""

import multiprocessing.connection
import multiprocessing.process
from collections.abc import Callable
from typing import Any

from parallel_playground.native.journal import HEADER_BYTES, JOURNAL, now

STARTS: dict[int, int] = {}
"""When each process was begun to be started."""


def install() -> None:
    """Has it noted from now on."""
    process = multiprocessing.process.BaseProcess
    process.start = noting_start(process.start)  # type: ignore[assignment,method-assign]
    connection: Any = getattr(multiprocessing.connection, "Connection", None)
    if hasattr(connection, "_send") and hasattr(connection, "_recv"):
        connection._send = noting_copy(connection._send, len)
        connection._recv = noting_copy(connection._recv, int)


def noting_start(start: Callable[[Any], None]) -> Callable[[Any], None]:
    """Starts a process, and remembers when."""

    def noted(process: Any) -> None:
        begin = now()
        start(process)
        STARTS[process.pid] = begin

    return noted


def noting_copy(move: Callable[..., Any], size_of: Callable[[Any], int]) -> Callable[..., Any]:
    """Moves bytes, and notes that."""

    def noted(connection: Any, what: Any, *more: Any) -> Any:
        if size_of(what) <= HEADER_BYTES:
            return move(connection, what, *more)
        with JOURNAL.noting("copy"):
            return move(connection, what, *more)

    return noted
