"""What the command line says of a task, and the request that a report tells of it."""

import argparse
import multiprocessing
import sys
from pathlib import Path
from typing import Any

from parallel_playground.catalogue import TASKS
from parallel_playground.plan import Plan
from parallel_playground.tasks.task import Parameters, Task

SIZES = {
    "count-primes": 300_000,
    "count-in-range": 100_000,
    "estimate-pi": 700_000,
    "mandelbrot": 120,
    "multiply-matrices": 240,
    "sort-numbers": 500_000,
    "count-words": 500_000,
    "make-thumbnails": 60,
    "download-images": 60,
    "do-nothing": 100_000,
}
"""What a tab takes for a task's size where Python executes it."""


def parameters_of(arguments: argparse.Namespace) -> Parameters:
    """What the task is made from; without what it needs, it says so and ends."""
    if arguments.task == "download-images" and not arguments.urls:
        sys.exit("download-images needs addresses: --urls http://… http://…")
    if arguments.task == "make-thumbnails" and arguments.pictures is None:
        sys.exit("make-thumbnails needs pictures: --pictures FOLDER, with JPEGs in it")
    pictures = [] if arguments.pictures is None else pictures_in(arguments.pictures)
    size = len(arguments.urls) or arguments.size or SIZES[arguments.task]
    return Parameters(
        size=size,
        seed=arguments.seed,
        make=arguments.make,
        urls=arguments.urls,
        timeout_s=arguments.timeout,
        retries=arguments.retries,
        pictures=pictures,
    )


def pictures_in(folder: Path) -> list[bytes]:
    """The JPEGs of a folder, in order of their names."""
    if not folder.is_dir():
        sys.exit(f"There is no folder {folder}: --pictures names one with JPEGs in it.")
    paths = [path for path in folder.iterdir() if path.suffix.lower() in (".jpg", ".jpeg")]
    if not paths:
        sys.exit(f"No file in {folder} is called .jpg or .jpeg: --pictures names a folder of such.")
    return [path.read_bytes() for path in sorted(paths)]


def task_of(arguments: argparse.Namespace) -> Task[Any]:
    """The task."""
    return TASKS[arguments.task].build(parameters_of(arguments))


def plan_of(arguments: argparse.Namespace) -> Plan:
    """How it is to be executed."""
    return Plan(arguments.workers, arguments.in_flight, arguments.pre_dispatch)


def request_for(task: str, strategies: list[str], workers: int, size: int) -> dict[str, Any]:
    """A request with every field that a tab's has; what has no meaning has the tab's default."""
    return {
        "version": 1,
        "task": task,
        "language": ["python"],
        "strategies": strategies,
        "workers": workers,
        "trials": 1,
        "size": size,
        "chunkSize": "auto",
        "call": "map",
        "startMethod": "reuse",
        "preDispatch": 2,
        "verbose": 0,
        "seed": 1,
        "inFlight": 8,
        "retries": 2,
        "timeoutMs": 10_000,
        "network": "simulated",
        "latencyMs": 200,
        "jitterMs": 0,
        "bandwidthKib": 0,
        "failurePercent": 0,
        "make": "files",
        "urls": [],
    }


def request_of(arguments: argparse.Namespace, strategies: list[str], size: int) -> dict[str, Any]:
    """The request that the command line makes."""
    asked = request_for(arguments.task, strategies, arguments.workers, size) | {
        "trials": arguments.trials,
        "preDispatch": arguments.pre_dispatch,
        "seed": arguments.seed,
    }
    if "processes" in strategies:
        asked["startMethod"] = multiprocessing.get_start_method()
    if arguments.task == "download-images":
        asked |= {
            "inFlight": arguments.in_flight,
            "timeoutMs": round(arguments.timeout * 1_000),
            "retries": arguments.retries,
            "network": "real",
            "make": arguments.make,
            "urls": arguments.urls,
        }
    return asked
