"""What `_socket` is in a tab: a socket whose other end is the browser's `fetch`.

A client writes HTTP/1.1 and reads HTTP/1.1; `connection.ts` takes the requests out of what is
written, and writes what the browser got. A browser gives a page nothing else of the network.
"""

import _socket as system
import errno
import sys
from collections.abc import Buffer, Callable
from itertools import count
from time import monotonic
from types import ModuleType
from typing import Any
from weakref import WeakValueDictionary

from pyodide.ffi import to_js

import _gil

ONLY_HTTP = (
    "A browser lets programs send HTTP requests, and gives them nothing else of the network."
)
"""Why there are no servers, no datagrams and no other protocols."""

UNREACHABLE = (
    "No answer, and the browser does not say why: the server is out of reach, or does not let "
    "other sites read it (for that it must send “Access-Control-Allow-Origin”)."
)

NOT_SENT = "A browser sends no GET or HEAD that has a body, and no CONNECT, TRACE or TRACK."


FIRST_FD = 1 << 16
"""Far from those of files."""

PORTS = {"http": 80, "https": 443}
SCHEMES = {80: "http", 443: "https"}

_fds = count(FIRST_FD)
_open: WeakValueDictionary[int, socket] = WeakValueDictionary()
_default_timeout: float | None = None


def network() -> Any:
    """JavaScript's side of it; imported late, since a copied memory cannot have it."""
    import _network_js  # noqa: PLC0415

    return _network_js


def of(fd: int) -> socket:
    """The open socket of a number."""
    return _open[fd]


