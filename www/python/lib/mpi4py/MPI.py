"""MPI between the ranks that the playground starts: each has an inbox that all others write to."""

import pickle
import time
from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from operator import add, mul
from typing import Any

import _gil
import _rank
import _system

ANY_SOURCE = -1
ANY_TAG = -1
PROC_NULL = -2

_COLLECTIVE = -3
"""The tag of what collective operations send, which no program's own receive takes."""

Op = Callable[[Any, Any], Any]

SUM: Op = add
PROD: Op = mul
MAX: Op = max
MIN: Op = min


class Status:
    """Where a message came from."""

    def __init__(self) -> None:
        self.source = ANY_SOURCE
        self.tag = ANY_TAG

    def Get_source(self) -> int:
        """The rank that sent it."""
        return self.source

    def Get_tag(self) -> int:
        """Its tag."""
        return self.tag


def tell(status: Status | None, source: int, tag: int) -> None:
    """Tells where a message came from, if that is of interest."""
    if status is not None:
        status.source, status.tag = source, tag


class Request:
    """Something that goes on while the program does something else."""

    def __init__(self, finish: Callable[[Status], Any], is_ready: Callable[[], bool]) -> None:
        self._finish = finish
        self._is_ready = is_ready
        self._done = False
        self._status = Status()
        self._value: Any = None

    def wait(self, status: Status | None = None) -> Any:
        """Waits for its end; what was received."""
        if not self._done:
            self._value = self._finish(self._status)
            self._done = True
        tell(status, self._status.source, self._status.tag)
        return self._value

    def test(self, status: Status | None = None) -> tuple[bool, Any]:
        """Whether it is at its end, and what was received."""
        if self._done or self._is_ready():
            return True, self.wait(status)
        return False, None

    @staticmethod
    def waitall(requests: Iterable[Request]) -> list[Any]:
        """Waits for all."""
        return [request.wait() for request in requests]

    Wait = wait
    Waitall = waitall


