"""What `_thread` is in a tab: threads and locks, on which CPython's own `threading` is built.

The names and what they do are those of CPython's `_thread`; its functions that make no sense here
are missing, as the documentation of `_thread` allows.
"""

import sys
from collections import deque
from collections.abc import Callable, Iterable
from functools import partial
from itertools import count
from signal import NSIG, SIGINT
from time import monotonic
from traceback import print_exception
from types import TracebackType
from typing import Any, NamedTuple, NoReturn, Self
from warnings import warn
from weakref import WeakValueDictionary

import _gil_js

import _gil
import _system

TIMEOUT_MAX = 4_294_967.0
"""Longest wait, in seconds, that `acquire` and `join` take."""

MOST_THREADS = 1_024
"""Each has a stack of its own, and a browser has room for only so many."""

FIRST_OF_PROCESS = 1 << 20
"""How many threads a process may start, as far as their native numbers go."""

error = RuntimeError

_idents = count(_gil.MAIN_THREAD + 1)
_running: set[int] = set()


def not_pickled(self: object) -> NoReturn:
    """What pickling something of these comes to, as in C."""
    cls = type(self)
    raise TypeError(f"cannot pickle '{cls.__module__}.{cls.__qualname__}' object")


class lock:  # noqa: N801 (CPython's own name)
    """A lock, as `threading.Lock()` makes it.

    One thread runs at a time and is only interrupted where a function begins, a loop turns or a
    call returns. So what stands without any of them between looking and taking cannot be
    interrupted.
    """

    __slots__ = ("__weakref__", "_locked", "_owner", "_waiting")

    def __init_subclass__(cls) -> None:
        raise TypeError("type '_thread.lock' is not an acceptable base type")

    def __init__(self) -> None:
        self._locked = False
        self._owner = 0
        self._waiting: deque[int] = deque()

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """Takes the lock, and waits for it first if need be; whether it did."""
        if not self._locked:
            if timeout != -1:
                check_timeout(blocking, timeout)
            if not self._locked:
                self._locked = True
                self._owner = _gil._current
                return True
        check_timeout(blocking, timeout)
        return blocking and self._wait(timeout)

    __enter__ = acquire
    acquire_lock = acquire

    def _wait(self, timeout: float) -> bool:
        deadline = monotonic() + timeout
        me = _gil.current()
        # Who waits for a lock that they took themselves waits to be told: a condition, an event.
        kind = "wait" if self._owner == me else "lock-wait"
        while self._locked:
            left = -1.0 if timeout < 0 else deadline - monotonic()
            if timeout >= 0 and left <= 0:
                return False
            self._waiting.append(me)
            try:
                _gil.park(kind, left, self._what(me))
            except BaseException:
                # It may be for this thread alone that who had it has woken nobody else.
                self._leave(me)
                self._wake_next()
                raise
            self._leave(me)
        self._locked = True
        self._owner = me
        return True

    def _leave(self, me: int) -> None:
        if me in self._waiting:
            self._waiting.remove(me)

    def _wake_next(self) -> None:
        if self._waiting and not self._locked:
            _gil.unpark(self._waiting.popleft())

    def _what(self, me: int) -> str:
        if self._owner == me:
            # A condition has each who waits take a lock of their own twice.
            is_condition = sys._getframe(3).f_globals["__name__"] == "threading"
            return "being notified" if is_condition else "a lock that it took itself"
        return f"a lock that {name_of(self._owner)} took"

    def release(self) -> None:
        """Gives the lock back, from any thread."""
        if not self._locked:
            raise RuntimeError("release unlocked lock")
        self._locked = False
        if self._waiting:
            self._wake_next()

    release_lock = release

    def __exit__(self, *_: object) -> None:
        self.release()

    def locked(self) -> bool:
        """Whether someone has it."""
        return self._locked

    locked_lock = locked

    def _at_fork_reinit(self) -> None:
        self.__init__()  # type: ignore[misc]

    __reduce__ = not_pickled

    def __repr__(self) -> str:
        state = "locked" if self._locked else "unlocked"
        return f"<{state} _thread.lock object at {id(self):#x}>"


