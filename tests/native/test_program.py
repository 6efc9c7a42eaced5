"""A reader's own programs."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Report, command, lanes, overlap, spans
from parallel_playground.native.command import cost_sentence
from parallel_playground.native.console import MOST_CHARACTERS
from parallel_playground.native.engines.engine import Options
from parallel_playground.native.program import versions

PLAIN = """
def work(n):
    return sum(i * i for i in range(n))

if __name__ == "__main__":
    print(sum(work(300_000 + i) for i in range(12)))
"""

POOL = """
from multiprocessing import Barrier, Pool, RawArray, set_start_method

def begin(both, at_work):
    global own, all_at_work
    own, all_at_work = both.wait(), at_work

def work(n):
    # Until the other process is at work as well.
    all_at_work[own] = 1
    while not all(all_at_work):
        pass
    return sum(i * i for i in range(n))

if __name__ == "__main__":
    set_start_method("METHOD")
    with Pool(2, begin, [Barrier(2), RawArray("b", 2)]) as pool:
        print(sum(pool.map(work, [300_000 + i for i in range(12)], chunksize=1)))
"""

LOCK = """
import threading, time
lock, all_there = threading.Lock(), threading.Barrier(3)

def hold():
    all_there.wait()
    for _ in range(3):
        with lock:
            time.sleep(0.01)

threads = [threading.Thread(target=hold) for _ in range(2)]
for thread in threads:
    thread.start()
with lock:
    all_there.wait()
    time.sleep(0.1)
for thread in threads:
    thread.join()
print("done")
"""


@pytest.fixture
def program(tmp_path: Path) -> Callable[[str, str], Path]:
    """Writes a program."""

    def write(name: str, source: str) -> Path:
        path = tmp_path / name
        path.write_text(source)
        return path

    return write


@pytest.mark.parametrize("method", ["fork", "forkserver", "spawn"])
def test_processes_are_seen_however_they_are_started(
    timed: Callable[..., Report], program: Callable[[str, str], Path], method: str
) -> None:
    """They are lanes that start, compute at the same time and are sent what they need."""
    versions = [program("plain.py", PLAIN), program("pool.py", POOL.replace("METHOD", method))]
    report = timed(*versions, "--trials", 1)
    assert report["request"]["task"] == "program"
    assert [it["name"] for it in report["request"]["versions"]] == ["plain", "pool"]
    assert [it["matchesSequential"] for it in report["results"]] == [True, True]
    one, other, main = lanes(report, "pool")
    assert [one["kind"], other["kind"], main["kind"]] == ["process", "process", "coordinator"]
    assert overlap(one, other)
    assert one["spans"][0]["kind"] == "start"
    [alone] = lanes(report, "plain")
    assert alone["kind"] == "coordinator"


def test_locks_that_others_hold_are_waited_for(
    timed: Callable[..., Report], program: Callable[[str, str], Path]
) -> None:
    """And sleeping is another kind of waiting."""
    report = timed(program("lock.py", LOCK), "--trials", 1)
    threads = [lane for lane in lanes(report) if lane["kind"] == "thread"]
    assert len(threads) == 2
    assert any(spans(lane, "lock-wait") for lane in threads)
    assert all(spans(lane, "wait") for lane in threads)


def test_an_exception_costs_its_version_alone(
    timed: Callable[..., Report], program: Callable[[str, str], Path]
) -> None:
    """The traceback is told as Python prints it."""
    report = timed(program("plain.py", PLAIN), program("wrong.py", "1 / 0"), "--trials", 1)
    assert [it["strategy"] for it in report["results"]] == ["plain"]
    [skipped] = report["skipped"]
    assert "ZeroDivisionError: division by zero" in skipped["reason"]


def test_another_output_is_told(
    timed: Callable[..., Report], program: Callable[[str, str], Path]
) -> None:
    """Where the order of lines is free, it is no other."""
    versions = [program("one.py", "print(1); print(2)"), program("two.py", "print(2); print(1)")]
    ordered = timed(*versions, "--trials", 1)
    assert [it["matchesSequential"] for it in ordered["results"]] == [True, False]
    free = timed(*versions, "--trials", 1, "--unordered")
    assert [it["matchesSequential"] for it in free["results"]] == [True, True]


def test_how_long_it_took_is_no_output(
    timed: Callable[..., Report], program: Callable[[str, str], Path]
) -> None:
    """Programs print it, and it is never the same twice."""
    source = "import time; print('took', time.perf_counter()); print(f'{time.time()} s')"
    report = timed(program("one.py", source), program("two.py", source), "--trials", 1)
    assert [it["matchesSequential"] for it in report["results"]] == [True, True]


def test_a_program_that_is_not_there_is_named() -> None:
    """It is no traceback of ours."""
    assert "There is no gone.py." in command("run", "gone.py").stderr


PRINTING = """
import sys, threading
from multiprocessing import Process, set_start_method

