"""What others wrote is opened, or refused in a sentence."""

import json
import re
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from conftest import ROOT, Validate, command
from parallel_playground.native.foreign.opened import MOST_BYTES, UnreadableError, opened
from parallel_playground.native.serve import serving

STREAM = [
    {
        "worker": f"tcp://10.0.0.{worker}:1", "thread": 7, "key": f"add-{worker}", "nbytes": 8,
        "status": "OK", "type": "", "color": "",
        "startstops": [
            {"action": "transfer", "start": 100.0, "stop": 100.25},
            {"action": "compute", "start": 100.25, "stop": 101.0 + worker},
        ],
    }
    for worker in (1, 2)
]  # fmt: skip

TRACE = {
    "traceEvents": [
        {"ph": "M", "name": "thread_name", "pid": 1, "tid": 2, "args": {"name": "painter"}},
        {"ph": "X", "name": "paint", "cat": "x", "pid": 1, "tid": 2, "ts": 5000, "dur": 4000},
        {"ph": "X", "name": "within", "cat": "x", "pid": 1, "tid": 2, "ts": 5000, "dur": 1000},
        {"ph": "X", "name": "wait", "cat": "x", "pid": 1, "tid": 2, "ts": 9000, "dur": 1000},
        {"ph": "C", "name": "depth", "pid": 1, "tid": 0, "ts": 5000, "args": {"n": 1}},
    ]
}


def task_end(index: int, launch: int, finish: int) -> str:
    """A line of a Spark event log."""
    return json.dumps(
        {
            "Event": "SparkListenerTaskEnd", "Stage ID": 0,
            "Task End Reason": {"Reason": "Success"},
            "Task Info": {
                "Task ID": index, "Index": index, "Executor ID": "1", "Host": "node",
                "Launch Time": launch, "Finish Time": finish,
            },
            "Task Metrics": {
                "Executor Deserialize Time": 10, "Executor Run Time": finish - launch - 30,
                "Result Serialization Time": 5,
            },
        }
    )  # fmt: skip


LOG = "\n".join([task_end(0, 1000, 1100), task_end(1, 1000, 1200), task_end(2, 1100, 1300)])


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str], Path]:
    """A file that has a text."""

    def write(text: str) -> Path:
        path = tmp_path / "file.json"
        path.write_text(text)
        return path

    return write


def only_trial(report: Any) -> Any:
    """The trial of a report that has one."""
    [result] = report["results"]
    [trial] = result["trials"]
    return trial


def test_a_dask_task_stream(written: Callable[[str], Path], validate: Validate) -> None:
    """One lane a worker's thread, with the machine that it is on."""
    report = opened(written(json.dumps(STREAM)))
    validate(report)
    one, other = only_trial(report)["lanes"]
    assert [one["machine"], other["machine"]] == ["10.0.0.1", "10.0.0.2"]
    assert [(it["kind"], it["startMs"], it["endMs"]) for it in other["spans"]] == [
        ("copy", 0.0, 250.0),
        ("run", 250.0, 3000.0),
    ]


def test_a_spark_event_log_even_if_it_is_cut_off(
    written: Callable[[str], Path], validate: Validate
) -> None:
    """One lane a core; of a line that was cut off nothing is taken."""
    report = opened(written(LOG + "\n" + task_end(3, 1300, 1400)[:50]))
    validate(report)
    lanes = only_trial(report)["lanes"]
    assert [lane["name"] for lane in lanes] == ["core 1", "core 2"]
    assert [[it["kind"] for it in lane["spans"]] for lane in lanes] == [
        ["copy", "serialise", "run", "serialise"] * 2,
        ["copy", "serialise", "run", "serialise"],
    ]
    assert only_trial(report)["elapsedMs"] == 300.0


