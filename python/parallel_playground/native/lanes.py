"""From what was noted to lanes: one row a worker."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Any, Literal, NamedTuple, NotRequired, TypedDict

from parallel_playground.native.clocks import Ahead
from parallel_playground.native.journal import Kind, Span, Where

LaneKind = Literal["coordinator", "thread", "process", "request"]

WORK = ("run", "fetch")
IDLE = ("wait", "lock-wait")
DIGITS = 4
"""A tenth of a microsecond, in milliseconds."""


class ItemRange(TypedDict):
    """A run of items."""

    start: int
    end: int


class LaneSpan(TypedDict):
    """A stretch of time on a lane, counted from the trial's beginning."""

    kind: Kind
    startMs: float
    endMs: float
    range: NotRequired[ItemRange]


class Lane(TypedDict):
    """One worker's row."""

    name: str
    kind: LaneKind
    machine: NotRequired[str]
    busyMs: float
    spans: list[LaneSpan]


class Part(NamedTuple):
    """A range of a task's items that somebody was given, and what is done with them."""

    kind: Kind
    items: tuple[int, int]


class Process(NamedTuple):
    """Whose threads share a memory."""

    machine: str
    id: int


@dataclass(frozen=True)
class Trial:
    """What was noted of one trial, and what is needed to read it."""

    home: Where
    """The thread that began it."""
    begin: int
    end: int
    """Both by the clock at home."""
    spans: Sequence[Span]
    ahead: Mapping[str, Ahead] = field(default_factory=dict)
    """How far others' clocks are ahead."""
    starts: Mapping[int, int] = field(default_factory=dict)
    """When processes of this machine were begun to be started."""
    has_all: bool = False
    """Whether all that threads did was noted, and not only what is known to be the task's. Then a
    pool's helpers look like workers; with processes, no thread at home is taken for one."""
    names: Mapping[Process, str] = field(default_factory=dict)
    """Processes that have names of their own; the one at home is a worker if it has one."""


def lanes_of(trial: Trial) -> list[Lane]:
    """A row for each worker, and one for whoever hands out and combines."""
    of: dict[Where, list[Span]] = defaultdict(list)
    for span in trial.spans:
        of[span.where].append(at_home(span, trial))
    home = Process(trial.home.machine, trial.home.process)
    processes = dict.fromkeys(process_of(where) for where in of)
    rows: list[tuple[LaneKind, Process, list[Span]]] = []
    coordinator: list[Span] = []
    for process in processes:
        threads = {where: spans for where, spans in of.items() if process_of(where) == process}
        if process == home and home not in trial.names:
            for where, spans in threads.items():
                is_worker = where.request is not None or where.thread != trial.home.thread
                if trial.has_all and len(processes) > 1:
                    is_worker = False
                if is_worker and any(span.kind in WORK for span in spans):
                    kind: LaneKind = "thread" if where.request is None else "request"
                    rows.append((kind, process, spans))
                else:
                    coordinator += spans
        else:
            rows.append(("process", process, [it for spans in threads.values() for it in spans]))
    rows.sort(
        key=lambda row: (
            row[1].machine,
            trial.names.get(row[1], ""),
            min(span.start for span in row[2]),
        )
    )
    lanes = [
        lane(
            trial.names.get(process) or f"{kind} {place}",
            kind,
            finished(spans, trial, None if kind == "request" else "wait"),
            trial,
        )
        for place, (kind, process, spans) in numbered(rows)
    ]
    if home not in trial.names:
        row = finished(coordinator, trial, "wait" if rows else None)
        lanes.append(lane("main" if rows else "main thread", "coordinator", row, trial))
    if len({it.machine for it in processes}) > 1:
        for row_of, (_, process, _) in zip(lanes, rows, strict=False):
            row_of["machine"] = process.machine
    return lanes


def process_of(where: Where) -> Process:
    """The process that a thread is one of."""
    return Process(where.machine, where.process)


def numbered(
    rows: Iterable[tuple[LaneKind, Process, list[Span]]],
) -> Iterable[tuple[int, tuple[LaneKind, Process, list[Span]]]]:
    """Each with its number among those of its kind, from 1."""
    counts: dict[LaneKind, int] = defaultdict(int)
    for row in rows:
        counts[row[0]] += 1
        yield counts[row[0]], row


def at_home(span: Span, trial: Trial) -> Span:
    """A span by the clock at home."""
    ahead = trial.ahead.get(span.where.clock)
    if ahead is None or span.where.clock == trial.home.clock:
        return span
    shift = round(ahead.ns)
    return span._replace(start=span.start - shift, end=span.end - shift)


