"""The main function of a process that `multiprocessing` started."""

import io
import json
from multiprocessing import process, spawn
from multiprocessing.context import reduction
from traceback import format_exc, print_exc
from typing import Any

import _program
import _system


def main(argument: str, pickled: Any) -> int:
    """Does what the parent has pickled, as `spawn` has it done; the exit code."""
    given = json.loads(argument)
    _system.enter(given["pid"], given["parent"])
    _program.begin()
    try:
        return run(io.BytesIO(pickled.to_bytes()), given["sentinel"])
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        print_exc()
        return 1
    finally:
        _program.end()


def run(from_parent: io.BytesIO, parent_sentinel: int) -> int:
    """`multiprocessing.spawn._main`, on what has come already."""
    current: Any = process.current_process()
    current._inheriting = True
    try:
        spawn.prepare(reduction.pickle.load(from_parent))
        child = reduction.pickle.load(from_parent)
    except Exception:
        _system.tell("failedToBegin", format_exc())
        raise
    finally:
        del current._inheriting
    return child._bootstrap(parent_sentinel)
