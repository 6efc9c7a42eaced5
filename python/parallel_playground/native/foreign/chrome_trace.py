"""A Chrome trace, of whose events the complete ones are shown: one lane a thread.

https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from parallel_playground.native.journal import KINDS
from parallel_playground.native.lanes import Lane, lane_of_spans

Event = Mapping[str, Any]
Thread = tuple[str, str]


def events_of(data: Any) -> Sequence[Event] | None:
    """A trace's events, in either of the forms that the format has; nothing if it is none."""
    events = data.get("traceEvents") if isinstance(data, dict) else data
    if not isinstance(events, list) or not events:
        return None
    return events if all(isinstance(it, dict) and "ph" in it for it in events) else None


def lanes_of_trace(events: Sequence[Event]) -> list[Lane]:
    """Lanes whose times count from the first event; of events within events the outermost."""
    rows: dict[Thread, list[Event]] = defaultdict(list)
    names: dict[tuple[str, Thread], str] = {}
    for event in events:
        thread = (str(event.get("pid", "")), str(event.get("tid", "")))
        if event["ph"] == "X" and number(event, "dur") > 0:
            rows[thread].append(event)
        elif event["ph"] == "M" and "name" in event.get("args", {}):
            # What a process is called is told with any of its threads.
            whose = thread if event["name"] == "thread_name" else (thread[0], "")
            names[event["name"], whose] = str(event["args"]["name"])
    begin = min((number(event, "ts") for row in rows.values() for event in row), default=0)
    several = len({process for process, _ in rows}) > 1
    lanes = []
    for thread, row in rows.items():
        name = names.get(("thread_name", thread), f"thread {thread[1]}")
        if several:
            process = names.get(("process_name", (thread[0], "")), f"process {thread[0]}")
            name = f"{process}: {name}"
        spans = [
            (
                kind_of(event),
                (event["ts"] - begin) / 1e3,
                (event["ts"] - begin + event["dur"]) / 1e3,
            )
            for event in outermost(row)
        ]
        lanes.append(lane_of_spans(name, "thread", spans))
    return lanes


def number(event: Event, name: str) -> float:
    """A time of an event."""
    value = event.get(name, 0)
    if not isinstance(value, int | float):
        raise ValueError(f"the {name} of an event is {value!r}, and no number")
    return value


def outermost(row: Sequence[Event]) -> list[Event]:
    """The events that lie in no other."""
    found: list[Event] = []
    for event in sorted(row, key=lambda event: (event["ts"], -event["dur"])):
        if not found or event["ts"] >= found[-1]["ts"] + found[-1]["dur"]:
            found.append(event)
    return found


def kind_of(event: Event) -> str:
    """What was done, if it is told in the playground's words: else it computed."""
    words = (event.get("name"), event.get("cat"))
    return next((kind for kind in KINDS if kind in words), "run")
