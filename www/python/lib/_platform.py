"""What a program asks of the machine, and what a browser can tell or give of it."""

import builtins
import errno
import os
import signal
import subprocess
import sys
from types import ModuleType
from typing import Any, Never

from _system import cpu_count

NO_CHILDREN = (
    "A browser starts no other programs. multiprocessing and concurrent.futures "
    "start further interpreters by “spawn” or “forkserver”."
)
NO_INPUT = "There is no keyboard to read from: write the input into the program."


NO_SIGNALS = (
    "A browser sends programs no signals of its own: threading.Timer calls a function after a time."
)


def signal_attribute(name: str) -> Never:
    """What the module `signal` does not have, with the reason."""
    raise AttributeError(f"module 'signal' has no attribute {name!r}. {NO_SIGNALS}")


def add_psutil() -> None:
    """Lets programs import as much of psutil as can be told: a number of processors.

    Packages that are imported before it is there do without what it has besides.
    """

    def count(logical: bool = True) -> int | None:
        """How many processors there are; None for physical ones, which a browser does not tell."""
        return cpu_count() if logical else None

    class Process:
        """A process, of which a browser tells its number; packages ask what else there is first."""

        def __init__(self, pid: int | None = None) -> None:
            self.pid = os.getpid() if pid is None else pid

    module = ModuleType("psutil", "What a browser tells of what psutil does.")
    module.cpu_count = count  # type: ignore[attr-defined]
    module.Process = Process  # type: ignore[attr-defined]
    sys.modules["psutil"] = module


def read_line(prompt: object = "", /) -> Never:
    """What `input` is."""
    print(prompt, end="", flush=True)
    raise EOFError(NO_INPUT)


def start_program(*_: Any, **__: Any) -> Never:
    """What starting a program comes to."""
    raise OSError(errno.ENOTSUP, NO_CHILDREN)


def install() -> None:
    """Has programs ask this."""
    os.system = os.posix_spawn = start_program
    subprocess.Popen.__init__ = start_program  # type: ignore[method-assign]
    subprocess.Popen.__del__ = lambda _: None  # type: ignore[method-assign]
    builtins.input = read_line
    vars(signal)["__getattr__"] = signal_attribute
