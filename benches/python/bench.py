"""Times tasks in Python: reads jobs as lines of JSON, and answers each with a line of timings.

From the project's folder:

    echo '{"task": "count-primes", "size": 200000, "workers": 2, "seed": 1}' |
        .tools/python/bin/python benches/python/bench.py
"""

import asyncio
import json
import multiprocessing
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# numpy's linear algebra would use all cores: on one it is compared with one.
os.environ["OPENBLAS_NUM_THREADS"] = "1"
sys.path.insert(0, str(Path(__file__).parents[2] / "python"))

from parallel_playground.catalogue import TASKS
from parallel_playground.pieces import extracts, run_all
from parallel_playground.plan import Plan
from parallel_playground.strategies import event_loop, processes_joblib, threads
from parallel_playground.tasks.task import Parameters, Task
from vectorised import VECTORISED


@dataclass(frozen=True)
class Job:
    """What is to be timed."""

    task: str
    size: int
    workers: int
    """Processes; of a download, requests at once."""
    seed: int
    urls: Sequence[str] = ()


@dataclass(frozen=True)
class Way:
    """A way to execute a task."""

    strategy: str
    execute: Callable[[], Any]


@dataclass(frozen=True)
class Ready:
    """A job's task, and the ways to execute it, each of which has been gone once."""

    task: Task[Any]
    ways: list[Way]

    def round(self) -> list[dict[str, object]]:
        """Executes the task once in every way."""
        return [self.time(way) for way in self.ways]

    def time(self, way: Way) -> dict[str, object]:
        """Executes the task once."""
        begin = time.perf_counter()
        output = way.execute()
        ms = 1e3 * (time.perf_counter() - begin)
        return {"strategy": way.strategy, "ms": ms, "output": self.task.describe(plain(output))}


def main() -> None:
    """Answers line by line. Starting processes is not timed: they are kept for a job's rounds."""
    present: Job | None = None
    with ExitStack() as workers:
        for line in sys.stdin:
            job = Job(**json.loads(line))
            if job != present:
                workers.close()
                ready = workers.enter_context(prepared(job))
                present = job
            print(json.dumps(ready.round()), flush=True)


@contextmanager
def prepared(job: Job) -> Iterator[Ready]:
    """Builds a job's task, starts its workers, and executes it once in every way."""
    task = TASKS[job.task].build(Parameters(job.size, job.seed, urls=job.urls))
    plan = Plan(workers=job.workers, in_flight=job.workers, pre_dispatch=2)
    if job.urls:
        yield Ready(
            task,
            [
                Way("threads", lambda: threads(task, plan)),
                Way("event-loop", lambda: asyncio.run(event_loop(task, plan))),
            ],
        )
        return
    with multiprocessing.Pool(job.workers) as pool:
        ways = [
            Way("sequential", lambda: run_all(task)),
            Way("processes", lambda: task.combine(pool.map(run_all, extracts(task, plan)))),
            Way("processes-joblib", lambda: processes_joblib(task, plan)),
        ]
        if job.task in VECTORISED:
            ways.append(Way("numpy", VECTORISED[job.task](task)))
        ready = Ready(task, ways)
        ready.round()
        yield ready


def plain(output: Any) -> Any:
    """An output of numpy's as Python's own numbers."""
    return output.tolist() if hasattr(output, "tolist") else output


if __name__ == "__main__":
    # Once joblib has threads here, no process must be forked from this one.
    if sys.platform == "linux":
        multiprocessing.set_start_method("forkserver")
    main()