class Comm:
    """All ranks of the program."""

    def __init__(self) -> None:
        self._arrived: list[tuple[int, int, bytes]] = []

    @property
    def rank(self) -> int:
        """The number of this rank."""
        return _rank.rank

    @property
    def size(self) -> int:
        """How many there are."""
        return max(1, len(_rank.outboxes))

    def Get_rank(self) -> int:
        """The number of this rank."""
        return self.rank

    def Get_size(self) -> int:
        """How many there are."""
        return self.size

    def send(self, obj: Any, dest: int, tag: int = 0) -> None:
        """Sends an object to a rank."""
        if dest == PROC_NULL:
            return
        with _gil.recorded("serialise"):
            message = pickle.dumps((self.rank, tag, pickle.dumps(obj)))
        if dest == self.rank:
            self._arrived.append(pickle.loads(message))
            return
        if not 0 <= dest < self.size:
            raise ValueError(f"MPI_ERR_RANK: invalid rank {dest} of {self.size}")
        _system.post(_rank.outboxes[dest], message)

    def recv(
        self,
        buf: Any = None,
        source: int = ANY_SOURCE,
        tag: int = ANY_TAG,
        status: Status | None = None,
    ) -> Any:
        """The next object from a rank, with a tag; waits for it."""
        if source == PROC_NULL:
            return tell(status, PROC_NULL, ANY_TAG)
        sender, sent_tag, pickled = self._arrived.pop(self._awaited(source, tag))
        tell(status, sender, sent_tag)
        with _gil.recorded("serialise"):
            return pickle.loads(pickled)

    def sendrecv(  # noqa: PLR0913, PLR0917 (mpi4py's own)
        self,
        sendobj: Any,
        dest: int,
        sendtag: int = 0,
        recvbuf: Any = None,
        source: int = ANY_SOURCE,
        recvtag: int = ANY_TAG,
        status: Status | None = None,
    ) -> Any:
        """Sends to one and receives from another."""
        self.send(sendobj, dest, sendtag)
        return self.recv(recvbuf, source, recvtag, status)

    def isend(self, obj: Any, dest: int, tag: int = 0) -> Request:
        """Sends an object: it is on its way at once."""
        self.send(obj, dest, tag)
        return Request(lambda _: None, lambda: True)

    def irecv(self, buf: Any = None, source: int = ANY_SOURCE, tag: int = ANY_TAG) -> Request:
        """Receives an object, once it is waited for."""
        return Request(
            lambda status: self.recv(buf, source, tag, status), lambda: self.iprobe(source, tag)
        )

    def probe(
        self, source: int = ANY_SOURCE, tag: int = ANY_TAG, status: Status | None = None
    ) -> bool:
        """Waits until such a message is there."""
        if source != PROC_NULL:
            self._awaited(source, tag)
        return self.iprobe(source, tag, status)

    def iprobe(
        self, source: int = ANY_SOURCE, tag: int = ANY_TAG, status: Status | None = None
    ) -> bool:
        """Whether such a message is there."""
        if source == PROC_NULL:
            tell(status, PROC_NULL, ANY_TAG)
            return True
        while _rank.inbox and _system.wait([_rank.inbox], 0):
            self._take()
        place = self._place(source, tag)
        if place is None:
            return False
        sender, sent_tag, _ = self._arrived[place]
        tell(status, sender, sent_tag)
        return True

    def barrier(self) -> None:
        """Waits until all are here."""
        self.allgather(None)

    def bcast(self, obj: Any, root: int = 0) -> Any:
        """What the root has, for all."""
        if self.rank != root:
            return self._from(root)
        for other in self._others():
            self.send(obj, other, _COLLECTIVE)
        return obj

    def scatter(self, sendobj: Sequence[Any] | None, root: int = 0) -> Any:
        """For each rank its piece of what the root has."""
        if self.rank != root:
            return self._from(root)
        if sendobj is None or len(sendobj) != self.size:
            raise ValueError(f"expecting {self.size} items, got {len(sendobj or ())}")
        for other in self._others():
            self.send(sendobj[other], other, _COLLECTIVE)
        return sendobj[root]

    def gather(self, sendobj: Any, root: int = 0) -> list[Any] | None:
        """What all have, in their order, for the root."""
        if self.rank != root:
            self.send(sendobj, root, _COLLECTIVE)
            return None
        return [sendobj if other == root else self._from(other) for other in range(self.size)]

    def allgather(self, sendobj: Any) -> list[Any]:
        """What all have, in their order, for all."""
        return self.bcast(self.gather(sendobj))

    def alltoall(self, sendobj: Sequence[Any]) -> list[Any]:
        """For each rank its piece of what each has."""
        for other in self._others():
            self.send(sendobj[other], other, _COLLECTIVE)
        return [
            sendobj[other] if other == self.rank else self._from(other)
            for other in range(self.size)
        ]

    def reduce(self, sendobj: Any, op: Op = SUM, root: int = 0) -> Any:
        """What all have, made into one, for the root: neighbours first, in a tree."""
        mine = sendobj
        distance = 1
        while distance < self.size:
            if self.rank % (2 * distance):
                self.send(mine, self.rank - distance, _COLLECTIVE)
                break
            if self.rank + distance < self.size:
                mine = op(mine, self._from(self.rank + distance))
            distance *= 2
        if root != 0:
            if self.rank == 0:
                self.send(mine, root, _COLLECTIVE)
            elif self.rank == root:
                mine = self._from(0)
        return mine if self.rank == root else None

    def allreduce(self, sendobj: Any, op: Op = SUM) -> Any:
        """What all have, made into one, for all."""
        return self.bcast(self.reduce(sendobj, op))

    def scan(self, sendobj: Any, op: Op = SUM) -> Any:
        """What all have up to this rank, made into one."""
        return reduce(op, self.allgather(sendobj)[: self.rank + 1])

    def Send(self, buf: Any, dest: int, tag: int = 0) -> None:
        """Sends the bytes of a buffer."""
        self.send(memoryview(buf).cast("B").tobytes(), dest, tag)

    def Recv(
        self,
        buf: Any,
        source: int = ANY_SOURCE,
        tag: int = ANY_TAG,
        status: Status | None = None,
    ) -> None:
        """Receives bytes into a buffer, which stays as it is where there is nobody to send any."""
        fill(buf, self.recv(None, source, tag, status) or b"")

    def Bcast(self, buf: Any, root: int = 0) -> None:
        """The root's buffer, for all."""
        sent = self.bcast(memoryview(buf).cast("B").tobytes(), root)
        if self.rank != root:
            fill(buf, sent)

    def Abort(self, errorcode: int = 0) -> None:
        """Ends all ranks as they stand: they end with the first that ends before its end."""
        _system.exit_now(errorcode)

    Barrier = barrier
    Probe = probe
    Iprobe = iprobe

    def _others(self) -> list[int]:
        return [other for other in range(self.size) if other != self.rank]

    def _from(self, source: int) -> Any:
        return self.recv(None, source, _COLLECTIVE)

    def _place(self, source: int, tag: int) -> int | None:
        for place, (sender, sent_tag, _) in enumerate(self._arrived):
            fits_tag = sent_tag == tag or (tag == ANY_TAG and sent_tag != _COLLECTIVE)
            if fits_tag and source in {ANY_SOURCE, sender}:
                return place
        return None

    def _awaited(self, source: int, tag: int) -> int:
        while (place := self._place(source, tag)) is None:
            self._take()
        return place

    def _take(self) -> None:
        message = _system.read(_rank.inbox)
        if message is None:
            raise RuntimeError("no other rank is left that could send anything")
        self._arrived.append(pickle.loads(message))


def fill(buf: Any, sent: bytes) -> None:
    """Puts bytes into a buffer, from its beginning."""
    view = memoryview(buf).cast("B")
    if len(sent) > len(view):
        raise ValueError(f"MPI_ERR_TRUNCATE: {len(sent)} bytes for {len(view)}")
    view[: len(sent)] = sent


COMM_WORLD = Comm()


def Get_processor_name() -> str:
    """Where this rank runs."""
    return "tab"


def Wtime() -> float:
    """Seconds, of the clock that all ranks share."""
    return time.time()


def Is_initialized() -> bool:
    """It is, once imported."""
    return True


def Finalize() -> None:
    """Nothing is left to do."""
