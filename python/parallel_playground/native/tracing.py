"""What a program does with its time, told by the calls that it waits in.

A thread computes, unless it is inside of a call that is wrapped here: these wait, move bytes or
pickle. Nothing is looked at line by line, so that computing costs what it does without; each such
call costs about a microsecond more. Modules are changed as they are imported, and no module is
imported that the program does not import itself.
"""

import atexit
import os
import sys
import threading
import time
from collections.abc import Callable, Sequence
from functools import wraps
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

from parallel_playground.native.console import Console, hide
from parallel_playground.native.journal import (
    HEADER_BYTES,
    KINDS,
    SHORTEST_LOCK_WAIT_NS,
    Kind,
    has_gil,
    now,
)
from parallel_playground.native.trace_file import BORN, ENDED, RANK, STARTED, TraceFile

FOLDER = "PARALLEL_PLAYGROUND_TRACE"

NUMBER = {kind: number for number, kind in enumerate(KINDS)}
RUN, LOCK_WAIT = NUMBER["run"], NUMBER["lock-wait"]


class Thread(threading.local):
    """What the present thread is doing."""

    since = 0
    computed = 0
    """Both tell when it began to compute: on the wall's clock, and on its own processor's."""
    depth = 0
    """How many wrapped calls it is in; only the outermost is told."""
    in_queue = False
    """Whether a lock that it waits for is a queue's: then it waits for work, and for no other."""


THREAD = Thread()
FILE: TraceFile | None = None
CONSOLE = Console()


def begin() -> None:
    """Traces this interpreter, if whoever started it said where to."""
    folder = os.environ.get(FOLDER)
    if folder is None:
        return
    open_files(Path(folder))
    os.register_at_fork(after_in_child=lambda: open_files(Path(folder)))
    CONSOLE.listen()
    sys.meta_path.insert(0, Changer())
    for name, change in CHANGES.items():
        if name in sys.modules:
            change(sys.modules[name])
    # What is registered first is done last.
    atexit.register(end)


def open_files(folder: Path) -> None:
    """Begins the files of a process that has just begun."""
    global FILE  # noqa: PLW0603 (an interpreter has one)
    FILE = TraceFile(folder / f"{os.getpid()}.spans")
    CONSOLE.begin(folder / f"{os.getpid()}.printed")
    FILE.write(threading.get_ident(), now(), now(), BORN)
    THREAD.depth = 0
    resume()


def resume() -> None:
    """From now on this thread computes."""
    THREAD.since, THREAD.computed = now(), time.thread_time_ns()


def pause() -> None:
    """Until now this thread has computed, or waited for the GIL."""
    if FILE is None or THREAD.since == 0:
        return
    thread, end = threading.get_ident(), now()
    waited = end - THREAD.since - (time.thread_time_ns() - THREAD.computed)
    if waited > SHORTEST_LOCK_WAIT_NS and has_gil() and threading.active_count() > 1:
        FILE.write(thread, THREAD.since, end - waited, RUN)
        FILE.write(thread, end - waited, end, LOCK_WAIT)
    else:
        FILE.write(thread, THREAD.since, end, RUN)
    THREAD.since = 0


def end() -> None:
    """Python ends, as it does unless the program ends without it."""
    pause()
    if FILE is not None:
        FILE.write(threading.get_ident(), now(), now(), ENDED)


def told(kind: Kind, call: Callable[..., Any]) -> Callable[..., Any]:
    """A call, which is told as what it is instead of as computing."""
    number = NUMBER[kind]

    @wraps(call)
    def wrapped(*args: Any, **named: Any) -> Any:
        if THREAD.depth > 0 or FILE is None:
            return call(*args, **named)
        pause()
        THREAD.depth += 1
        start = now()
        try:
            return call(*args, **named)
        except BaseException as error:
            hide(error)
            raise
        finally:
            FILE.write(threading.get_ident(), start, now(), number)
            THREAD.depth -= 1
            resume()

    return wrapped


