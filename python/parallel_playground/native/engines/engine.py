"""What every engine can do."""

from dataclasses import dataclass
from typing import Any, Protocol

from parallel_playground.native.journal import Kind
from parallel_playground.native.report import Outcome
from parallel_playground.plan import Plan
from parallel_playground.tasks.download_images import DownloadImages
from parallel_playground.tasks.task import Parameters, Task


class UnavailableError(Exception):
    """An engine cannot be had here: a sentence that says why, and what next."""


class TrialLostError(Exception):
    """A trial did not come to its end: a sentence that says why."""


@dataclass(frozen=True)
class Work:
    """A task, and how it was made and is to be executed."""

    id: str
    parameters: Parameters
    task: Task[Any]
    plan: Plan

    @property
    def kind(self) -> Kind:
        """What is done with an item: it is computed, or waited for."""
        return "fetch" if isinstance(self.task, DownloadImages) else "run"


@dataclass(frozen=True)
class Options:
    """Where engines are that do not have to be on this machine."""

    scheduler: str | None = None
    """Dask's: its address."""
    master: str | None = None
    """Spark's: its address."""
    mpiexec: str | None = None
    """The command that starts ranks."""


class Engine(Protocol):
    """Executes a task, again and again."""

    @property
    def version(self) -> str | None:
        """Its name and version, unless it is Python itself."""

    def execute(self, work: Work) -> Outcome:
        """Executes it once, and says what became of that."""

    def close(self) -> None:
        """Stops what was started."""