def child():
    print("from a process")

if __name__ == "__main__":
    set_start_method("METHOD")
    print("begin", 1)
    print("oh", file=sys.stderr)
    thread = threading.Thread(target=print, args=["from a thread"], name="Painter")
    thread.start()
    thread.join()
    process = Process(target=child, name="Helper")
    process.start()
    process.join()
    print("end")
"""


@pytest.mark.parametrize("method", ["fork", "forkserver", "spawn"])
def test_what_is_printed_says_when_and_by_whom(
    timed: Callable[..., Report], program: Callable[[str, str], Path], method: str
) -> None:
    """Each piece with its stream, in the order in which it was printed."""
    report = timed(program("printing.py", PRINTING.replace("METHOD", method)), "--trials", 1)
    [result] = report["results"]
    [trial] = result["trials"]
    assert [(it["who"], it["stream"], it["text"]) for it in trial["console"]] == [
        ("main", "out", "begin 1\n"),
        ("main", "err", "oh\n"),
        ("Painter", "out", "from a thread\n"),
        ("Helper", "out", "from a process\n"),
        ("main", "out", "end\n"),
    ]
    times = [it["atMs"] for it in trial["console"]]
    assert times == sorted(times)
    assert 0 <= times[0] <= times[-1] <= trial["elapsedMs"]
    printed = "".join(it["text"] for it in trial["console"] if it["stream"] == "out")
    assert sorted(result["output"].splitlines()) == sorted(printed.splitlines())


def test_a_flood_is_cut_off_in_the_console_alone(
    timed: Callable[..., Report], program: Callable[[str, str], Path]
) -> None:
    """What is left out is said."""
    report = timed(program("flood.py", "for n in range(100_000): print(n)"), "--trials", 1)
    [result] = report["results"]
    *kept, last = result["trials"][0]["console"]
    assert sum(len(it["text"]) for it in kept) == MOST_CHARACTERS
    assert last["stream"] == "err"
    assert "left out" in last["text"]
    assert result["output"].endswith("99999\n")


PI = """
from mpi4py import MPI
world = MPI.COMM_WORLD
own = sum(range(world.rank, 200_000, world.size))
whole = world.reduce(own)
if world.rank == 0:
    print(whole)
