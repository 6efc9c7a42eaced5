"""What is timed in CPython natively and in the tab: one file for both, and no package.

It answers a question, as JSON; natively, each line of its input is one.
"""

import json
import multiprocessing
import platform
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import Any

if sys.platform != "emscripten":
    sys.path.append(str(Path(__file__).parents[2] / "python"))

from parallel_playground.pieces import extracts, run_all
from parallel_playground.plan import Plan
from parallel_playground.tasks.task import Parameters, Task


def main(argument: str) -> str:
    """The answer to a question."""
    question = json.loads(argument)
    return json.dumps(ANSWERS[question.pop("what")](**question))


def version() -> str:
    """Which CPython this is."""
    return platform.python_version()


def task(task: str, size: int, workers: int, seed: int) -> list[dict[str, object]]:
    """Times a task by one interpreter and by a pool, whose start is no part of it."""
    built = task_of(task).build(Parameters(size, seed))
    plan = Plan(workers, in_flight=workers, pre_dispatch=2)
    with multiprocessing.Pool(workers) as pool:

        def by_pool() -> Any:
            return built.combine(pool.map(run_all, extracts(built, plan)))

        by_pool()
        ways = {"sequential": lambda: run_all(built), "processes": by_pool}
        timings = {strategy: timed(way) for strategy, way in ways.items()}
    return [
        {"strategy": strategy, "ms": ms, "output": built.describe(output)}
        for strategy, (ms, output) in timings.items()
    ]


def task_of(name: str) -> type[Task[Any]]:
    """A task's class. The catalogue would import the packages that some tasks want."""
    module = import_module(f"parallel_playground.tasks.{name.replace('-', '_')}")
    classes = [it for it in vars(module).values() if isinstance(it, type)]
    [found] = [it for it in classes if issubclass(it, Task) and it.__module__ == module.__name__]
    return found


def empty_items(items: int, chunksize: int | None) -> float:
    """How many microseconds an empty item of `Pool.map` takes; None has the pool cut chunks."""
    with multiprocessing.Pool(2) as pool:
        pool.map(nothing, range(items), chunksize)
        ms, _ = timed(lambda: pool.map(nothing, range(items), chunksize))
    return 1e3 * ms / items


def nothing(_item: int) -> None:
    """An empty item."""


def spinning(turns: int) -> dict[str, float]:
    """Times two loops one after the other, and in two threads that pass the GIL on every 5 ms."""

    def in_threads() -> None:
        threads = [Thread(target=spin, args=(turns,)) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    # The first thread of all starts the clock that has them switch.
    Thread(target=spin, args=(1,)).start()
    sys.setswitchinterval(0.005)
    alone, _ = timed(lambda: (spin(turns), spin(turns)))
    together, _ = timed(in_threads)
    return {"aloneMs": alone, "togetherMs": together}


def spin(turns: int) -> int:
    """Computes, and waits for nothing."""
    total = 0
    for turn in range(turns):
        total += turn
    return total


def timed(way: Callable[[], Any]) -> tuple[float, Any]:
    """How many milliseconds something takes, and what it comes to."""
    begin = time.perf_counter()
    output = way()
    return 1e3 * (time.perf_counter() - begin), output


ANSWERS: dict[str, Callable[..., object]] = {
    it.__name__: it for it in (version, task, empty_items, spinning)
}

if __name__ == "__main__":
    # As in the tab, where no process can be forked.
    multiprocessing.set_start_method("forkserver")
    for line in sys.stdin:
        print(main(line), flush=True)
