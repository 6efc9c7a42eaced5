"""What the tests share: they run the command as readers do, and hold reports to the schema."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema
import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "python"))
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT / "python"), "no_proxy": "*"}
COMMAND = [sys.executable, "-m", "parallel_playground"]

Report = dict[str, Any]
Validate = Callable[[Any], None]


@pytest.fixture(scope="session")
def validate() -> Validate:
    """Holds a report to the schema that Rust's types gave."""
    schema = json.loads((ROOT / "www/generated/report.schema.json").read_text())
    validator = jsonschema.Draft202012Validator(schema)
    return validator.validate


@pytest.fixture(scope="session")
def timed(tmp_path_factory: pytest.TempPathFactory, validate: Validate) -> Callable[..., Report]:
    """`parallel-playground run` with such words; its report, which is as a report has to be."""

    def run(*words: object) -> Report:
        path = tmp_path_factory.mktemp("run") / "report.json"
        done = command("run", *words, "-o", path)
        assert done.returncode == 0, done.stderr
        report: Report = json.loads(path.read_text())
        validate(report)
        for lane in lanes(report):
            assert all(span["startMs"] <= span["endMs"] for span in lane["spans"]), lane
            for one, following in pairwise(lane["spans"]):
                assert one["endMs"] <= following["startMs"] + 1e-3, (lane["name"], one, following)
        return report

    return run


def command(*words: object, **settings: str) -> subprocess.CompletedProcess[str]:
    """What the command comes to."""
    return subprocess.run(
        [*COMMAND, *map(str, words)],
        env=ENVIRONMENT | settings,
        capture_output=True,
        text=True,
        check=False,
    )


def lanes(report: Report, strategy: str | None = None) -> list[Any]:
    """The lanes of all trials, or of those of one strategy."""
    return [
        lane
        for result in report["results"]
        for trial in result["trials"]
        for lane in trial["lanes"]
        if strategy in (None, result["strategy"])
    ]


def spans(lane: Any, *kinds: str) -> list[Any]:
    """A lane's spans of some kinds."""
    return [span for span in lane["spans"] if span["kind"] in kinds]


def items(workers: list[Any]) -> list[int]:
    """The items that spans say were computed."""
    ranges = [span["range"] for lane in workers for span in spans(lane, "run") if "range" in span]
    return sorted(item for it in ranges for item in range(it["start"], it["end"]))


def overlap(one: Any, other: Any) -> bool:
    """Whether two lanes ever computed at the same time."""
    return any(
        a["startMs"] < b["endMs"] and b["startMs"] < a["endMs"]
        for a in spans(one, "run")
        for b in spans(other, "run")
    )