class RLock:
    """A lock that its owner may take again, as `threading.RLock()` makes it."""

    __slots__ = ("__weakref__", "_block", "_count", "_owner")

    def __init__(self, *args: object, **kwargs: object) -> None:
        if args or kwargs:
            warn("Passing arguments to RLock is deprecated", DeprecationWarning, stacklevel=2)
        self._block = lock()
        self._owner = 0
        self._count = 0

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """Takes the lock, once more if this thread has it; whether it did."""
        me = _gil._current
        if self._owner == me:
            self._count += 1
            return True
        if self._block.acquire(blocking, timeout):
            self._owner = me
            self._count = 1
            return True
        return False

    __enter__ = acquire

    def release(self) -> None:
        """Gives it back as often as it was taken."""
        if self._owner != _gil._current:
            raise RuntimeError("cannot release un-acquired lock")
        self._count -= 1
        if not self._count:
            self._owner = 0
            self._block.release()

    def __exit__(self, *_: object) -> None:
        self.release()

    def locked(self) -> bool:
        """Whether someone has it."""
        return self._count > 0

    def _is_owned(self) -> bool:
        return self._owner == _gil._current

    def _recursion_count(self) -> int:
        return self._count if self._is_owned() else 0

    def _release_save(self) -> tuple[int, int]:
        if not self._count:
            raise RuntimeError("cannot release un-acquired lock")
        state = (self._count, self._owner)
        self._count = self._owner = 0
        self._block.release()
        return state

    def _acquire_restore(self, state: tuple[int, int]) -> None:
        self._block.acquire()
        self._count, self._owner = state

    def _at_fork_reinit(self) -> None:
        self._block = lock()
        self._owner = self._count = 0

    __reduce__ = not_pickled

    def __repr__(self) -> str:
        state = "locked" if self._count else "unlocked"
        return (
            f"<{state} _thread.RLock object owner={self._owner} count={self._count} "
            f"at {id(self):#x}>"
        )


LockType = lock


# No function, which a class that has it as an attribute would make a method of.
allocate_lock = allocate = lock


_locals: WeakValueDictionary[int, _local] = WeakValueDictionary()
"""By their ids: a program's own may have no hash, as those of a data class have none."""


class _local:  # noqa: N801 (CPython's own name)
    """Attributes that each thread has for itself, as `threading.local()` makes them."""

    __slots__ = ("__weakref__", "_local__arguments", "_local__of_threads")

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        if (args or kwargs) and cls.__init__ is object.__init__:
            raise TypeError("Initialization arguments are not supported")
        self = super().__new__(cls)
        object.__setattr__(self, "_local__arguments", (args, kwargs))
        # The caller of this calls `__init__`, so that this thread's are there already.
        object.__setattr__(self, "_local__of_threads", {_gil._current: {}})
        _locals[id(self)] = self
        return self

    def __getattribute__(self, name: str) -> Any:
        mine = attributes_of(self)
        if name == "__dict__":
            return mine
        if name in mine and not is_of_class(self, name):
            return mine[name]
        return object.__getattribute__(self, name)

    __reduce__ = not_pickled

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "__dict__":
            raise AttributeError(
                f"{type(self).__name__!r} object attribute '__dict__' is read-only"
            )
        mine = attributes_of(self)
        if is_of_class(self, name):
            object.__setattr__(self, name, value)
        else:
            mine[name] = value

    def __delattr__(self, name: str) -> None:
        if name == "__dict__":
            raise AttributeError(
                f"{type(self).__name__!r} object attribute '__dict__' is read-only"
            )
        mine = attributes_of(self)
        if is_of_class(self, name):
            object.__delattr__(self, name)
        elif name in mine:
            del mine[name]
        else:
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")


def attributes_of(local: _local) -> dict[str, Any]:
    """Those that the thread that runs has in `local`."""
    of_threads: dict[int, dict[str, Any]] = object.__getattribute__(local, "_local__of_threads")
    mine = of_threads.get(_gil._current)
    if mine is None:
        mine = of_threads[_gil._current] = {}
        args, kwargs = object.__getattribute__(local, "_local__arguments")
        type(local).__init__(local, *args, **kwargs)
    return mine


