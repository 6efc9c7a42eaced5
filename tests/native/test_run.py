"""Tasks under the strategies of this process, natively."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import COMMAND, ENVIRONMENT, ROOT, Report, command, items, lanes, overlap, spans
from parallel_playground.native.command import parser
from parallel_playground.native.contest import ENGINES, hold
from parallel_playground.native.engines.engine import Options, Work
from parallel_playground.native.engines.local import STRATEGIES
from parallel_playground.native.work import SIZES, pictures_in
from parallel_playground.plan import Plan
from parallel_playground.tasks.download_images import DownloadImages
from parallel_playground.tasks.task import Parameters

SIZE = 20_000
# What does not suit the task, and what is not run.
SKIPPED = ["gpu", "pipeline"]
OTHERS = [name for name in STRATEGIES if name not in (*ENGINES, *SKIPPED, "sequential")]


@pytest.fixture(scope="module")
def report(timed: Callable[..., Report]) -> Report:
    """Every strategy once."""
    words = ["--size", SIZE, "--workers", 2, "--trials", 1, "--strategies", *OTHERS, *SKIPPED]
    return timed(*words)


def test_every_strategy_runs_and_comes_to_the_same(report: Report) -> None:
    """Each has a result, whose lanes tell of every item once."""
    assert [it["strategy"] for it in report["results"]] == ["sequential", *OTHERS]
    assert [it["strategy"] for it in report["skipped"]] == SKIPPED
    shown, unsuited = [it["reason"] for it in report["skipped"]]
    assert "not run" in shown
    assert "only one: computing" in unsuited
    for result in report["results"]:
        assert result["matchesSequential"], result["strategy"]
        assert result["output"] == report["results"][0]["output"]
        workers = lanes(report, result["strategy"])
        assert items(workers) == list(range(SIZE)), result["strategy"]
    place = report["environment"]
    assert place["native"]["implementation"] == "CPython"
    assert place["logicalCores"] >= place["native"]["physicalCores"] >= 1


@pytest.fixture(scope="module")
def longer(timed: Callable[..., Report]) -> Report:
    """Those whose workers are to meet, for long enough that they do in one of the trials."""
    words = ["--size", 10 * SIZE, "--workers", 2, "--trials", 3]
    return timed(*words, "--strategies", "processes", "gil-threads")


def trials(report: Report, strategy: str) -> list[Any]:
    """The trials of a strategy."""
    [result] = [it for it in report["results"] if it["strategy"] == strategy]
    own: list[Any] = result["trials"]
    return own


def test_processes_compute_at_the_same_time_and_are_sent_what_they_need(longer: Report) -> None:
    """They overlap; they were started, pickled to and from, and copied to."""
    have_met = []
    for trial in trials(longer, "processes"):
        *processes, main = trial["lanes"]
        # One that came up late may have found nothing left to do.
        assert [it["kind"] for it in processes] in (["process"], ["process"] * 2)
        assert main["kind"] == "coordinator"
        for process in processes:
            assert process["spans"][0]["kind"] == "start"
            assert spans(process, "serialise")
        assert spans(main, "copy")
        assert trial["traffic"]["messages"] == 16, "eight ranges there, eight parts back"
        have_met.append(len(processes) == 2 and overlap(*processes))
    assert any(have_met)


def test_threads_that_share_a_gil_wait_for_it(longer: Report) -> None:
    """What they had no processor for is told."""
    if longer["environment"]["native"]["freeThreaded"]:
        pytest.skip("there is no GIL")
    waits = [
        [spans(lane, "lock-wait") for lane in trial["lanes"] if lane["kind"] == "thread"]
        for trial in trials(longer, "gil-threads")
    ]
    assert any(len(threads) == 2 and all(threads) for threads in waits)
    told = [wait for threads in waits for own in threads for wait in own]
    assert all("range" in it for it in told), "a range's time includes what it waited for"


def test_sizes_are_those_of_a_tab() -> None:
    """A task is as large here as where a tab has Python execute it."""
    catalogue = json.loads((ROOT / "www/generated/catalogue.json").read_text())
    sizes = {task["id"]: task["size"]["pythonDefault"] for task in catalogue["tasks"]}
    assert sizes == SIZES


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("run --task download-images", "--urls"),
        ("output --task download-images", "--urls"),
        ("run --task make-thumbnails", "--pictures"),
        ("output --task make-thumbnails", "--pictures"),
        ("run --task make-thumbnails --pictures gone", "There is no folder gone"),
        ("run --task make-thumbnails --pictures FOLDER", "No file in"),
        ("output --strategies gpu", "pip install numba-cuda"),
        ("output --strategies pipeline", "pipeline: A pipeline overlaps"),
        ("run gone.py", "There is no gone.py"),
        ("run FOLDER", "is a folder: name the programs"),
        ("run PROGRAM --task count-primes --workers 2", "leave out --task and --workers"),
        ("run PROGRAM --strategies threads", "leave out --strategies"),
        ("run PROGRAM --ranks 2", "--ranks"),
        ("run --ranks 2", "--ranks"),
        ("run --unordered", "--unordered"),
    ],
)
def test_what_cannot_be_run_is_said(words: str, told: str, tmp_path: Path) -> None:
    """In a sentence, and not by a traceback."""
    program = tmp_path / "program.py"
    program.write_text("print(1)")
    places = {"FOLDER": tmp_path, "PROGRAM": program}
    done = command(*(places.get(word, word) for word in words.split()))
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert told in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ["run", "--seed", "-5"],
        ["run", "--seed", "4294967296"],
        ["run", "--size", "1e6"],
        ["run", "--size", "4294967296"],
        ["run", "--workers", "abc"],
        ["run", "--timeout", "nan"],
        ["open", "it.json", "--port", "99999"],
    ],
    ids=" ".join,
)
def test_numbers_that_no_report_holds_are_refused(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """With those that it does."""
    with pytest.raises(SystemExit):
        parser().parse_args(words)
    assert re.search(rf"{words[-1]} is not a .+ from \d.* to \d+", capsys.readouterr().err)


def test_pictures_may_be_called_in_either_way(tmp_path: Path) -> None:
    """Of a camera, and of others."""
    for name in ("c.JPG", "b.jpeg", "a.jpg", "d.png"):
        (tmp_path / name).write_text(name)
    assert pictures_in(tmp_path) == [b"a.jpg", b"b.jpeg", b"c.JPG"]


def test_a_package_that_only_an_output_needs_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """As one is that a strategy needs."""
    monkeypatch.setitem(sys.modules, "PIL", None)
    parameters = Parameters(size=1, seed=1, urls=["no address"])
    task = DownloadImages.build(parameters)
    work = Work("download-images", parameters, task, Plan(1, 1, 1))
    [one, other] = hold(work, ["event-loop"], 1, Options()).skipped
    assert "parallel-playground[pictures]" in one["reason"]
    assert one["reason"] == other["reason"]


def test_processes_of_a_task_do_not_hear_an_interrupt() -> None:
    """Each would print a traceback, and whoever started them ends them."""
    program = """if True:
        import multiprocessing, signal
        from parallel_playground.native import forking
        multiprocessing.set_start_method("forkserver")
        forking.prepare()
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
        with multiprocessing.Pool(1) as pool:
            print(pool.apply(signal.getsignal, [signal.SIGINT]) == signal.SIG_IGN)
    """
    words = [COMMAND[0], "-c", program]
    assert subprocess.check_output(words, env=ENVIRONMENT, text=True) == "True\n"