print("rank", world.rank, file=__import__("sys").stderr)
"""


def test_ranks_run_what_imports_mpi4py(
    timed: Callable[..., Report], program: Callable[[str, str], Path]
) -> None:
    """Each rank is a lane, and the other version runs by itself."""
    versions = [program("loop.py", "print(sum(range(200_000)))"), program("pi.py", PI)]
    report = timed(*versions, "--ranks", 3, "--trials", 1)
    assert [it.get("ranks") for it in report["request"]["versions"]] == [None, 3]
    assert [it["matchesSequential"] for it in report["results"]] == [True, True]
    assert report["results"][1]["workers"] == 3
    names = [lane["name"] for lane in lanes(report, "pi")]
    assert names == ["rank 0", "rank 1", "rank 2"]
    assert all(spans(lane, "run") for lane in lanes(report, "pi"))
    assert any(spans(lane, "wait") for lane in lanes(report, "pi"))
    said = {(it["who"], it["text"]) for it in report["results"][1]["trials"][0]["console"]}
    assert said >= {(f"rank {rank}", f"rank {rank}\n") for rank in range(3)}


def test_a_rank_that_fails_ends_the_others(
    timed: Callable[..., Report], program: Callable[[str, str], Path]
) -> None:
    """They would wait for it for ever."""
    failing = "from mpi4py import MPI\nw = MPI.COMM_WORLD\nw.rank and 1 / 0\nw.recv(source=1)"
    versions = [program("loop.py", "print(1)"), program("failing.py", failing)]
    report = timed(*versions, "--ranks", 2, "--trials", 1)
    [skipped] = report["skipped"]
    assert "ZeroDivisionError: division by zero" in skipped["reason"]


def test_without_an_mpi_a_version_with_ranks_is_skipped(
    timed: Callable[..., Report], program: Callable[[str, str], Path]
) -> None:
    """And the other one runs."""
    versions = [program("loop.py", "print(19999900000)"), program("pi.py", PI)]
    report = timed(*versions, "--ranks", 2, "--mpiexec", "/nowhere/mpiexec", "--trials", 1)
    assert [it["strategy"] for it in report["results"]] == ["loop"]
    assert "/nowhere/mpiexec" in report["skipped"][0]["reason"]


def test_two_files_of_one_name_are_two_versions(
    timed: Callable[..., Report], tmp_path: Path
) -> None:
    """Neither takes the other's place."""
    paths = [tmp_path / folder / "program.py" for folder in ("one", "other")]
    for path in paths:
        path.parent.mkdir()
        path.write_text("print(1)")
    report = timed(*paths, "--trials", 1)
    assert [it["strategy"] for it in report["results"]] == ["program", "program-2"]
    assert [it["name"] for it in report["request"]["versions"]] == ["one/program", "other/program"]


def test_a_source_is_read_in_its_own_encoding(timed: Callable[..., Report], tmp_path: Path) -> None:
    """As Python reads it; and what is printed need be no text."""
    latin, raw = tmp_path / "latin.py", tmp_path / "raw.py"
    latin.write_bytes("# -*- coding: latin-1 -*-\nprint('café')".encode("latin-1"))
    raw.write_text(r"import sys; sys.stdout.buffer.write(b'\xff\n')")
    report = timed(latin, raw, "--trials", 1)
    assert "print('café')" in report["request"]["versions"][0]["source"]
    assert [it["output"] for it in report["results"]] == ["café\n", "\N{REPLACEMENT CHARACTER}\n"]


@pytest.mark.parametrize("place", [".", "gone/report.json"])
def test_where_no_report_can_be_written_nothing_runs(
    program: Callable[[str, str], Path], tmp_path: Path, place: str
) -> None:
    """A run would be lost."""
    path = program("mark.py", "import pathlib; pathlib.Path(__file__).with_name('ran').touch()")
    done = command("run", path, "-o", tmp_path / place)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert not (tmp_path / "ran").exists()


INTERRUPTING = """
import os, pathlib, signal
runs = pathlib.Path(__file__).with_name("runs")
runs.open("a").write("x")
if runs.stat().st_size == 3:
    os.kill(os.getppid(), signal.SIGINT)
    signal.pause()
"""


def test_who_interrupts_keeps_what_was_timed(
    program: Callable[[str, str], Path], tmp_path: Path, validate: Callable[[object], None]
) -> None:
    """The warm-up and a trial are done when it comes."""
    done = command("run", program("it.py", INTERRUPTING), "-o", tmp_path / "report.json")
    assert done.returncode == 130
    assert "Traceback" not in done.stderr
    report = json.loads((tmp_path / "report.json").read_text())
    validate(report)
    assert [len(it["trials"]) for it in report["results"]] == [1]