def forget_attributes(ident: int) -> None:
    """A thread has ended, and what it had in any local goes with it."""
    with _gil.uninterrupted():
        for local in _locals.values():
            object.__getattribute__(local, "_local__of_threads").pop(ident, None)


def is_of_class(local: _local, name: str) -> bool:
    """Whether an attribute is a property or a slot of a class, and so not a thread's."""
    cls = type(local)
    return cls is not _local and hasattr(getattr_static(cls, name), "__set__")


def getattr_static(cls: type, name: str) -> Any:
    """An attribute of a class as it stands there."""
    for base in cls.__mro__:
        if name in base.__dict__:
            return base.__dict__[name]
    return None


def check_timeout(blocking: bool, timeout: float) -> None:
    """Refuses what CPython refuses."""
    if not blocking and timeout != -1:
        raise ValueError("can't specify a timeout for a non-blocking call")
    if timeout < 0 and timeout != -1:
        raise ValueError("timeout value must be a non-negative number")
    if timeout > TIMEOUT_MAX:
        raise OverflowError("timeout value is too large")


class _ThreadHandle:
    """A thread, to be waited for."""

    def __init__(self, ident: int | None = None) -> None:
        self.ident = ident
        self._done = False
        self._waiting: set[int] = set()

    def is_done(self) -> bool:
        """Whether it is at an end."""
        return self._done

    def _set_done(self) -> None:
        if self.ident is None:
            raise RuntimeError("thread not started")
        self._done = True
        while self._waiting:
            _gil.unpark(self._waiting.pop())

    def join(self, timeout: float | None = None) -> None:
        """Waits for its end, at most `timeout` seconds if that is neither None nor negative."""
        me = _gil.current()
        if self.ident is None and not self._done:
            raise RuntimeError("thread not started")
        if self.ident == me and not self._done:
            raise RuntimeError("Cannot join current thread")
        seconds = -1 if timeout is None or timeout < 0 else timeout
        deadline = monotonic() + seconds
        while not self._done:
            left = -1.0 if seconds < 0 else deadline - monotonic()
            if seconds >= 0 and left <= 0:
                return
            self._waiting.add(me)
            try:
                _gil.park("wait", left, f"the end of {name_of(self.ident or 0)}")
            finally:
                self._waiting.discard(me)

    __reduce__ = not_pickled

    def __repr__(self) -> str:
        return f"<_ThreadHandle object: ident={self.ident}>"


_joined_at_exit: set[_ThreadHandle] = set()


def start_joinable_thread(
    function: Callable[[], object], handle: _ThreadHandle | None = None, daemon: bool = True
) -> _ThreadHandle:
    """Starts a thread; one that is no daemon is waited for at the end of the program."""
    if len(_running) >= MOST_THREADS or not _gil.can_wait():
        raise RuntimeError("can't start new thread")
    if handle is None:
        handle = _ThreadHandle()
    elif handle.ident is not None:
        raise RuntimeError("thread already started")
    handle.ident = next(_idents)
    _gil.wait_for(_gil_js.startClock().reached, "start")
    if not daemon:
        _joined_at_exit.add(handle)
    _start(handle.ident, function, handle)
    return handle


def start_new_thread(
    function: Callable[..., object], args: tuple[Any, ...], kwargs: dict[str, Any] | None = None, /
) -> int:
    """Starts a thread that nobody waits for; its ident."""
    if not callable(function):
        raise TypeError("first arg must be callable")
    if not isinstance(args, tuple):
        raise TypeError("2nd arg must be a tuple")
    if kwargs is not None and not isinstance(kwargs, dict):
        raise TypeError("optional 3rd arg must be a dictionary")
    handle = start_joinable_thread(partial(function, *args, **(kwargs or {})))
    return handle.ident or 0


start_new = start_new_thread


