"""asyncio's event loop in a tab: CPython's own, on a selector whose thread the browser suspends.

So `asyncio.run` works in every thread, and a coroutine that computes or blocks keeps its loop from
going on, as in every Python.
"""

import asyncio
import asyncio.events
import asyncio.selector_events
import asyncio.unix_events
import socket
from typing import Any

import _gil
import _gil_js
from _selectors import TabSelector


class TabEventLoop(asyncio.selector_events.BaseSelectorEventLoop):
    """A loop that waits by suspending its thread."""

    def __init__(self, selector: TabSelector | None = None) -> None:
        super().__init__(selector or TabSelector())

    async def getaddrinfo(self, *args: Any, **kwargs: Any) -> Any:
        """Needs no thread of its own, since nothing is looked up."""
        return socket.getaddrinfo(*args, **kwargs)

    def _make_ssl_transport(
        self, sock: Any, protocol: Any, _sslcontext: Any, waiter: Any, **options: Any
    ) -> Any:
        sock.secure()
        kept = {name: options.get(name) for name in ("extra", "server")}
        return self._make_socket_transport(sock, protocol, waiter, **kept)

    # Another thread wakes the selector itself; there is no pipe to be read.

    def _make_self_pipe(self) -> None:
        pass

    def _close_self_pipe(self) -> None:
        pass

    def _write_to_self(self) -> None:
        if self._selector is not None:
            self._selector.wake()


class TabEventLoopPolicy(asyncio.unix_events._DefaultEventLoopPolicy):
    """Which loop a thread has."""

    _loop_factory = TabEventLoop

    def get_event_loop(self) -> asyncio.AbstractEventLoop:
        """The loop that this thread was given.

        Pyodide asks while it starts a thread, in the name of the one that ran before, and would
        have the new one believe that it runs that loop.
        """
        if _gil_js.holder() != _gil.current():
            raise RuntimeError("A thread that starts has no event loop.")
        return super().get_event_loop()


def install() -> None:
    """Has every loop that asyncio makes be one of these."""
    # Pyodide's own loop, which is the browser's, always runs.
    asyncio.events._set_running_loop(None)
    asyncio.events._set_event_loop_policy(TabEventLoopPolicy())
    for module in (asyncio, asyncio.unix_events):
        module.SelectorEventLoop = module.EventLoop = TabEventLoop  # type: ignore[attr-defined]
