"""One timed execution of a task under a strategy, by the programs as they stand."""

import asyncio
import inspect
import json
import time
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

import _gil_js

if TYPE_CHECKING:
    from parallel_playground.tasks.task import Make


@dataclass(frozen=True)
class Work:
    """What a task is built from."""

    task: str
    size: int
    seed: int
    make: Make
    urls: tuple[str, ...]
    timeout_s: float
    retries: int


def run(given: str) -> Any:
    """Executes what a `PythonTrialRequest` asks for: a `PythonTrial` in parts, bodies and files."""
    # The programs are loaded once they are wanted.
    from parallel_playground import strategies  # noqa: PLC0415
    from parallel_playground.plan import Plan  # noqa: PLC0415

    request = json.loads(given)
    task = built(
        Work(
            task=request["task"],
            size=request["size"],
            seed=request["seed"],
            make=request["make"],
            urls=tuple(request["urls"]),
            timeout_s=request["timeoutMs"] / 1_000,
            retries=request["retries"],
        )
    )
    strategy = getattr(strategies, request["strategy"].replace("-", "_"))
    plan = Plan(request["workers"], request["inFlight"], request["preDispatch"])
    # What earlier trials did is not part of this one.
    _gil_js.takeLanes()
    begin = time.perf_counter()
    begin_ms = _gil_js.now()
    outcome = strategy(task, plan)
    output = asyncio.run(outcome) if inspect.iscoroutine(outcome) else outcome
    elapsed_ms = (time.perf_counter() - begin) * 1_000
    told: dict[str, Any] = {"beginMs": begin_ms, "elapsedMs": elapsed_ms, "items": len(task)}
    if output is None:
        # A rank other than the first: it has sent the first one what it computed.
        return json.dumps(told | {"output": None})
    made = task.made(output)
    told |= {"retries": task.retries(output), "files": list(made)}
    if request["task"] != "download-images":
        return [json.dumps(told | {"output": task.describe(output)}), list(made.values())]
    bodies = [download.body for download in output]
    failures = {
        place: {"code": body.code, "message": body.message}
        for place, body in enumerate(bodies)
        if not isinstance(body, bytes)
    }
    came = [body if isinstance(body, bytes) else None for body in bodies]
    # What is to be said of them is found out where they are kept.
    return [json.dumps(told | {"output": None, "failures": failures}), [*came, *made.values()]]


@lru_cache(maxsize=1)
def built(work: Work) -> Any:
    """The task; the same for all trials of a run."""
    from parallel_playground.catalogue import TASKS  # noqa: PLC0415
    from parallel_playground.tasks.task import Parameters  # noqa: PLC0415

    pictures = list(map(body_of, work.urls)) if work.task == "make-thumbnails" else []
    return TASKS[work.task].build(
        Parameters(
            size=work.size,
            seed=work.seed,
            make=work.make,
            urls=work.urls,
            timeout_s=work.timeout_s,
            retries=work.retries,
            pictures=pictures,
        )
    )


def body_of(address: str) -> bytes:
    """What is downloaded from an address."""
    with urlopen(address) as response:
        body: bytes = response.read()
    return body
