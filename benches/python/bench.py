"""Times tasks in Python, and prints what it measured as JSON.

From the project's folder:

    .tools/python/bin/python benches/python/bench.py --workers 2 --trials 7 count-primes=200000
"""

import argparse
import json
import multiprocessing
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

# numpy's linear algebra would use all cores: on one it is compared with one.
os.environ["OPENBLAS_NUM_THREADS"] = "1"
sys.path.insert(0, str(Path(__file__).parents[2] / "python"))

from catalogue import TASKS
from pieces import extracts, run_all
from plan import Plan
from strategies import processes_joblib
from tasks.task import Parameters, Task
from vectorised import VECTORISED


@dataclass
class Contender:
    """A way to execute a task."""

    strategy: str
    workers: int
    execute: Callable[[], Any]
    trials_ms: list[float] = field(default_factory=list)

    def time(self) -> None:
        """Executes the task once more, and notes how long it took."""
        begin = time.perf_counter()
        self.execute()
        self.trials_ms.append(1e3 * (time.perf_counter() - begin))


def main() -> None:
    """Times what the command line asks for."""
    arguments = parse()
    measured = []
    for given in arguments.tasks:
        task_id, size = given.split("=")
        measured += bench(task_id, int(size), arguments)
    print(json.dumps(measured))


def parse() -> argparse.Namespace:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description="Times tasks in Python.")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--trials", type=int, default=7)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("tasks", nargs="+", metavar="task=size")
    return parser.parse_args()


def bench(task_id: str, size: int, arguments: argparse.Namespace) -> list[dict[str, object]]:
    """Executes a task by each strategy in turn, after a first time that does not count."""
    task = TASKS[task_id].build(Parameters(size, arguments.seed))
    with contenders(task_id, task, arguments.workers) as all_of_them:
        outputs = [task.describe(plain(contender.execute())) for contender in all_of_them]
        for _ in range(arguments.trials):
            for contender in all_of_them:
                contender.time()
    return [
        {
            "task": task_id,
            "strategy": contender.strategy,
            "size": size,
            "workers": contender.workers,
            "trials_ms": contender.trials_ms,
            "output": output,
        }
        for contender, output in zip(all_of_them, outputs, strict=True)
    ]


@contextmanager
def contenders(task_id: str, task: Task[Any], workers: int) -> Iterator[list[Contender]]:
    """The ways to execute a task. Starting processes is not timed: they are kept for all trials."""
    plan = Plan(workers=workers, in_flight=1, pre_dispatch=2)
    with multiprocessing.Pool(workers) as pool:
        found = [
            Contender("sequential", 1, lambda: run_all(task)),
            Contender(
                "processes", workers, lambda: task.combine(pool.map(run_all, extracts(task, plan)))
            ),
            Contender("processes-joblib", workers, lambda: processes_joblib(task, plan)),
        ]
        if task_id in VECTORISED:
            found.append(Contender("numpy", 1, VECTORISED[task_id](task)))
        yield found


def plain(output: Any) -> Any:
    """An output of numpy's as Python's own numbers."""
    return output.tolist() if hasattr(output, "tolist") else output


if __name__ == "__main__":
    # Once joblib has threads here, no process must be forked from this one.
    if sys.platform == "linux":
        multiprocessing.set_start_method("forkserver")
    main()