def test_what_fails_in_the_warm_up_is_not_tried_again(
    program: Callable[[str, str], Path], tmp_path: Path
) -> None:
    """Its traceback is told once, in lines."""
    source = "import pathlib\npathlib.Path(__file__).with_name('runs').open('a').write('x')\n1 / 0"
    done = command("run", program("wrong.py", source), "-o", tmp_path / "report.json")
    assert done.returncode == 1
    assert (tmp_path / "runs").read_text() == "x"
    assert "ZeroDivisionError: division by zero" in done.stderr.splitlines()


@pytest.mark.parametrize("end", ["os._exit(0)", "os.execv('/bin/echo', ['echo', 'exec'])"])
def test_an_end_that_is_not_pythons_own_is_timed_and_told(
    timed: Callable[..., Report], program: Callable[[str, str], Path], end: str
) -> None:
    """It is timed until the process is gone."""
    report = timed(program("it.py", f"import os; print(1, flush=True); {end}"), "--trials", 1)
    [trial] = report["results"][0]["trials"]
    assert trial["incidents"][0].startswith("It ended without Python's own end")
    [lane] = trial["lanes"]
    assert lane["spans"][-1]["endMs"] == trial["elapsedMs"] > trial["console"][0]["atMs"]


def test_workers_are_those_that_compute(
    timed: Callable[..., Report], program: Callable[[str, str], Path]
) -> None:
    """However many the machine has room for."""
    versions = [program("plain.py", PLAIN), program("pool.py", POOL.replace("METHOD", "fork"))]
    report = timed(*versions, "--trials", 1)
    assert [it["workers"] for it in report["results"]] == [1, 2]
    assert not any(it["trials"][0]["incidents"] for it in report["results"])
    assert report["results"][0]["efficiency"] == 1


def test_what_recording_cost_is_no_share_of_a_programs_time() -> None:
    """It is how much longer a run took, which may be more than all of it."""
    assert cost_sentence("program", 131.2).startswith("Recorded, they took 131 % longer")
    assert "%" in cost_sentence("count-primes", 0.5)


def test_names_tell_files_apart(tmp_path: Path) -> None:
    """By no more of their folders than it takes."""
    words = ["a_b.py", "a-b.py", "ok.py", "d/ok.py", "ok.py"]
    paths = [tmp_path / word for word in words]
    made = versions(paths, Options(), None, unordered=False)
    assert [it.name for it in made] == ["a_b", "a-b", "ok", "d/ok", "ok (2)"]
    assert len({it.id for it in made}) == len(made)


@pytest.mark.parametrize("wrong", [r"print('\ud800')", "import time; time.sleep(-1)"])
def test_a_traceback_is_the_programs_alone(
    timed: Callable[..., Report], program: Callable[[str, str], Path], wrong: str
) -> None:
    """Whoever listens is not in it."""
    report = timed(program("plain.py", "print(1)"), program("wrong.py", wrong), "--trials", 1)
    [skipped] = report["skipped"]
    assert "Error: " in skipped["reason"]
    assert "parallel_playground" not in skipped["reason"]


def test_without_mpi4py_it_is_said_how_to_have_it(
    timed: Callable[..., Report], program: Callable[[str, str], Path]
) -> None:
    """Also where no ranks were asked for, and the program runs by itself."""
    hidden = "import sys; sys.meta_path.clear(); sys.path.clear(); from mpi4py import MPI"
    report = timed(program("plain.py", "print(1)"), program("pi.py", hidden), "--trials", 1)
    [skipped] = report["skipped"]
    assert skipped["reason"].startswith("Traceback")
    last = skipped["reason"].splitlines()[-1]
    assert "pip install 'parallel-playground[mpi]'" in last
    assert "--ranks N" in last
