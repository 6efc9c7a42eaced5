"""What strategies send to processes, and what comes back."""

from collections.abc import Iterable

from parallel_playground.plan import Plan
from parallel_playground.tasks.task import Part, Task


def extracts(task: Task[Part], plan: Plan) -> list[Task[Part]]:
    """The task in as many chunks as `Pool.map` makes, four a worker, each to be sent by itself."""
    return [task.extract(items) for items in task.cut(4 * plan.workers)]


def run_all(task: Task[Part]) -> Part:
    """Computes all items of a task that was sent."""
    return task.run(range(len(task)))


def run_numbered(numbered: tuple[int, Task[Part]]) -> tuple[int, Part]:
    """`run_all`, for parts that come back in any order: each has its chunk's number with it."""
    number, task = numbered
    return number, run_all(task)


def in_order(parts: Iterable[tuple[int, Part]]) -> list[Part]:
    """The parts alone, in the order of the chunks they came from."""
    return [part for _, part in sorted(parts, key=lambda numbered: numbered[0])]
