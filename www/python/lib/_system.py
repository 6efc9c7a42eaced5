"""What a process asks of the system: the Python side of `system-client.ts`.

The system stands in for what an operating system does between processes. A handle is a number that
means the same in every process; which process it belongs to, the system knows.
"""

import errno
import os
from collections.abc import Callable, Iterable
from itertools import count
from typing import Any, NoReturn

import _system_js
from pyodide.ffi import to_js

import _gil

PROGRAM = 100
"""The process id of the program itself."""

FIRST_HANDLE = 1 << 24
"""How many handles each process can make; below it, numbers are files of this process alone."""

SHORT = 1_024
"""How many bytes a message has at most that is copied once more to be copied sooner."""

TAKING = {"read", "acquire", "accept"}
"""What takes something away that others wait for, too."""

SIGABRT = 6
SIGKILL = 9

_pid = PROGRAM
_parent = 1
_processors = 0
_numbers = count(PROGRAM * FIRST_HANDLE)


def enter(pid: int, parent: int, made: int = 0) -> None:
    """From now on this is process `pid`, for which `made` handles were made already."""
    global _pid, _parent, _numbers
    _pid = pid
    _parent = parent
    _numbers = count(pid * FIRST_HANDLE + made)


def new_number() -> int:
    """A number that no other handle or semaphore has, in any process."""
    return next(_numbers)


def ask(name: str, *given: Any, kind: str = "wait", waits_for: str = "the system") -> Any:
    """Has the system do something, and waits for what comes of it.

    In `waits_for`, which tells of it in a deadlock, “process N” is the one of that id.
    Raises the OSError that an operating system would answer with.
    """
    # Pyodide asks abstract classes, in Python, what is given: beneath JavaScript, so that no other
    # thread may have its turn there.
    with _gil.uninterrupted():
        asked = _system_js.ask(name, *given)
    try:
        answer = _gil.wait_for(asked.answer, kind, waits_for=waits_for)
    except BaseException:
        # Who is interrupted takes nothing: it is there for whoever asks next.
        if name in TAKING:
            _system_js.withdraw(asked, name, given[0])
        raise
    if answer.errno is not None:
        number = getattr(errno, answer.errno)
        raise OSError(number, os.strerror(number))
    return answer.value


def tell(name: str, *given: Any) -> None:
    """Has the system do something that cannot fail."""
    with _gil.uninterrupted():
        _system_js.tell(name, *given)


def milliseconds(timeout: float | None) -> float:
    """A timeout as the system takes it, which waits for ever if it is negative."""
    return -1 if timeout is None else max(0.0, timeout) * 1_000


def pipe(duplex: bool = False) -> tuple[int, int]:
    """The handles of a new pipe: the first reads what the second writes, or both do both."""
    first, second = new_number(), new_number()
    tell("pipe", first, second, duplex)
    return first, second


def duplicate(handle: int) -> int:
    """Another handle of the same end, for whichever process adopts it."""
    copy = new_number()
    tell("duplicate", handle, copy)
    return copy


def adopt(handle: int) -> int:
    """A handle that came from elsewhere is this process's now."""
    tell("adopt", handle)
    return handle


def close(*handles: int) -> None:
    """Closes handles."""
    for handle in handles:
        _system_js.close(handle)


def before_meeting() -> None:
    """Called before others learn of what this process did: `_shared` tells what it changed."""


def after_meeting() -> None:
    """Called once this process has learned of what another did: `_shared` takes what it changed."""


def write(handle: int, message: Any) -> None:
    """Sends a message, of bytes. Raises BrokenPipeError where nobody can read it any more."""
    left = put(handle, message)
    if left is None:
        return
    if _gil.can_wait():
        ask("write", handle, left, kind="copy")
    else:
        tell("write", handle, left)


def post(handle: int, message: Any) -> None:
    """Sends a message, of bytes, whether anybody can read it or not."""
    left = put(handle, message)
    if left is not None:
        tell("write", handle, left)