def finished(spans: list[Span], trial: Trial, idle: Kind | None) -> list[Span]:
    """In order, none over another; what lies between is `idle`, from the trial's begin to its end.

    What several threads of a process did at once is one row: what began first goes on, and that
    one waited shows only where no other did anything.
    """
    inside = [
        span._replace(start=max(span.start, trial.begin), end=min(span.end, trial.end))
        for span in spans
    ]
    row = in_turn(span for span in inside if span.kind not in IDLE)
    row = filled(row, in_turn(span for span in inside if span.kind in IDLE), trial)
    if not row:
        return [] if idle is None else [Span(trial.home, idle, trial.begin, trial.end)]
    first = row[0]
    if (started := started_at(first, trial)) is not None:
        row.insert(0, Span(first.where, "start", started, first.start))
    if idle is None:
        return row
    # A process is idle only once it is there.
    since = row[0].start if row[0].kind == "start" else trial.begin
    return filled(row, [Span(first.where, idle, since, trial.end)], trial)


def in_turn(spans: Iterable[Span]) -> list[Span]:
    """In order, and each from where the one before it has ended."""
    row: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        start = max(span.start, row[-1].end) if row else span.start
        if span.end > start:
            row.append(span._replace(start=start))
    return row


def filled(row: Sequence[Span], others: Sequence[Span], trial: Trial) -> list[Span]:
    """A row, and in its gaps what others have there; each of the two is in order."""
    starts = [trial.begin, *(span.end for span in row)]
    ends = [*(span.start for span in row), trial.end]
    pieces: list[Span] = []
    place = 0
    for start, end in zip(starts, ends, strict=True):
        while place < len(others) and others[place].end <= start:
            place += 1
        at = place
        while at < len(others) and others[at].start < end:
            span = others[at]
            piece = span._replace(start=max(span.start, start), end=min(span.end, end))
            if piece.end > piece.start:
                pieces.append(piece)
            at += 1
    return sorted([*row, *pieces], key=lambda span: span.start)


def started_at(first: Span, trial: Trial) -> int | None:
    """When a process was begun to be started, if that was in the trial; this is its first span."""
    started = trial.starts.get(first.where.process)
    is_of_here = first.where.clock == trial.home.clock
    if started is None or not is_of_here or not trial.begin <= started < first.start:
        return None
    return started


def lane(name: str, kind: LaneKind, row: Sequence[Span], trial: Trial) -> Lane:
    """A lane, as a report has it."""
    spans = [
        lane_span(
            span.kind, (span.start - trial.begin) / 1e6, (span.end - trial.begin) / 1e6, span.items
        )
        for span in row
    ]
    return with_busy(name, kind, spans)


def with_busy(name: str, kind: LaneKind, spans: list[LaneSpan]) -> Lane:
    """A lane of these spans, and how long it computed."""
    busy = sum(span["endMs"] - span["startMs"] for span in spans if span["kind"] == "run")
    return {"name": name, "kind": kind, "busyMs": round(busy, DIGITS), "spans": spans}


def lane_span(
    kind: Kind, start: float, end: float, items: tuple[int, int] | None = None
) -> LaneSpan:
    """A span, as a report has it; times are in milliseconds."""
    told: LaneSpan = {
        "kind": kind,
        "startMs": round(start, DIGITS),
        "endMs": round(end, DIGITS),
    }
    if items is not None:
        told["range"] = {"start": items[0], "end": items[1]}
    return told


def ms(ns: float) -> float:
    """Milliseconds, as exactly as a report tells them."""
    return round(ns / 1e6, DIGITS)


def lane_of_spans(
    name: str,
    kind: LaneKind,
    spans: Iterable[tuple[Any, ...]],
    until: float | None = None,
) -> Lane:
    """A lane of (kind, start, end) or (kind, start, end, items), in milliseconds.

    None is laid over another. Where it is told `until` when all went on, gaps are waiting.
    """
    row: list[LaneSpan] = []
    reached = 0.0 if until is not None else -inf
    for what, start, end, *items in sorted(spans, key=lambda it: (it[1], it[2])):
        if until is not None and start > reached:
            row.append(lane_span("wait", reached, start))
        last = end if until is None else min(end, until)
        if last > (first := max(start, reached)):
            row.append(lane_span(what, first, last, *items))
            reached = last
    if until is not None and reached < until:
        row.append(lane_span("wait", reached, until))
    return with_busy(name, kind, row)
