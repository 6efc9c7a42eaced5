"""A `RunReport`, as the page opens it. Its schema is `report.schema.json` of the site."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NotRequired, TypedDict

from parallel_playground.native.clocks import Ahead
from parallel_playground.native.journal import Message
from parallel_playground.native.lanes import DIGITS, Lane
from parallel_playground.native.machine import Environment
from parallel_playground.native.transcript import Printed

VERSION = 1


class Traffic(TypedDict):
    """What a trial moved."""

    messages: int
    bytesCopied: int
    bytesShared: int
    bytesReceived: int
    retries: int


class Trial(TypedDict):
    """One timed execution."""

    elapsedMs: float
    startupMs: float
    traffic: Traffic
    lanes: list[Lane]
    tracks: list[Any]
    graph: list[Any]
    incidents: list[str]
    log: list[str]
    console: list[Printed]


class Result(TypedDict):
    """One strategy's trials and what follows from them."""

    language: str
    strategy: str
    workers: int
    items: int
    output: Any
    matchesSequential: bool
    trials: list[Trial]
    medianMs: float
    minMs: float
    maxMs: float
    speedup: float
    efficiency: float
    warmUpMs: NotRequired[float]


class Skipped(TypedDict):
    """A strategy that has no result, and why."""

    language: str
    strategy: str
    reason: str


class Report(TypedDict):
    """What a run came to."""

    version: int
    endedAt: NotRequired[str]
    request: dict[str, Any]
    environment: Environment
    results: list[Result]
    skipped: list[Skipped]
    soundings: list[Any]


@dataclass(frozen=True)
class Outcome:
    """What an engine says of one execution."""

    output: Any
    elapsed_ms: float
    lanes: list[Lane]
    compared: Any = None
    """What the output is compared by, if not by itself."""
    startup_ms: float = 0.0
    messages: int = 0
    bytes_copied: int = 0
    retries: int = 0
    machines: dict[str, Ahead] = field(default_factory=dict)
    """How far each machine's clock was ahead, where lanes are on several."""
    incidents: list[str] = field(default_factory=list)
    console: list[Printed] = field(default_factory=list)
    """What a program printed."""

    def is_same(self, other: "Outcome") -> bool:
        """Whether another came to the same."""
        if self.compared is None:
            return bool(self.output == other.output)
        return bool(self.compared == other.compared)


@dataclass
class Contender:
    """A strategy as far as it has been timed."""

    id: str
    asked: int | None
    """How many were to compute, unless it did as it liked."""
    items: int
    warm_up_ms: float | None = None
    outcomes: list[Outcome] = field(default_factory=list)

    @property
    def workers(self) -> int:
        """How many compute: by the same rule as Rust's `worker_lanes`, unless it was asked for."""
        return self.asked or max((len(workers_of(it.lanes)) for it in self.outcomes), default=1)

    def take(self, outcome: Outcome, *, is_warm_up: bool) -> None:
        """Notes what came of one more execution; of the warm-up only how long it took."""
        if is_warm_up:
            self.warm_up_ms = outcome.elapsed_ms
        else:
            self.outcomes.append(outcome)


def traffic(messages: Sequence[Message]) -> tuple[int, int]:
    """How many messages there were, and of how many bytes."""
    return len(messages), sum(message.size for message in messages)


def trial(outcome: Outcome) -> Trial:
    """A trial, as a report has it."""
    return {
        "elapsedMs": round(outcome.elapsed_ms, DIGITS),
        "startupMs": round(outcome.startup_ms, DIGITS),
        "traffic": {
            "messages": outcome.messages,
            "bytesCopied": outcome.bytes_copied,
            "bytesShared": 0,
            "bytesReceived": 0,
            "retries": outcome.retries,
        },
        "lanes": outcome.lanes,
        "tracks": [],
        "graph": [],
        "incidents": outcome.incidents,
        "log": [],
        "console": outcome.console,
    }


def workers_of(lanes: Sequence[Lane]) -> list[Lane]:
    """The lanes of those who compute: threads and processes, else whoever is the only one."""
    workers = [lane for lane in lanes if lane["kind"] in ("thread", "process")]
    return workers or [lane for lane in lanes if lane["kind"] != "request"]


def over(part: float, whole: float) -> float:
    """A quotient, and 0 where there is nothing to divide by."""
    return part / whole if whole > 0 else 0.0


def result(contender: Contender, yardstick: Contender) -> Result:
    """A contender's trials and what follows from them; it has been timed at least once."""
    times = [outcome.elapsed_ms for outcome in contender.outcomes]
    usual = statistics.median(outcome.elapsed_ms for outcome in yardstick.outcomes)
    median = statistics.median(times)
    right = yardstick.outcomes[0]
    told: Result = {
        "language": "python",
        "strategy": contender.id,
        "workers": contender.workers,
        "items": contender.items,
        "output": contender.outcomes[0].output,
        "matchesSequential": all(map(right.is_same, contender.outcomes)),
        "trials": [trial(outcome) for outcome in contender.outcomes],
        "medianMs": round(median, DIGITS),
        "minMs": round(min(times), DIGITS),
        "maxMs": round(max(times), DIGITS),
        "speedup": over(usual, median),
        "efficiency": over(usual, median) / contender.workers,
    }
    if contender.warm_up_ms is not None:
        told["warmUpMs"] = round(contender.warm_up_ms, DIGITS)
    return told


def report(
    request: dict[str, Any],
    environment: Environment,
    contenders: Sequence[Contender],
    skipped: list[Skipped],
) -> Report:
    """A whole report; the first contender is what the others are compared with."""
    timed = [contender for contender in contenders if contender.outcomes]
    return {
        "version": VERSION,
        "endedAt": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "request": request,
        "environment": environment,
        "results": [result(contender, timed[0]) for contender in timed],
        "skipped": skipped,
        "soundings": [],
    }
