"""Runs a task and prints its output, a line of JSON for each strategy.

From the project's folder:

    .tools/python/bin/python python --task count-primes --size 1000000 --strategy threads
    .tools/python/bin/mpiexec -n 2 .tools/python/bin/python python --strategy ranks
"""

import argparse
import asyncio
import inspect
import json
import multiprocessing
import os
import sys
from pathlib import Path
from typing import Any, get_args

import strategies
from catalogue import TASKS
from plan import Plan
from tasks.task import Make, Parameters, Task

STRATEGIES = {
    name.replace("_", "-"): function
    for name, function in inspect.getmembers(strategies, inspect.isfunction)
    if function.__module__ == strategies.__name__
}


def main() -> None:
    """Runs what the command line asks for."""
    arguments = parse()
    task = TASKS[arguments.task].build(
        Parameters(
            size=arguments.size,
            seed=arguments.seed,
            make=arguments.make,
            urls=arguments.urls,
            pictures=[path.read_bytes() for path in sorted(arguments.pictures.glob("*.jpg"))],
        )
    )
    plan = Plan(arguments.workers, arguments.in_flight, arguments.pre_dispatch)
    for strategy in arguments.strategy:
        output = execute(strategy, task, plan)
        # Of ranks, only the first has the output.
        if output is not None:
            print(json.dumps(task.describe(output)), flush=True)
            if arguments.save is not None:
                save(arguments.save / strategy, task.files(output))


def parse() -> argparse.Namespace:
    """Reads the command line."""
    parser = argparse.ArgumentParser("python", description="Runs a task and prints its output.")
    parser.add_argument("--task", choices=TASKS, default="count-primes")
    parser.add_argument("--strategy", choices=STRATEGIES, nargs="+", default=["sequential"])
    parser.add_argument("--size", type=int, default=1_000, help="the task's main number")
    parser.add_argument("--seed", type=int, default=1, help="whatever is random follows from it")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--in-flight", type=int, default=8, help="requests at once")
    parser.add_argument("--pre-dispatch", type=int, default=2, help="ranges ahead, a worker")
    parser.add_argument(
        "--make", choices=get_args(Make), default="files", help="of pictures that were downloaded"
    )
    parser.add_argument("--urls", nargs="+", default=[], help="what download-images downloads")
    parser.add_argument(
        "--pictures", type=Path, default=Path("www/pictures"), help="what make-thumbnails reduces"
    )
    parser.add_argument("--save", type=Path, help="a folder for pictures, made for each strategy")
    return parser.parse_args()


def execute(strategy: str, task: Task[Any], plan: Plan) -> Any:
    """The output of a task under a strategy."""
    outcome = STRATEGIES[strategy](task, plan)
    return asyncio.run(outcome) if inspect.iscoroutine(outcome) else outcome


def save(folder: Path, files: dict[str, bytes]) -> None:
    """Writes files into a folder, which is made if it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, contents in files.items():
        (folder / name).write_bytes(contents)


if __name__ == "__main__":
    # Python's own default from 3.14 on. Before, Linux forked, which is unsafe once there are
    # threads, and every strategy but the first may have left some.
    if sys.platform == "linux":
        multiprocessing.set_start_method("forkserver")
    main()