def _start(ident: int, function: Callable[[], object], handle: _ThreadHandle) -> None:
    # JavaScript lets go of `body` later than others hear of the thread's end, and nothing that the
    # thread had is to be alive then.
    given = [function]
    del function

    def body() -> None:
        _gil.enter(ident)
        try:
            given[0]()
        except SystemExit:
            pass
        except BaseException:
            [function] = given
            function = function.func if isinstance(function, partial) else function
            said = f"Exception ignored in thread started by {function!r}"
            del function
            sys.unraisablehook(_Unraisable((*sys.exc_info(), said, None)))
        finally:
            given.clear()
            _running.discard(ident)
            _joined_at_exit.discard(handle)
            forget_attributes(ident)
            handle._set_done()
            _gil.leave()

    _running.add(ident)
    _gil_js.start(ident, f"thread {ident}", body)


def _type_of_unraisable() -> Any:
    """What CPython's own hook insists on being called with, and gives no name to."""
    seen = []

    class Raising:
        def __del__(self) -> None:
            raise RuntimeError

    before = sys.unraisablehook
    sys.unraisablehook = lambda args: seen.append(type(args))
    Raising()
    sys.unraisablehook = before
    return seen[0]


_Unraisable = _type_of_unraisable()


def _make_thread_handle(ident: int) -> _ThreadHandle:
    return _ThreadHandle(ident)


def _get_main_thread_ident() -> int:
    return _gil.MAIN_THREAD


def get_ident() -> int:
    """The ident of the thread that runs."""
    return _gil._current


def get_native_id() -> int:
    """A number that no other thread of any process has."""
    return _system.getpid() * FIRST_OF_PROCESS + _gil._current


def set_name(name: str) -> None:
    """Names the thread that runs, for its lane."""
    _gil_js.setName(_gil.current(), name)


def name_of(ident: int) -> str:
    """The name of a thread's lane."""
    return _gil_js.nameOf(ident) or f"thread {ident}"


def exit() -> None:  # noqa: A001 (CPython's own name)
    """Ends the thread that runs."""
    raise SystemExit


exit_thread = exit


def interrupt_main(signum: int = SIGINT, /) -> None:
    """Has the main thread get a signal, as by Ctrl+C."""
    if not 0 < signum < NSIG:
        raise ValueError("signal number out of range")
    _gil.signal_main(signum)


def daemon_threads_allowed() -> bool:
    """They are."""
    return True


def _is_main_interpreter() -> bool:
    return True


def _count() -> int:
    return len(_running)


def _shutdown() -> None:
    """Waits for all threads that are no daemons."""
    while _joined_at_exit:
        next(iter(_joined_at_exit)).join()


LEAST_STACK = 32 << 10
"""What CPython takes at least for a thread's stack, in bytes."""

_stack_size = 0


def stack_size(size: int = 0, /) -> int:
    """What was asked for last, and asks for more or less; the browser gives what it gives."""
    global _stack_size
    if size and size < LEAST_STACK:
        raise ValueError(f"size not valid: {size} bytes")
    before, _stack_size = _stack_size, size
    return before


class _Excepted(NamedTuple):
    exc_type: type[BaseException]
    exc_value: BaseException | None
    exc_traceback: TracebackType | None
    thread: Any


class _ExceptHookArgs(_Excepted):
    """Why a thread died; made of one sequence, as CPython's are."""

    __slots__ = ()

    def __new__(cls, values: Iterable[Any], /) -> Self:
        return super().__new__(cls, *values)


def _excepthook(args: _ExceptHookArgs, /) -> None:
    """Prints why a thread died, as CPython does."""
    if args.exc_type is SystemExit:
        return
    name = args.thread.name if args.thread is not None else _gil.current()
    print(f"Exception in thread {name}:", file=sys.stderr, flush=True)
    print_exception(args.exc_type, args.exc_value, args.exc_traceback, file=sys.stderr)
    sys.stderr.flush()


for _it in list(globals().values()):
    if getattr(_it, "__module__", None) == __name__:
        # They are known by CPython's name, where somebody looks.
        _it.__module__ = "_thread"
