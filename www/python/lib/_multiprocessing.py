"""What `multiprocessing` asks of a platform in C: semaphores that processes share."""

from threading import get_ident
from typing import Self

import _system

RECURSIVE_MUTEX = 0
"""The kind that its owner may take again; each other kind only counts."""


class SemLock:
    """A semaphore, or a lock of either kind, as CPython's own of this name."""

    SEM_VALUE_MAX = 2**31 - 1

    def __init__(
        self,
        kind: int,
        value: int,
        maxvalue: int,
        name: str,  # noqa: ARG002 (CPython's own)
        unlink: bool,  # noqa: ARG002 (CPython's own)
    ) -> None:
        if not 0 <= value <= maxvalue:
            raise ValueError("invalid value")
        self._set(_system.new_semaphore(value), kind, maxvalue)

    def _set(self, handle: int, kind: int, maxvalue: int) -> None:
        self.handle = handle
        self.kind = kind
        self.maxvalue = maxvalue
        # Nobody needs to remove it: it goes with the program.
        self.name = None
        self._count_here = 0
        self._owner = 0

    @classmethod
    def _rebuild(cls, handle: int, kind: int, maxvalue: int, _name: str | None) -> Self:
        self = cls.__new__(cls)
        self._set(handle, kind, maxvalue)
        return self

    def acquire(self, block: bool = True, timeout: float | None = None) -> bool:
        """Takes one, and waits for it first if need be; whether it did."""
        if self.kind == RECURSIVE_MUTEX and self._is_mine():
            self._count_here += 1
            return True
        milliseconds = _system.milliseconds(timeout) if block else 0
        if not _system.take(self.handle, milliseconds != 0):
            what = self._what() if milliseconds < 0 else ""
            if not _system.ask(
                "acquire", self.handle, milliseconds, kind="lock-wait", waits_for=what
            ):
                return False
        _system.after_meeting()
        self._count_here += 1
        self._owner = get_ident()
        return True

    def _what(self) -> str:
        if self.maxvalue > 1:
            return "a semaphore, or to be notified"
        return f"a lock that {_system.taker(self.handle)} took"

    def release(self) -> None:
        """Gives one back."""
        if self.kind == RECURSIVE_MUTEX:
            if not self._is_mine():
                raise AssertionError("attempt to release recursive lock not owned by thread")
            if self._count_here > 1:
                self._count_here -= 1
                return
        _system.before_meeting()
        if not _system.give(self.handle, self.maxvalue):
            raise ValueError("semaphore or lock released too many times")
        self._count_here -= 1

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *_: object) -> None:
        self.release()

    def _count(self) -> int:
        return self._count_here

    def _is_mine(self) -> bool:
        return self._count_here > 0 and self._owner == get_ident()

    def _get_value(self) -> int:
        return int(_system.ask("valueOf", self.handle))

    def _is_zero(self) -> bool:
        return self._get_value() == 0

    def _after_fork(self) -> None:
        self._count_here = 0


def sem_unlink(_name: str, /) -> None:
    """Nothing has a name."""
