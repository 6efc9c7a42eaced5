"""What `ssl` does in a tab: says that requests are made by https. All else the browser does.

It verifies who answers, whatever a context says, and shows nobody the certificate.
"""

import socket
import ssl
from typing import Any


class SecureSocket(socket.socket):
    """A socket whose requests are made by https."""

    __slots__ = ()

    def version(self) -> str:
        """At least this; the browser does not say."""
        return "TLSv1.2"

    def cipher(self) -> None:
        """The browser does not say."""

    def selected_alpn_protocol(self) -> None:
        """None: what is written here is HTTP/1.1, whatever the browser makes of it."""

    def getpeercert(self, binary_form: bool = False) -> None:
        """The browser does not show it."""

    def do_handshake(self) -> None:
        """The browser does it."""

    def unwrap(self) -> socket.socket:
        """There is nothing around it."""
        return self


def wrap_socket(_context: ssl.SSLContext, sock: socket.socket, *_: Any, **__: Any) -> SecureSocket:
    """What `SSLContext.wrap_socket` is."""
    sock.secure()  # type: ignore[attr-defined]
    sock.__class__ = SecureSocket
    return sock  # type: ignore[return-value]


def install() -> None:
    """Has every context do this."""
    # Pyodide's can neither be read nor be set, which no other Python's is like.
    ssl.SSLContext.hostname_checks_common_name = False  # type: ignore[assignment, method-assign]
    ssl.SSLContext.wrap_socket = wrap_socket  # type: ignore[assignment, method-assign]
