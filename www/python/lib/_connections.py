"""Puts the system's pipes under `multiprocessing.connection`, which stays CPython's own."""

import io
import selectors
from collections.abc import Callable
from multiprocessing import connection, reduction, resource_sharer
from multiprocessing.connection import Connection
from types import SimpleNamespace
from typing import Any, Self

import _gil
import _system


def send_bytes(self: Connection, message: Any) -> None:
    """`Connection._send_bytes`: a message is sent whole."""
    _system.write(self._handle, message)


def receive_bytes(self: Connection, maxsize: int | None = None) -> io.BytesIO | None:
    """`Connection._recv_bytes`: the next message, None if it is too long."""
    message = _system.read(self._handle)
    if message is None:
        raise EOFError
    if maxsize is not None and len(message) > maxsize:
        return None
    received = io.BytesIO(message)
    received.seek(0, io.SEEK_END)
    return received


def close(self: Connection) -> None:
    """`Connection._close`."""
    _system.close(self._handle)


def new_pipe(duplex: bool = True) -> tuple[Connection, Connection]:
    """`Pipe`: the connections at both ends of a pipe."""
    first, second = _system.pipe(duplex)
    return Connection(first, writable=duplex), Connection(second, readable=duplex)


class Selector:
    """What `connection.wait` waits with."""

    def __init__(self) -> None:
        self._registered: dict[int, Any] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._registered.clear()

    def register(self, waited: Any, _events: int) -> None:
        """From now on this connection or handle is waited for, too."""
        handle = waited if isinstance(waited, int) else waited.fileno()
        self._registered[handle] = waited

    def select(self, timeout: float | None = None) -> list[tuple[Any, int]]:
        """Those that are ready, once there are any."""
        ready = _system.wait(self._registered, timeout)
        return [
            (SimpleNamespace(fileobj=waited), selectors.EVENT_READ)
            for handle, waited in self._registered.items()
            if handle in ready
        ]


HERE = {"", "0.0.0.0", "127.0.0.1", "localhost"}
"""What a program calls the only machine that it can reach."""


def place_of(address: Any) -> str:
    """What a listener is known by: a port of this machine is one, by whichever name."""
    if isinstance(address, tuple) and address[0] in HERE:
        return f"port {address[1]}"
    return repr(address)


class SocketListener:
    """What a `Listener` listens with."""

    def __init__(self, address: Any, family: str, _backlog: int = 1) -> None:
        if family == "AF_INET" and address[1] == 0:
            address = (address[0], int(_system.ask("freePort")))
        self._address = address
        self._handle = _system.new_number()
        self._last_accepted = None
        _system.ask("listen", self._handle, place_of(address))

    def accept(self) -> Connection:
        """The next connection."""
        handle = _system.new_number()
        _system.ask("accept", self._handle, handle, waits_for="a connection")
        return Connection(handle)

    def close(self) -> None:
        """Others cannot connect any more."""
        _system.close(self._handle)


def socket_client(address: Any) -> Connection:
    """`SocketClient`: a connection to who listens at an address."""
    handle = _system.new_number()
    _system.ask("connect", handle, place_of(address))
    return Connection(handle)


class Sent:
    """A handle on its way to another process that runs already."""

    def __init__(self, handle: int) -> None:
        self._handle = _system.duplicate(handle)

    def detach(self) -> int:
        """The handle, which belongs to this process now."""
        return _system.adopt(self._handle)


def serialising(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function that pickles or unpickles, which the lane shows."""

    def shown(*given: Any, **named: Any) -> Any:
        with _gil.recorded("serialise"):
            return function(*given, **named)

    return shown


def install() -> None:
    """Puts everything in its place."""
    Connection._send_bytes = send_bytes
    Connection._recv_bytes = receive_bytes
    Connection._close = close
    connection.Pipe = new_pipe
    connection.SocketListener = SocketListener
    connection.SocketClient = socket_client
    connection._WaitSelector = Selector
    resource_sharer.DupFd = Sent
    pickler = reduction.ForkingPickler
    pickler.dumps = staticmethod(serialising(pickler.dumps))
    pickler.loads = staticmethod(serialising(pickler.loads))