def put(handle: int, message: Any) -> Any:
    """Sends a message through shared memory, or says what is left to be sent in another way."""
    before_meeting()
    view = memoryview(message).cast("B")
    # Bytes are copied in half the time that a view takes.
    copy = to_js(bytes(view) if view.nbytes <= SHORT else view)
    return None if once_others_ran(_system_js.write, handle, copy) else copy


def once_others_ran(wish: Callable[..., Any], *given: Any) -> Any:
    """What comes of a wish: if it is told in words that others are to run before, once they did.

    Meanwhile another process may read, write or give back what this one waits for.
    """
    answer = wish(*given)
    if isinstance(answer, str):
        _gil.let_others_run()
        answer = wish(*given, True)
    return answer


def read(handle: int) -> bytes | None:
    """The next message, or None if there will be none."""
    message = once_others_ran(_system_js.read, handle)
    if message is None:
        message = ask("read", handle, waits_for="a message")
    after_meeting()
    return None if message is None else bytes(message.to_bytes())


def wait(handles: Iterable[int], timeout: float | None) -> set[int]:
    """Those of the handles that can be read at once; waits for the first."""
    waited = list(handles)
    ready = ask(
        "wait", waited, milliseconds(timeout), waits_for="a message, or the end of a process"
    )
    return set(ready.to_py())


def new_semaphore(value: int) -> int:
    """The id of a new semaphore: in memory that processes share, or else the system's alone."""
    place = int(_system_js.newSemaphore(value))
    if place:
        return place
    number = new_number()
    tell("semaphore", number, value)
    return number


def take(semaphore: int, may_wait: bool) -> bool:
    """Takes one without asking the system, if that is possible; waits for a moment, if it may."""
    return bool(once_others_ran(_system_js.take, semaphore, may_wait))


def taker(semaphore: int) -> str:
    """Which process took one last, in words."""
    pid = int(_system_js.taker(semaphore))
    return f"process {pid}" if pid else "another process"


def give(semaphore: int, most: int) -> bool:
    """Gives one back; not where there are `most` already."""
    given = _system_js.give(semaphore, most)
    return bool(ask("release", semaphore, most, kind="lock-wait") if given is None else given)


def getpid() -> int:
    """The id of this process."""
    return _pid


def getppid() -> int:
    """The id of the process that started this one."""
    return _parent


def look_around() -> None:
    """Learns what a program is told of the place it is in.

    Before this is answered, all files that there are have come, by the same way.
    """
    global _processors
    if _gil.can_wait():
        _processors = int(ask("processors"))


def cpu_count() -> int:
    """How many threads the computer runs at a time, as this program is told."""
    return _processors or int(_system_js.processors())


def waitpid(pid: int, options: int, /) -> tuple[int, int]:
    """Waits for the end of a child: its id and how it ended, or zeros if it has not yet."""
    timeout = 0 if options & os.WNOHANG else -1
    code = ask("waitFor", pid, timeout, waits_for=f"the end of process {pid}")
    if code is None:
        return 0, 0
    after_meeting()
    return pid, -code if code < 0 else code << 8


def kill(pid: int, signal: int, /) -> None:
    """Sends a signal to a process: it ends, or is interrupted by SIGINT."""
    ask("signal", pid, int(signal))
    if pid == _pid:
        _gil.let_others_run()


def exit_now(code: int) -> NoReturn:
    """Ends this process as it stands."""
    end("exit", code)


def abort() -> NoReturn:
    """Ends this process, as SIGABRT does."""
    end("signal", _pid, SIGABRT)


def end(name: str, *given: Any) -> NoReturn:
    """Has the system do what ends this process."""
    tell(name, *given)
    while True:
        _gil.park("wait", -1, "its end")


def no_fork() -> NoReturn:
    """What `os.fork` comes to."""
    raise OSError(
        errno.ENOSYS,
        "a tab cannot copy a running process: start a new one, with multiprocessing and its start "
        "methods spawn and forkserver",
    )


def install() -> None:
    """Has `os` go by the system."""
    os.getpid = getpid
    os.getppid = getppid
    os.cpu_count = cpu_count
    os.process_cpu_count = cpu_count
    os.waitpid = waitpid
    os.kill = kill
    os._exit = exit_now  # type: ignore[assignment]
    os.abort = abort
    os.fork = no_fork
