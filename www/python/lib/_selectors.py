"""What `selectors.DefaultSelector` is in a tab: waits for sockets of `_sockets`.

Nothing else has a file descriptor that could be waited for. Whoever waits is suspended, and
other threads run.
"""

import selectors
from time import monotonic
from typing import Any

import _gil
import _sockets

EVENTS_AFTER = 0.005
"""How long, in seconds, one may go on without waiting before what has arrived is let in."""


class TabSelector(selectors._BaseSelectorImpl):
    """Waits until one of several sockets can be read or written, or until it is woken."""

    _fd_to_key: dict[int, selectors.SelectorKey]

    def __init__(self) -> None:
        super().__init__()
        self._poll: Any = None
        self._arrived: set[int] = set()
        """Those that something came for, and that have not been read dry since."""
        self._sleeper = 0
        self._is_woken = False
        self._events_in_at = monotonic()

    def register(self, fileobj: Any, events: int, data: Any = None) -> selectors.SelectorKey:
        """Waits for one more."""
        key = super().register(fileobj, events, data)
        if self._poll is None:
            self._poll = _sockets.network().poll()
        try:
            _sockets.of(key.fd).watch(self._poll)
        except KeyError:
            super().unregister(fileobj)
            raise PermissionError(1, "Only a socket can be waited for in a tab") from None
        self._arrived.add(key.fd)
        return key

    def unregister(self, fileobj: Any) -> selectors.SelectorKey:
        """Waits for one less."""
        key = super().unregister(fileobj)
        self._poll.leave(key.fd)
        self._arrived.discard(key.fd)
        return key

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Those that are ready, after at most `timeout` seconds."""
        may_wait = timeout is None or timeout > 0
        if not may_wait:
            self._let_events_in()
        self._sleeper = _gil.current()
        ready = self._ready()
        if may_wait and not ready and not self._is_woken:
            self._sleep(-1 if timeout is None else timeout)
            ready = self._ready()
        self._sleeper = 0
        self._is_woken = False
        return ready

    def wake(self) -> None:
        """Has `select` return at once, from any thread."""
        self._is_woken = True
        if self._sleeper:
            _gil.unpark(self._sleeper)

    def _sleep(self, timeout: float) -> None:
        fetches = False
        if self._poll is not None:
            self._poll.ident = self._sleeper
            fetches = self._poll.isFetching
        _gil.park("fetch" if fetches else "wait", timeout, "an event of its loop")
        if self._poll is not None:
            self._poll.ident = 0
        self._events_in_at = monotonic()

    def _let_events_in(self) -> None:
        """A loop that never waits would never see what arrives."""
        if monotonic() - self._events_in_at > EVENTS_AFTER:
            _gil.let_others_run()
            self._events_in_at = monotonic()

    def _ready(self) -> list[tuple[selectors.SelectorKey, int]]:
        if self._poll is None:
            return []
        keys = self._fd_to_key
        self._arrived.update(fd for fd in self._poll.take() if fd in keys)
        ready = []
        for fd in list(self._arrived):
            key = keys[fd]
            is_readable = _sockets.of(fd).is_readable()
            if not is_readable and not key.events & selectors.EVENT_WRITE:
                self._arrived.discard(fd)
            # Whatever is written is taken at once.
            events = key.events & (selectors.EVENT_WRITE | selectors.EVENT_READ * is_readable)
            if events:
                ready.append((key, events))
        return ready


def select(
    readers: Any, writers: Any, _exceptional: Any, timeout: float | None = None, /
) -> tuple[list[Any], list[Any], list[Any]]:
    """What `select.select` is."""
    with TabSelector() as selector:
        for reader in readers:
            selector.register(reader, selectors.EVENT_READ)
        ready = selector.select(0 if writers else timeout)
    return [key.fileobj for key, _ in ready], list(writers), []


def install() -> None:
    """Has every program wait by this."""
    import select as of_system  # noqa: PLC0415

    of_system.select = select
    del of_system.poll
    selectors.DefaultSelector = TabSelector  # type: ignore[misc, assignment]
