"""The containers of `compose.yaml`, as far as can be told where there are none to run."""

import re
import shlex
import tomllib
from importlib.metadata import entry_points
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from click import NoSuchOption

from conftest import ROOT
from parallel_playground.native.command import parser

PATH = ROOT / "python/compose.yaml"
TEXT = PATH.read_text()
SERVICES: dict[str, Any] = yaml.safe_load(TEXT)["services"]
IMAGE = re.compile(r"ghcr\.io/dask/dask:(?P<dask>\d+\.\d+\.\d+)-py(?P<python>\d+\.\d+)")
PORT = 8786
"""Where a scheduler listens unless it is told otherwise."""


def arguments(service: str) -> dict[str, Any]:
    """What the service's command makes of its command line; it refuses an option it has not."""
    program, name, *words = shlex.split(SERVICES[service]["command"])
    assert program == "dask"
    [command] = entry_points(group="dask_cli", name=name)
    told: dict[str, Any] = command.load().make_context(name, words).params
    return told


def test_every_image_is_of_the_versions_that_the_tests_are_run_with() -> None:
    """Scheduler, workers and whoever asks them have to be of one version."""
    images = [IMAGE.fullmatch(service["image"]) for service in SERVICES.values()]
    assert images
    assert all(images)
    [(dask, python)] = {(it["dask"], it["python"]) for it in images if it is not None}
    pinned = (ROOT / "python/requirements.txt").read_text().splitlines()
    advised = re.findall(r"pip install (\S+) (\S+?),", TEXT)
    assert advised == [(f"dask=={dask}", f"distributed=={dask}")]
    assert set(advised[0]) <= set(pinned)
    project = tomllib.loads((ROOT / "python/pyproject.toml").read_text())["project"]
    least = project["requires-python"].removeprefix(">=")
    assert [int(it) for it in python.split(".")] >= [int(it) for it in least.split(".")]


def test_a_scheduler_and_three_workers_that_find_it() -> None:
    """By its name and by the port where it is, which is also open to whoever runs the command."""
    assert arguments("scheduler")["port"] in (None, PORT)
    assert SERVICES["scheduler"]["ports"] == [f"{PORT}:{PORT}"]
    worker = SERVICES["worker"]
    [place] = [word for word in shlex.split(worker["command"]) if "://" in word]
    assert (urlsplit(place).hostname, urlsplit(place).port) == ("scheduler", PORT)
    assert arguments("worker")["nthreads"] == 1
    assert worker["depends_on"] == ["scheduler"]
    assert worker["deploy"] == {"replicas": 3}


def test_the_command_that_it_advises_is_one() -> None:
    """And reaches the scheduler."""
    [line] = re.findall(r"# +parallel-playground (run .+)", TEXT)
    told = parser().parse_args(shlex.split(line))
    assert told.scheduler == f"tcp://127.0.0.1:{PORT}"
    assert "dask-distributed" in told.strategies


def test_an_option_that_a_command_lacks_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that these tests can fail."""
    command = SERVICES["worker"]["command"]
    monkeypatch.setitem(SERVICES["worker"], "command", f"{command} --thread-count 1")
    with pytest.raises(NoSuchOption, match="thread-count"):
        arguments("worker")
