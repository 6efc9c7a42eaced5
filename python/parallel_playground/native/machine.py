"""Where a run takes place."""

import platform
import time
from collections.abc import Mapping
from importlib import metadata
from math import inf
from typing import NotRequired, TypedDict

import psutil

from parallel_playground.native.clocks import Ahead
from parallel_playground.native.journal import has_gil
from parallel_playground.native.lanes import ms


class Machine(TypedDict):
    """One of several machines that lanes are on."""

    name: str
    clockAheadMs: float
    """How far its clock was found to be ahead of the first machine's."""
    clockResidualMs: float
    """By how much the truth may differ from that."""


class Native(TypedDict):
    """What there is to say of a place outside of browsers."""

    system: str
    implementation: str
    freeThreaded: bool
    physicalCores: int
    engines: list[str]
    """Engines besides Python itself, with their versions."""
    recordingCostPercent: float
    """How much longer a run took for being recorded."""
    machines: list[Machine]
    """The machines, if they are several."""


class Environment(TypedDict):
    """Where a run took place."""

    browser: str
    logicalCores: int
    isolated: bool
    rung: str
    timerResolutionMs: float
    buildId: str
    simulatedNetwork: bool
    python: NotRequired[str]
    native: NotRequired[Native]


def environment(
    engines: list[str],
    recording_cost_percent: float,
    clocks: Mapping[str, Ahead],
) -> Environment:
    """This machine, and what is known of others."""
    machines: list[Machine] = [
        {
            "name": name,
            "clockAheadMs": ms(ahead.ns),
            "clockResidualMs": ms(ahead.residual_ns),
        }
        for name, ahead in clocks.items()
        if ahead.residual_ns < inf
    ]
    return {
        "browser": "",
        "logicalCores": psutil.cpu_count() or 1,
        "isolated": False,
        "rung": "threads",
        "timerResolutionMs": time.get_clock_info("perf_counter").resolution * 1e3,
        "buildId": f"parallel-playground {own_version()}",
        "simulatedNetwork": False,
        "python": platform.python_version(),
        "native": {
            "system": f"{platform.system()} {platform.machine()}",
            "implementation": platform.python_implementation(),
            "freeThreaded": not has_gil(),
            "physicalCores": psutil.cpu_count(logical=False) or psutil.cpu_count() or 1,
            "engines": engines,
            "recordingCostPercent": round(recording_cost_percent, 2),
            "machines": machines,
        },
    }


def own_version() -> str:
    """This package's version; of a folder that was not installed, none."""
    try:
        return metadata.version("parallel-playground")
    except metadata.PackageNotFoundError:
        return "(not installed)"