class socket:  # noqa: N801 (CPython's own name)
    """A connection that carries HTTP, as the base of `socket.socket`."""

    __slots__ = (
        *("_address", "_connection", "_family", "_fd", "_is_secure", "_options", "_proto"),
        *("_silent_since", "_timeout"),
    )

    def __init__(
        self,
        family: int = -1,
        type: int = -1,  # noqa: A002
        proto: int = -1,
        fileno: int | None = None,
    ) -> None:
        self._fd = -1
        self._connection: Any = None
        self._timeout = _default_timeout
        self._address: tuple[str, int] | None = None
        self._is_secure = False
        self._options: dict[tuple[int, int], Any] = {}
        self._silent_since: float | None = None
        if fileno is not None:
            raise OSError(errno.EBADF, "A socket cannot be made of a file descriptor in a tab")
        if type not in (-1, system.SOCK_STREAM):
            raise OSError(errno.EPROTONOSUPPORT, ONLY_HTTP)
        if family not in (-1, system.AF_INET, system.AF_INET6):
            raise OSError(errno.EAFNOSUPPORT, ONLY_HTTP)
        self._family = system.AF_INET if family == -1 else family
        self._proto = max(proto, 0)
        self._fd = next(_fds)
        _open[self._fd] = self

    @property
    def family(self) -> int:
        """How its addresses look."""
        return self._family

    @property
    def type(self) -> int:
        """A stream."""
        return system.SOCK_STREAM

    @property
    def proto(self) -> int:
        """As it was given."""
        return self._proto

    @property
    def timeout(self) -> float | None:
        """How long it waits at most, in seconds."""
        return self._timeout

    def gettimeout(self) -> float | None:
        """How long it waits at most, in seconds."""
        return self._timeout

    def settimeout(self, timeout: float | None, /) -> None:
        """Sets how long it waits at most, in seconds; 0 is not at all."""
        if timeout is not None and timeout < 0:
            raise ValueError("Timeout value out of range")
        self._timeout = None if timeout is None else float(timeout)

    def setblocking(self, is_blocking: bool, /) -> None:
        """Has it wait as long as it takes, or not at all."""
        self._timeout = None if is_blocking else 0.0

    def getblocking(self) -> bool:
        """Whether it waits."""
        return self._timeout != 0

    def connect(self, address: tuple[str, int], /) -> None:
        """Says which server the requests are for; nothing is sent yet."""
        self._check_open()
        if self._address is not None:
            raise OSError(errno.EISCONN, "Transport endpoint is already connected")
        host, port = address[:2]
        if not isinstance(port, int):
            raise TypeError("an integer is required (got type str)")
        if not 0 <= port < 1 << 16:
            raise OverflowError("connect(): port must be 0-65535.")
        self._address = (decoded(host), port)

    def connect_ex(self, address: tuple[str, int], /) -> int:
        """The same; the number of the error."""
        try:
            self.connect(address)
        except OSError as exception:
            return exception.errno or errno.EIO
        return 0

    def secure(self) -> None:
        """From now on requests are made by https: the browser does what `ssl` does elsewhere."""
        self._is_secure = True

    def send(self, data: Buffer, _flags: int = 0, /) -> int:
        """Writes; where that completes a request, waits for its answer or its failure."""
        self._check_open()
        view = memoryview(data).cast("B")
        try:
            asks = self._connected().write(to_js(view))
        except Exception as exception:
            raise OSError(errno.EPROTONOSUPPORT, ONLY_HTTP) from exception
        if asks:
            self._silent_since = monotonic()
            if self._timeout != 0:
                self._await_answer()
        return len(view)

    def sendall(self, data: Buffer, _flags: int = 0, /) -> None:
        """The same."""
        self.send(data)

    def recv(self, most: int, flags: int = 0, /) -> bytes:
        """Reads at most so many bytes; none at the end."""
        piece = self._piece(most, flags)
        return bytes(piece.to_bytes()) if piece is not None else b""

    def recv_into(self, buffer: Buffer, most: int = 0, flags: int = 0, /) -> int:
        """Reads into memory; how many bytes, 0 at the end."""
        view = memoryview(buffer).cast("B")
        piece = self._piece(most or len(view), flags)
        if piece is None:
            return 0
        length = int(piece.length)
        piece.assign_to(view[:length])
        return length

    def is_readable(self) -> bool:
        """Whether `recv` would not wait."""
        return self._connection is not None and bool(self._connection.isReadable)

    def watch(self, poll: Any) -> None:
        """Has a poll be told when something comes."""
        self._check_open()
        poll.enter(self._fd, self._connected() if self._address else None)

    def fileno(self) -> int:
        """A number that is no file's; -1 once it is closed."""
        return self._fd

    def close(self) -> None:
        """Ends it, and the request that is being made."""
        if self._fd != -1:
            _open.pop(self._fd, None)
            self._fd = -1
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def __del__(self) -> None:
        socket.close(self)

    def detach(self) -> int:
        """Gives its number away, and so ends it."""
        fd = self._fd
        self.close()
        return fd

    def shutdown(self, how: int, /) -> None:
        """Nothing more is written, or read."""
        self._check_open()
        if self._address is None:
            raise OSError(errno.ENOTCONN, "Transport endpoint is not connected")
        if how != system.SHUT_WR and self._connection is not None:
            self._connection.close()

    def getpeername(self) -> tuple[str, int]:
        """The server, by the name it was asked for."""
        if self._address is None:
            raise OSError(errno.ENOTCONN, "Transport endpoint is not connected")
        return self._address

    def getsockname(self) -> tuple[str, int]:
        """No address: a browser tells none."""
        self._check_open()
        return ("0.0.0.0", 0)

    def setsockopt(self, level: int, option: int, value: Any, /, *_: int) -> None:
        """Remembers what is asked for; a browser does as it does."""
        self._check_open()
        self._options[level, option] = value

    def getsockopt(self, level: int, option: int, size: int = 0, /) -> Any:
        """What was asked for; and no error."""
        self._check_open()
        if (level, option) == (system.SOL_SOCKET, system.SO_TYPE):
            return system.SOCK_STREAM
        return bytes(size) if size else self._options.get((level, option), 0)

    def _refuse(self, *_: Any, **__: Any) -> Any:
        raise OSError(errno.EOPNOTSUPP, ONLY_HTTP)

    bind = listen = _accept = sendto = recvfrom = recvfrom_into = _refuse

    def _check_open(self) -> None:
        if self._fd == -1:
            raise OSError(errno.EBADF, "Bad file descriptor")

    def _connected(self) -> Any:
        if self._connection is None:
            if self._address is None:
                raise OSError(errno.ENOTCONN, "Transport endpoint is not connected")
            self._connection = network().connect(origin(*self._address, self._is_secure))
        return self._connection

    def _await_answer(self) -> None:
        """Tells of a request that failed where it was sent, as of a server that is not there."""
        timeout = -1 if self._timeout is None else self._timeout
        try:
            state = _gil.wait_for(self._connection.answered, "fetch", timeout)
        except TimeoutError:
            return  # Reading tells of that: nothing came in time.
        if state == "refused":
            raise refused()
        if state == "not sent":
            raise not_sent()
        self._silent_since = None

    def _piece(self, most: int, flags: int) -> Any:
        """What has come; None at the end."""
        self._check_open()
        if flags & system.MSG_PEEK:
            raise OSError(errno.EOPNOTSUPP, "MSG_PEEK")
        connection = self._connected()
        while (piece := connection.take(most)) == "nothing yet":
            if self._timeout == 0:
                raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")
            self._wait(connection)
        self._silent_since = None
        match piece:
            case "end":
                return None
            case "refused":
                raise refused()
            case "not sent":
                raise not_sent()
            case "broken off":
                # What a reader of HTTP makes of that is its own affair: IncompleteRead, say.
                return None
        return piece

    def _wait(self, connection: Any) -> None:
        if not connection.isBusy:
            raise OSError(errno.EPROTONOSUPPORT, ONLY_HTTP)
        if self._timeout is None:
            _gil.wait_for(connection.arrival, "fetch")
            return
        since = self._silent_since or monotonic()
        left = since + self._timeout - monotonic()
        if left <= 0:
            raise TimeoutError("timed out")
        _gil.wait_for(connection.arrival, "fetch", left)


