"""How `multiprocessing` starts a process: an interpreter that is ready is told what to do."""

import io
from multiprocessing import popen_spawn_posix, spawn, util
from multiprocessing.context import reduction, set_spawning_popen
from multiprocessing.process import BaseProcess
from typing import Any

import _gil
import _system

TOO_MANY = (
    "A tab has no room for so many processes at a time, each an interpreter with memory of its "
    "own: start no more than a few for each processor."
)


def ask_for_room(*asked: Any, **how: Any) -> Any:
    """Asks the system for what it refuses where there is no room, as any does, and says why."""
    try:
        return _system.ask(*asked, **how)
    except BlockingIOError as full:
        raise BlockingIOError(full.errno, TOO_MANY) from None


def check_room(processes: int) -> None:
    """Refuses to start so many, before any of them was started in vain."""
    ask_for_room("roomFor", processes)


class Popen(popen_spawn_posix.Popen):
    """Starts a process as `spawn` does: with what it needs, pickled."""

    def duplicate_for_child(self, handle: int) -> int:
        """A handle of the child's for what this process has."""
        copy = _system.duplicate(handle)
        self._fds.append(copy)
        return copy

    def _launch(self, process_obj: BaseProcess) -> None:
        try:
            self.start(process_obj)
        except Exception:
            # There is no child: what it was to have would stay open for ever.
            _system.close(*self._fds)
            raise

    def start(self, process_obj: BaseProcess) -> None:
        """Starts it; `_fds` are the handles that it is given."""
        set_spawning_popen(self)
        try:
            with _gil.recorded("serialise"):
                pickled = self.pickled(process_obj)
        finally:
            set_spawning_popen(None)
        # Each holds one end of a pipe whose other end closes when the other process ends.
        self.sentinel, alive = _system.pipe()
        of_parent, parent_alive = _system.pipe()
        self._fds[:0] = [of_parent, alive]
        _system.before_meeting()
        self.finalizer = util.Finalize(self, _system.close, (parent_alive, self.sentinel))
        self.pid = ask_for_room(
            "spawn", self.method, process_obj._name, pickled.getbuffer(), self._fds, kind="copy"
        )

    def pickled(self, process_obj: BaseProcess) -> io.BytesIO:
        """What the child needs: how to prepare itself, and what to do."""
        pickled = io.BytesIO()
        reduction.dump(spawn.get_preparation_data(process_obj._name), pickled)
        reduction.dump(process_obj, pickled)
        return pickled


class ForkServerPopen(Popen):
    """The same: every interpreter is a copy of one that had imported the standard library."""

    method = "forkserver"
