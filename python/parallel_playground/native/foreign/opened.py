"""A file, whatever of the known kinds it is, as a report."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from parallel_playground.native.foreign.chrome_trace import events_of, lanes_of_trace
from parallel_playground.native.foreign.event_log import EventLog, lanes_of_log
from parallel_playground.native.foreign.task_stream import is_task_stream, lanes_of_stream
from parallel_playground.native.lanes import Lane
from parallel_playground.native.machine import Environment
from parallel_playground.native.report import VERSION, Contender, Outcome, report
from parallel_playground.native.work import request_for

MOST_BYTES = 200_000_000
"""What a page opens: beyond, a tab would run out of memory."""


class UnreadableError(Exception):
    """A file cannot be opened: a sentence that says why."""


def opened(path: Path) -> Any:
    """The report that a file is, or that is made of what it is."""
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise UnreadableError(
                f"{path} has {size / 1e6:.0f} MB, and a page opens {MOST_BYTES / 1e6:.0f} MB at "
                "most. Fewer trials, fewer strategies at a time or larger ranges make it smaller."
            )
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableError(f"{path} cannot be read: {error}.") from error
    try:
        data = data_of(text)
    except RecursionError as error:
        raise UnreadableError(
            f"{path} is no report: its lists are too deep. Save it again."
        ) from error
    except ValueError as error:
        log = EventLog.read(text.splitlines())
        if log.tasks:
            begin = min(task.launch for task in log.tasks)
            return of_lanes("spark-event-log", lanes_of_log(log, begin))
        raise UnreadableError(
            f"{path} is no report: it is cut off, or no JSON ({error}). Save it again."
        ) from error
    try:
        return of_data(path, data)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise UnreadableError(
            f"{path} is not as its format has it ({error}). Save it again."
        ) from error


def data_of(text: str) -> Any:
    """What a text in JSON says; a list may lack its end, as a Chrome trace's does if it is cut."""
    try:
        return json.loads(text, parse_constant=refuse)
    except json.JSONDecodeError:
        if not text.lstrip().startswith("["):
            raise
        return json.loads(text.rstrip().rstrip(",") + "]", parse_constant=refuse)


def refuse(constant: str) -> None:
    """Refuses NaN and infinities, which Python reads and writes, but JSON has not."""
    raise ValueError(f"{constant} is no number in JSON")


def of_data(path: Path, data: Any) -> Any:
    """A report of what a file says."""
    if isinstance(data, dict) and {"version", "request", "results"} <= data.keys():
        return checked(path, data)
    if is_task_stream(data):
        begin = min(step["start"] for record in data for step in record["startstops"])
        return of_lanes("dask-task-stream", lanes_of_stream(data, begin))
    events = events_of(data)
    if events is not None:
        return of_lanes("chrome-trace", lanes_of_trace(events))
    raise UnreadableError(
        f"{path} is none of what can be opened: a report, a Dask task stream, a Spark event log "
        "or a Chrome trace with complete events."
    )


def checked(path: Path, data: dict[str, Any]) -> Any:
    """A report, as far as a page would not refuse it at once."""
    if data["version"] != VERSION:
        raise UnreadableError(
            f"{path} is a report of version {data['version']}, and this playground opens version "
            f"{VERSION}: open it with the playground that wrote it."
        )
    fields = [("request", dict), ("environment", dict), ("results", list), ("skipped", list)]
    for name, kind in fields:
        if not isinstance(data.get(name), kind):
            raise UnreadableError(f"{path} is no report: it has no {name}. Save it again.")
    if not all(isinstance(it, dict) and it.get("trials") for it in data["results"]):
        raise UnreadableError(f"{path} is no report: a result has no trials. Save it again.")
    return data


def of_lanes(what: str, lanes: Sequence[Lane]) -> Any:
    """A report of one trial that has these lanes, and nothing else to tell."""
    busy = [lane for lane in lanes if lane["spans"]]
    if not busy:
        raise UnreadableError("Nothing that took time is in this file.")
    elapsed = max(span["endMs"] for lane in busy for span in lane["spans"])
    contender = Contender(what, asked=len(busy), items=sum(len(it["spans"]) for it in busy))
    contender.outcomes.append(Outcome(output=None, elapsed_ms=elapsed, lanes=busy))
    request = request_for("recorded", [what], workers=len(busy), size=contender.items)
    told = report(request, elsewhere(len(busy)), [contender], [])
    # It was then, whenever that was.
    del told["endedAt"]
    return told


def elsewhere(workers: int) -> Environment:
    """Where another program ran: its trace tells only that so many did something."""
    return {
        "browser": "",
        "logicalCores": workers,
        "isolated": False,
        "rung": "threads",
        "timerResolutionMs": 0.0,
        "buildId": "",
        "simulatedNetwork": False,
    }
