"""A Spark event log: lines of JSON, of which the ends of tasks tell who did what when.

Spark tells times by the driver's clock, in milliseconds. An executor's tasks that overlap are on
cores of their own; which core it was is not told, so each goes to the first that is free.

https://spark.apache.org/docs/latest/monitoring.html
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from parallel_playground.native.lanes import Lane, Part, lane_of_spans

TASK_END = "SparkListenerTaskEnd"
EXECUTOR_ADDED = "SparkListenerExecutorAdded"


@dataclass(frozen=True)
class TaskEnd:
    """One task that ended; times are in milliseconds by the driver's clock."""

    executor: str
    host: str
    index: int
    stage: int
    launch: float
    finish: float
    deserialise: float
    run: float
    serialise: float
    succeeded: bool

    @classmethod
    def of(cls, event: Mapping[str, Any]) -> "TaskEnd":
        """What an event says."""
        info, metrics = event["Task Info"], event.get("Task Metrics") or {}
        return cls(
            executor=str(info["Executor ID"]),
            host=str(info["Host"]),
            index=int(info["Index"]),
            stage=int(event["Stage ID"]),
            launch=float(info["Launch Time"]),
            finish=float(info["Finish Time"]),
            deserialise=float(metrics.get("Executor Deserialize Time", 0)),
            run=float(metrics.get("Executor Run Time", 0)),
            serialise=float(metrics.get("Result Serialization Time", 0)),
            succeeded=event.get("Task End Reason", {}).get("Reason") == "Success",
        )

    def steps(self, begin: float, part: Part | None) -> Iterable[tuple[Any, ...]]:
        """What it was made of: what is left of its time was spent on the way to it."""
        known = self.deserialise + self.run + self.serialise
        at = self.finish - begin - min(known, self.finish - self.launch)
        yield ("copy", self.launch - begin, at)
        for kind, length in (
            ("serialise", self.deserialise),
            ("run", self.run),
            ("serialise", self.serialise),
        ):
            if kind == "run" and part is not None:
                yield (part.kind, at, at + length, part.items)
            else:
                yield (kind, at, at + length)
            at += length


def events(lines: Iterable[str]) -> Iterable[Mapping[str, Any]]:
    """The events of a log; a last line that was cut off is left out."""
    for line in lines:
        try:
            event = json.loads(line)
        except json.JSONDecodeError:
            return
        if isinstance(event, dict):
            yield event


@dataclass(frozen=True)
class EventLog:
    """What a log says of tasks, and of who executed them."""

    tasks: list[TaskEnd]
    cores: Mapping[str, int]
    """How many each executor has."""

    @classmethod
    def read(cls, lines: Iterable[str]) -> "EventLog":
        """Reads a log, however far it goes."""
        tasks, cores = [], {}
        for event in events(lines):
            if event.get("Event") == TASK_END:
                tasks.append(TaskEnd.of(event))
            elif event.get("Event") == EXECUTOR_ADDED:
                cores[str(event["Executor ID"])] = int(event["Executor Info"]["Total Cores"])
        return cls(tasks, cores)

    def since(self, earlier: "EventLog") -> "EventLog":
        """What was not there earlier."""
        return EventLog(self.tasks[len(earlier.tasks) :], self.cores)


def lanes_of_log(
    log: EventLog,
    begin: float,
    parts: Mapping[int, Part] | None = None,
    until: float | None = None,
) -> list[Lane]:
    """Lanes whose times count from `begin`, one a core of an executor that was ever busy."""
    cores: dict[str, list[list[TaskEnd]]] = defaultdict(list)
    for task in sorted(log.tasks, key=lambda task: task.launch):
        of = cores[task.executor]
        first = min(of, key=lambda core: core[-1].finish, default=None)
        is_free = first is not None and first[-1].finish <= task.launch
        # A millisecond too early is rounding: an executor has no more cores than it has.
        if first is not None and (is_free or len(of) >= log.cores.get(task.executor, len(of) + 1)):
            first.append(task)
        else:
            of.append([task])
    hosts = {task.host for executor in cores.values() for core in executor for task in core}
    lanes = []
    for executor, of in sorted(cores.items()):
        prefix = f"{executor}: " if len(cores) > 1 else ""
        for number, core in enumerate(of, start=1):
            row = [
                step for task in core for step in task.steps(begin, (parts or {}).get(task.index))
            ]
            lane = lane_of_spans(f"{prefix}core {number}", "process", row, until)
            if len(hosts) > 1:
                lane["machine"] = core[0].host
            lanes.append(lane)
    return lanes
