"""A Dask task stream, as `get_task_stream` collects it: one lane a worker's thread.

https://distributed.dask.org/en/stable/api.html#distributed.get_task_stream
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from parallel_playground.native.journal import Kind
from parallel_playground.native.lanes import Lane, Part, lane_of_spans

KINDS: Mapping[str, Kind] = {
    "compute": "run",
    "transfer": "copy",
    "deserialize": "serialise",
    "disk-read": "copy",
    "disk-write": "copy",
}

Row = list[tuple[Any, ...]]


def is_task_stream(data: Any) -> bool:
    """Whether this is one."""
    return (
        isinstance(data, list)
        and bool(data)
        and all(
            isinstance(record, dict) and {"worker", "thread", "startstops"} <= record.keys()
            for record in data
        )
    )


def lanes_of_stream(
    records: Iterable[Mapping[str, Any]],
    begin: float,
    end: float | None = None,
    parts: Mapping[str, Part] | None = None,
) -> list[Lane]:
    """Lanes whose times count from `begin`, in seconds by the scheduler's clock.

    Where it is told when all was at its `end`, what is between spans is waiting.
    """
    rows: dict[tuple[str, Any], Row] = defaultdict(list)
    for record in records:
        row = rows[record["worker"], record["thread"]]
        for step in record["startstops"]:
            kind = KINDS.get(step["action"], "run")
            part = (parts or {}).get(str(record["key"])) if kind == "run" else None
            times = (1e3 * (step["start"] - begin), 1e3 * (step["stop"] - begin))
            row.append((kind, *times) if part is None else (part.kind, *times, part.items))
    workers = sorted({worker for worker, _ in rows})
    machines = {host_of(worker) for worker in workers}
    lanes = []
    for (worker, thread), row in sorted(rows.items(), key=lambda it: (it[0][0], str(it[0][1]))):
        threads = sorted(str(other) for of, other in rows if of == worker)
        name = f"worker {workers.index(worker) + 1}"
        if len(threads) > 1:
            name += f", thread {threads.index(str(thread)) + 1}"
        laid = one_after_another(row)
        until = None if end is None else max(1e3 * (end - begin), laid[-1][2])
        made = lane_of_spans(name, "process", laid, until)
        if len(machines) > 1:
            made["machine"] = host_of(worker)
        lanes.append(made)
    return lanes


def one_after_another(row: Row) -> Row:
    """What a thread did, which it did one after another.

    Workers go on correcting their clocks, and what they did just before and just after may seem to
    overlap by as much: then the later is told to have begun when the earlier ended.
    """
    laid: Row = []
    for kind, start, end, *rest in sorted(row, key=lambda step: (step[1], step[2])):
        late = max(0.0, laid[-1][2] - start) if laid else 0.0
        laid.append((kind, start + late, end + late, *rest))
    return laid


def host_of(worker: str) -> str:
    """The machine that a worker's address names."""
    return urlsplit(worker).hostname or worker