def tell(owner: Any, kind: Kind, *names: str) -> None:
    """Has calls told, as far as they are there."""
    for name in names:
        if hasattr(owner, name):
            setattr(owner, name, told(kind, getattr(owner, name)))


class Lock:
    """A lock, as Python has it; waiting for one that another holds is told."""

    make: Callable[[], Any] = threading.Lock

    def __init__(self) -> None:
        """A lock that nobody holds."""
        self.lock = type(self).make()

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """Takes the lock, if need be once it is free."""
        if self.lock.acquire(False):
            return True
        return blocking and bool(wait_for_lock(self.lock, timeout))

    def __enter__(self) -> bool:
        """Takes the lock."""
        return self.acquire()

    def __exit__(self, *_: object) -> None:
        """Gives it back."""
        self.lock.release()

    def __getattr__(self, name: str) -> Any:
        """All else is the lock's own matter."""
        return getattr(self.lock, name)


class RLock(Lock):
    """A lock that its holder can take again."""

    make = threading.RLock


wait_for_lock = told("lock-wait", lambda lock, timeout: lock.acquire(True, timeout))


def change_threading(module: Any) -> None:
    """Locks, and what waits for others."""
    module.Lock, module.RLock = Lock, RLock
    tell(module.Condition, "wait", "wait")
    tell(module.Thread, "wait", "join")
    run = module.Thread._bootstrap_inner

    @wraps(run)
    def bootstrap(thread: Any) -> None:
        resume()
        try:
            run(thread)
        finally:
            pause()

    module.Thread._bootstrap_inner = bootstrap


def change_time(module: Any) -> None:
    """Sleeping."""
    tell(module, "wait", "sleep")


def change_queue(module: Any) -> None:
    """The queue that pools of threads take their work from."""

    class SimpleQueue(module.SimpleQueue):  # type: ignore[misc]
        get = told("wait", module.SimpleQueue.get)

    module.SimpleQueue = SimpleQueue


def change_connection(module: Any) -> None:
    """Pipes between processes: a header is waited for, what follows it is copied."""
    tell(module, "wait", "wait")
    if not hasattr(module, "Connection"):
        return
    receive, send = module.Connection._recv, module.Connection._send
    wait, copy = told("wait", receive), told("copy", receive)

    def _recv(connection: Any, size: int, *more: Any) -> Any:
        return (copy if size > HEADER_BYTES else wait)(connection, size, *more)

    module.Connection._recv = _recv
    module.Connection._send = told("copy", send)


def change_process(module: Any) -> None:
    """Processes that are started, and waited for."""
    base = module.BaseProcess
    start, bootstrap = base.start, base._bootstrap

    @wraps(start)
    def noted(process: Any) -> None:
        begun = now()
        start(process)
        if FILE is not None:
            FILE.write(process.pid, begun, now(), STARTED)

    @wraps(bootstrap)
    def traced(*args: Any, **named: Any) -> Any:
        resume()
        try:
            return bootstrap(*args, **named)
        finally:
            pause()

    base.start, base._bootstrap = noted, traced
    tell(base, "wait", "join")


def change_reduction(module: Any) -> None:
    """Pickling, for another process and from it."""
    pickler = module.ForkingPickler
    pickler.dumps = staticmethod(told("serialise", pickler.dumps))
    pickler.loads = staticmethod(told("serialise", pickler.loads))


def change_synchronize(module: Any) -> None:
    """Locks that processes share."""
    make = module.SemLock._make_methods

    @wraps(make)
    def make_methods(lock: Any) -> None:
        make(lock)
        acquire = lock._semlock.acquire
        waits = {False: told("lock-wait", acquire), True: told("wait", acquire)}

        def taken(block: bool = True, timeout: float | None = None) -> bool:
            return bool(acquire(False) or (block and waits[THREAD.in_queue](True, timeout)))

        lock.acquire = taken

    module.SemLock._make_methods = make_methods
    module.SemLock.__enter__ = lambda lock: lock.acquire()


