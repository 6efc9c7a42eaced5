"""The strategies' functions, in this process and those that they start."""

import asyncio
import gc
import inspect
from collections.abc import Callable
from typing import Any

from parallel_playground import strategies
from parallel_playground.native.engines.engine import UnavailableError, Work
from parallel_playground.native.hooks import STARTS
from parallel_playground.native.journal import JOURNAL, here, now
from parallel_playground.native.lanes import Trial, lanes_of
from parallel_playground.native.recorded import Recorded
from parallel_playground.native.report import Outcome, traffic
from parallel_playground.plan import Plan
from parallel_playground.tasks.download_images import DownloadImages

STRATEGIES = {
    name.replace("_", "-"): function
    for name, function in inspect.getmembers(strategies, inspect.isfunction)
    if function.__module__ == strategies.__name__
}


def executed(strategy: Callable[..., Any], task: Any, plan: Plan) -> Any:
    """What a strategy makes of a task, on an event loop if it wants one."""
    if strategy is strategies.pipeline and not is_download(task):
        raise UnavailableError(
            "A pipeline overlaps two unlike stages, and this task has only one: computing."
        )
    outcome = strategy(task, plan)
    return asyncio.run(outcome) if inspect.iscoroutine(outcome) else outcome


def is_download(task: Any) -> bool:
    """Whether it has a stage that waits, recorded or not."""
    return isinstance(task.task if isinstance(task, Recorded) else task, DownloadImages)


class Local:
    """A strategy's function."""

    version = None

    def __init__(self, strategy: str) -> None:
        """Of a strategy that is there."""
        self.function: Any = STRATEGIES[strategy]

    def execute(self, work: Work) -> Outcome:
        """Executes the task once."""
        if self.function is strategies.gpu:
            raise UnavailableError(
                "The program for the GPU is shown as one would write it, and not run."
            )
        gc.collect()
        JOURNAL.take()
        JOURNAL.is_home = True
        begin = now()
        try:
            output = executed(self.function, Recorded(work.task), work.plan)
        finally:
            end = now()
            JOURNAL.is_home = False
        spans, messages = JOURNAL.take()
        count, size = traffic(messages)
        return Outcome(
            output=work.task.describe(output.part),
            retries=work.task.retries(output.part),
            elapsed_ms=(end - begin) / 1e6,
            lanes=lanes_of(Trial(here(), begin, end, spans, starts=STARTS)),
            messages=count,
            bytes_copied=size,
        )

    def close(self) -> None:
        """A function leaves nothing behind."""
