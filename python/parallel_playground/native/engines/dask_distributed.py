"""Dask's distributed scheduler, one that runs or one made for the run.

Its task stream tells what each thread of each worker did, in the scheduler's time: workers correct
their own clocks to it. How far that is from the time here is asked, and so is the residual.
"""

import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from parallel_playground.native.clocks import Ahead
from parallel_playground.native.engines.engine import (
    Options,
    TrialLostError,
    UnavailableError,
    Work,
)
from parallel_playground.native.engines.needed import needed
from parallel_playground.native.foreign.task_stream import host_of, lanes_of_stream
from parallel_playground.native.lanes import Part, lane_of_spans, ms
from parallel_playground.native.machine import own_version
from parallel_playground.native.package import archived
from parallel_playground.native.report import Outcome
from parallel_playground.pieces import run_all

PROBES = 5
SECONDS_TO_CONNECT = 10
PACKAGES = ("dask", "distributed")


class DaskDistributed:
    """A scheduler and its workers."""

    def __init__(self, options: Options) -> None:
        """None is started yet; `--scheduler` names one that is."""
        self.version: str | None = f"dask-distributed {needed('distributed').__version__}"
        self.address = options.scheduler
        self.cluster: Any = None
        self.client: Any = None
        self.startup_ms = 0.0

    def execute(self, work: Work) -> Outcome:
        """Has the workers compute the parts, and combine them two at a time."""
        if self.client is None:
            self.connect(work.plan.workers)
        before = self.workers()
        ahead = self.scheduler_ahead()
        ranges = work.task.cut(4 * work.plan.workers)
        trial = f"{time.time_ns():x}"
        # The stream is kept from the first time that it is asked for.
        self.client.get_task_stream(count=1)
        begin = time.time()
        try:
            output = self.compute(work, ranges, trial)
        except Exception as error:
            raise TrialLostError(f"Dask gave it up: {error!r}.") from error
        end = time.time()
        stream = [record for record in self.client.get_task_stream() if trial in record["key"]]
        parts = {key_of(trial, part): Part(work.kind, (part.start, part.stop)) for part in ranges}
        lanes = lanes_of_stream(stream, *within(stream, begin + ahead, end + ahead), parts)
        main = lane_of_spans("main", "coordinator", [("wait", 0.0, ms(1e9 * (end - begin)))])
        return Outcome(
            output=work.task.describe(output),
            retries=work.task.retries(output),
            elapsed_ms=1e3 * (end - begin),
            lanes=[*lanes, main],
            startup_ms=self.startup_ms,
            messages=len(ranges) + 1,
            bytes_copied=sum(record.get("nbytes") or 0 for record in stream),
            machines=self.machines(),
            incidents=self.lost(before),
        )

    def compute(self, work: Work, ranges: list[range], trial: str) -> Any:
        """The output."""
        level = [
            self.client.submit(run_all, work.task.extract(part), key=key_of(trial, part))
            for part in ranges
        ]
        depth = 0
        while len(level) > 1:
            depth += 1
            level = [
                self.client.submit(
                    work.task.combine,
                    level[first : first + 2],
                    key=f"combine-{trial}-{depth}-{first}",
                )
                for first in range(0, len(level), 2)
            ]
        return level[0].result()

    def connect(self, workers: int) -> None:
        """Makes a cluster, or finds the one that was named."""
        from distributed import Client, LocalCluster  # noqa: PLC0415

        begin = time.perf_counter()
        if self.address is None:
            self.cluster = LocalCluster(
                n_workers=workers, threads_per_worker=1, dashboard_address=None
            )
        try:
            self.client = Client(self.cluster or self.address, timeout=SECONDS_TO_CONNECT)
        except (OSError, ValueError) as error:
            raise UnavailableError(
                f"No Dask scheduler answers at {self.address} ({error}). Is it running, and "
                "can this machine reach it? Without --scheduler one is made for the run."
            ) from error
        if self.cluster is None:
            self.share_programs()
        self.client.wait_for_workers(1, timeout=SECONDS_TO_CONNECT)
        self.startup_ms = 1e3 * (time.perf_counter() - begin)

    def share_programs(self) -> None:
        """Gives the workers the programs, and refuses a cluster of other versions."""
        others = list(mismatches(self.client.get_versions()))
        if others:
            raise UnavailableError(
                f"The cluster's versions differ from those here: {'; '.join(others)}. "
                "Install the same on all of its machines and on this one."
            )
        with tempfile.TemporaryDirectory() as folder:
            self.client.upload_file(archived(f"{folder}/programs-{own_version()}"))

    def workers(self) -> dict[str, Any]:
        """Those that there are, by their addresses."""
        found: dict[str, Any] = self.client.scheduler_info(n_workers=-1)["workers"]
        return found

    def lost(self, before: Iterable[str]) -> list[str]:
        """Tells of workers that are no longer there."""
        gone = set(before) - set(self.workers())
        return [
            f"The worker {address} was lost during the run. No result is lost with it: Dask had "
            "others compute its parts again."
            for address in sorted(gone)
        ]

    def scheduler_ahead(self) -> float:
        """How many seconds the scheduler's clock is ahead, by the quickest of some probes."""
        return quickest(self.client.run_on_scheduler).ns / 1e9

    def machines(self) -> dict[str, Ahead]:
        """How far each machine's clock is ahead, where workers are on several."""
        hosts = {host_of(address): address for address in self.workers()}
        if len(hosts) < 2:
            return {}
        return {
            host: quickest(lambda ask, at=address: self.client.run(ask, workers=[at])[at])
            for host, address in hosts.items()
        }

    def close(self) -> None:
        """Leaves the cluster, and ends it if it was made here."""
        for it in (self.client, self.cluster):
            if it is not None:
                it.close()


def mismatches(versions: Mapping[str, Any]) -> Iterable[str]:
    """Who has other versions than are here; Dask itself only warns of them."""
    own = versions_of(versions["client"])
    members = {"the scheduler": versions["scheduler"], **versions["workers"]}
    for member, told in members.items():
        theirs = versions_of(told)
        different = [
            f"{name} {theirs[name]} instead of {own[name]}"
            for name in own
            if own[name] != theirs[name]
        ]
        if different:
            yield f"{member} has {', '.join(different)}"


def versions_of(member: Mapping[str, Any]) -> dict[str, str]:
    """The versions that have to be the same everywhere: what one pickles, another unpickles."""
    told = member["packages"]
    python = ".".join(str(told["python"]).split(".")[:2])
    return {"Python": python} | {name: str(told[name]) for name in PACKAGES}


def within(stream: Sequence[Mapping[str, Any]], begin: float, end: float) -> tuple[float, float]:
    """When it began and ended: nothing was done before that or after, whatever clocks say."""
    steps = [step for record in stream for step in record["startstops"]]
    starts, stops = (step["start"] for step in steps), (step["stop"] for step in steps)
    return min([begin, *starts]), max([end, *stops])


def quickest(ask: Callable[..., float]) -> Ahead:
    """How far a clock is ahead, by the quickest of some probes."""
    return min((probe(ask) for _ in range(PROBES)), key=lambda ahead: ahead.residual_ns)


def probe(ask: Callable[..., float]) -> Ahead:
    """How far a clock is ahead; the truth may differ by half of the way there and back."""
    sent = time.time()
    told = ask(time.time)
    came = time.time()
    return Ahead(1e9 * (told - (sent + came) / 2), 1e9 * (came - sent) / 2)


def key_of(trial: str, part: range) -> str:
    """What Dask knows a part by."""
    return f"run-{trial}-{part.start}-{part.stop}"