def change_queues(module: Any) -> None:
    """Queues between processes, whose readers take turns by a lock."""
    for queue in (module.Queue, module.SimpleQueue):
        queue.get = within_queue(queue.get)


def within_queue(get: Callable[..., Any]) -> Callable[..., Any]:
    """Takes something out of a queue."""

    @wraps(get)
    def wrapped(*args: Any, **named: Any) -> Any:
        THREAD.in_queue = True
        try:
            return get(*args, **named)
        finally:
            THREAD.in_queue = False

    return wrapped


def change_socket(module: Any) -> None:
    """What comes from the network."""
    tell(module, "fetch", "create_connection", "getaddrinfo")
    tell(module.SocketIO, "fetch", "readinto")


def change_selectors(module: Any) -> None:
    """An event loop that has nothing to do but wait."""
    tell(module.DefaultSelector, "wait", "select")


def change_mpi(module: Any) -> None:
    """Messages between ranks: whoever receives, or meets all others, waits for them."""

    class Told(module.Intracomm):  # type: ignore[misc]
        """A communicator whose calls are told."""

    class Asked(module.Request):  # type: ignore[misc]
        """A request that is told where it is waited for."""

    tell(Asked, "wait", "wait", "Wait")

    tell(Told, "copy", "send", "ssend", "bsend", "Send", "Ssend", "Bsend")
    tell(Told, "wait", "recv", "probe", "mprobe", "sendrecv", "Recv", "Probe", "Sendrecv")
    together = ["barrier", "bcast", "scatter", "gather", "allgather", "alltoall", "reduce"]
    together += ["allreduce", "scan", "exscan"]
    tell(Told, "wait", *together, *map(str.capitalize, together))
    for name in ("isend", "irecv", "Isend", "Irecv"):
        setattr(Told, name, made_as(Asked, getattr(Told, name)))
    module.COMM_WORLD = Told(module.COMM_WORLD)
    CONSOLE.rank = module.COMM_WORLD.rank
    if FILE is not None:
        FILE.write(CONSOLE.rank, now(), now(), RANK)


def made_as(kind: type, call: Callable[..., Any]) -> Callable[..., Any]:
    """A call, of whose result another kind of thing is made."""

    @wraps(call)
    def wrapped(*args: Any, **named: Any) -> Any:
        return kind(call(*args, **named))

    return wrapped


CHANGES: dict[str, Callable[[Any], None]] = {
    "threading": change_threading,
    "time": change_time,
    "queue": change_queue,
    "mpi4py.MPI": change_mpi,
    "multiprocessing.connection": change_connection,
    "multiprocessing.process": change_process,
    "multiprocessing.queues": change_queues,
    "multiprocessing.reduction": change_reduction,
    "multiprocessing.synchronize": change_synchronize,
    "socket": change_socket,
    "selectors": change_selectors,
}


class Changer(MetaPathFinder):
    """Changes modules as they are imported."""

    def __init__(self) -> None:
        """None is being looked for."""
        self.looking_for: set[str] = set()

    def find_spec(
        self, name: str, _path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The module as all others find it, to be changed once it is there."""
        if name not in CHANGES or name in self.looking_for:
            return None
        self.looking_for.add(name)
        try:
            spec = find_spec(name)
        finally:
            self.looking_for.remove(name)
        if spec is not None and spec.loader is not None:
            spec.loader = ChangingLoader(spec.loader, CHANGES[name])
        return spec


class ChangingLoader(Loader):
    """Loads a module, and changes it."""

    def __init__(self, loader: Any, change: Callable[[Any], None]) -> None:
        """Of a module that `loader` loads."""
        self.loader = loader
        self.change = change

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """As the loader does."""
        made: ModuleType | None = self.loader.create_module(spec)
        return made

    def exec_module(self, module: ModuleType) -> None:
        """As the loader does; and changes what came of it."""
        self.loader.exec_module(module)
        self.change(module)

    def __getattr__(self, name: str) -> Any:
        """What else may be asked of a loader, such as a module's source."""
        return getattr(self.loader, name)