def refused() -> ConnectionRefusedError:
    """What a request that got no answer comes to."""
    return ConnectionRefusedError(errno.ECONNREFUSED, UNREACHABLE)


def not_sent() -> OSError:
    """What a request comes to that a browser does not make, wherever the server is."""
    return OSError(errno.EOPNOTSUPP, NOT_SENT)


def origin(host: str, port: int, is_secure: bool) -> str:
    """The beginning of the addresses of a server's."""
    scheme = "https" if is_secure else "http"
    name = f"[{host}]" if ":" in host else host
    return f"{scheme}://{name}" + ("" if SCHEMES.get(port) == scheme else f":{port}")


def decoded(host: str | bytes | bytearray) -> str:
    """The name of a server, as text."""
    return host if isinstance(host, str) else bytes(host).decode("ascii")


def getaddrinfo(  # noqa: PLR0913, PLR0917 (CPython's own)
    host: str | bytes | None,
    port: str | bytes | int | None,
    family: int = 0,
    type: int = 0,  # noqa: A002
    proto: int = 0,  # noqa: ARG001
    flags: int = 0,  # noqa: ARG001
) -> list[tuple[int, int, int, str, tuple[str, int]]]:
    """One address, which is the name: it is the browser that looks names up, and tells nobody."""
    if family not in (0, system.AF_INET):
        raise system.gaierror(system.EAI_FAMILY, "Only names, which look like IPv4, in a tab")
    if type not in (0, system.SOCK_STREAM):
        raise system.gaierror(system.EAI_SOCKTYPE, ONLY_HTTP)
    name = "localhost" if host is None else decoded(host)
    return [(system.AF_INET, system.SOCK_STREAM, system.IPPROTO_TCP, "", (name, port_of(port)))]


def port_of(port: str | bytes | int | None) -> int:
    """A port's number."""
    if isinstance(port, (bytes, str)):
        text = decoded(port)
        if text in PORTS:
            return PORTS[text]
        if not text.isdecimal():
            raise system.gaierror(system.EAI_SERVICE, "Servname not supported for ai_socktype")
        return int(text)
    return port or 0


def gethostbyname(name: str, /) -> str:
    """The name."""
    return decoded(name)


def gethostname() -> str:
    """This computer's name, which a browser does not tell."""
    return "localhost"


def getnameinfo(address: tuple[str, int], _flags: int, /) -> tuple[str, str]:
    """The name, and the port."""
    return address[0], str(address[1])


def setdefaulttimeout(timeout: float | None, /) -> None:
    """How long new sockets wait, in seconds."""
    global _default_timeout
    if timeout is not None and timeout < 0:
        raise ValueError("Timeout value out of range")
    _default_timeout = timeout


def getdefaulttimeout() -> float | None:
    """How long new sockets wait, in seconds."""
    return _default_timeout


def close(fd: int, /) -> None:
    """Ends a socket, by its number."""
    of(fd).close()


OURS = {
    "SocketType": socket,
    **{it.__name__: it for it in (socket, close, getaddrinfo, gethostbyname, gethostname)},
    **{it.__name__: it for it in (getnameinfo, getdefaulttimeout, setdefaulttimeout)},
    "has_ipv6": False,
    # Emscripten has no name for it, but servers ask for it before they are refused.
    "SO_REUSEADDR": 2,
}
"""What stands in for something of the system's own; its constants and errors stay."""


def install() -> None:
    """Has `socket` be built on this."""
    module = ModuleType("_socket", __doc__)
    vars(module).update(vars(system) | OURS)
    sys.modules["_socket"] = module
    stand_in = ModuleType("urllib3.contrib.emscripten", "urllib3 finds sockets here, as elsewhere.")
    nothing: Callable[[], None] = lambda: None  # noqa: E731
    stand_in.inject_into_urllib3 = nothing  # type: ignore[attr-defined]
    sys.modules[stand_in.__name__] = stand_in
