"""What `sys.stdout` and `sys.stderr` are in a tab: unbuffered, as by `python -u`.

A buffer of `io` looks for signals while it is being flushed. There another thread may be let run,
which would find the buffer taken: it must not print then, and cannot wait either.
"""

import io
import sys


def stream(fd: int, errors: str) -> io.TextIOWrapper:
    """Text that goes out as it is written."""
    raw = io.FileIO(fd, "w", closefd=False)
    raw.name = "<stdout>" if fd == 1 else "<stderr>"
    return io.TextIOWrapper(raw, "utf-8", errors, newline="\n", write_through=True)


def install() -> None:
    """Has programs print by these."""
    sys.stdout = sys.__stdout__ = stream(1, "strict")  # type: ignore[misc]
    sys.stderr = sys.__stderr__ = stream(2, "backslashreplace")  # type: ignore[misc]