def test_a_chrome_trace(written: Callable[[str], Path], validate: Validate) -> None:
    """Its outermost complete events."""
    report = opened(written(json.dumps(TRACE)))
    validate(report)
    [lane] = only_trial(report)["lanes"]
    assert lane["name"] == "painter"
    assert [(it["kind"], it["startMs"], it["endMs"]) for it in lane["spans"]] == [
        ("run", 0.0, 4.0),
        ("wait", 4.0, 5.0),
    ]
    assert "endedAt" not in report, "when it was is not told"
    assert report["environment"]["browser"] == ""
    assert "native" not in report["environment"], "nor where"


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", "42", '{"traceEvents": []}', "words"])
def test_anything_else_is_refused_in_a_sentence(written: Callable[[str], Path], text: str) -> None:
    """It names the file."""
    with pytest.raises(UnreadableError, match=r"file\.json"):
        opened(written(text))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[" * 100_000, "too deep"),
        ('[{"ph": "X", "ts": "x", "dur": 5}]', "the ts of an event is 'x', and no number"),
        ('[{"ph": "X", "ts": 1, "dur": "x"}]', "the dur of an event is 'x', and no number"),
        ('[{"worker": "w", "thread": 1, "startstops": [{}]}]', "'start'"),
        ('{"version": 1, "request": {}, "results": NaN}', "NaN is no number in JSON"),
        ('{"version": 9, "request": {}, "results": []}', "version 9"),
        ('{"version": 1, "request": 7, "results": "x"}', "no request"),
        (
            '{"version": 1, "request": {}, "environment": {}, "skipped": [], "results": [{}]}',
            "no trials",
        ),
    ],
)
def test_what_a_page_would_refuse_is_not_opened(
    written: Callable[[str], Path], text: str, told: str
) -> None:
    """With what is wrong in it."""
    with pytest.raises(UnreadableError, match=rf"file\.json .*{told}"):
        opened(written(text))


def test_a_chrome_trace_may_be_cut_off(written: Callable[[str], Path], validate: Validate) -> None:
    """Its form of a list needs no end, as who writes it may be killed."""
    report = opened(written(json.dumps(TRACE["traceEvents"])[:-1] + ",\n"))
    validate(report)
    [lane] = only_trial(report)["lanes"]
    assert lane["name"] == "painter"


def test_where_the_page_is_not_it_is_said_where_to_have_it(
    written: Callable[[str], Path], tmp_path: Path
) -> None:
    """And a port that is taken is no traceback."""
    path = written(json.dumps(TRACE))
    done = command("open", path, "--site", tmp_path, "--no-browser")
    assert done.returncode == 1
    assert "--site REPOSITORY/dist" in done.stderr
    (tmp_path / "parallel-playground.js").write_text("1;")
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = command("open", path, "--site", tmp_path, "--no-browser", "--port", port)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert str(port) in done.stderr


def test_what_is_too_large_is_refused_with_its_size(tmp_path: Path) -> None:
    """And with what would make it smaller."""
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 12_000_000)
    done = command("open", path)
    assert done.returncode == 1
    assert "212 MB" in done.stderr
    assert "smaller" in done.stderr


@pytest.mark.parametrize("path", sorted((ROOT / "tests/reports").glob("*.json")), ids=str)
def test_reports_of_before_are_reports(path: Path, validate: Validate) -> None:
    """The schema never takes back what it once allowed."""
    validate(json.loads(path.read_text()))


def test_a_report_is_served_in_the_page(tmp_path: Path) -> None:
    """By its own name, with what isolates it; and nothing outside of the site."""
    (tmp_path / "parallel-playground.js").write_text("1;")
    server = serving(tmp_path, {"version": 1}, "<mine>.json", 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    root = f"http://127.0.0.1:{server.server_port}"
    try:
        with urlopen(f"{root}/opened/") as page:
            text = page.read().decode()
            assert page.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert 'report="./%3Cmine%3E.json"' in text
        assert "<mine>" not in text
        with urlopen(f"{root}/opened/%3Cmine%3E.json") as report:
            assert json.load(report) == {"version": 1}
        with urlopen(f"{root}/parallel-playground.js") as script:
            assert script.headers["Content-Type"] == "text/javascript"
        with pytest.raises(HTTPError, match="404"):
            urlopen(f"{root}/../conftest.py")
    finally:
        server.shutdown()
        server.server_close()


def test_it_installs_and_runs_by_its_name(tmp_path: Path, validate: Validate) -> None:
    """As `pip install ./python` has it, but without asking a registry for anything."""
    target = tmp_path / "installed"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    offline = ["--no-deps", "--no-build-isolation", "--no-index"]
    source = tmp_path / "source"
    ignored = shutil.ignore_patterns("*.egg-info", "build")
    shutil.copytree(ROOT / "python", source, ignore=ignored)
    subprocess.run([*pip, *offline, "--target", target, source], check=True)
    report = tmp_path / "report.json"
    words = ["--task", "do-nothing", "--strategies", "processes", "-o", str(report)]
    done = subprocess.run(
        [target / "bin/parallel-playground", "run", *words],
        env={"PYTHONPATH": str(target), "PATH": ""},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(report.read_text())
    validate(told)
    version = re.search(r'version = "(.+)"', (ROOT / "python/pyproject.toml").read_text())
    assert version is not None
    assert told["environment"]["buildId"] == f"parallel-playground {version[1]}"
