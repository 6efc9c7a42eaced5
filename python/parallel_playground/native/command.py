"""The command `parallel-playground`."""

import argparse
import json
import multiprocessing
import os
import statistics
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, get_args

from parallel_playground.catalogue import TASKS
from parallel_playground.native import contest, forking, hooks, program
from parallel_playground.native.engines.engine import Options, TrialLostError, Work
from parallel_playground.native.engines.local import STRATEGIES
from parallel_playground.native.journal import recording_ns
from parallel_playground.native.machine import environment
from parallel_playground.native.numbers import MOST_PORT, MOST_RETRIES, seconds, whole
from parallel_playground.native.output import output
from parallel_playground.native.report import Report, report
from parallel_playground.native.serve import open_report
from parallel_playground.native.work import parameters_of, plan_of, request_for, request_of
from parallel_playground.tasks.task import Make

INTERRUPTED = 130
"""What a command ends with that Ctrl+C ended, as shells have it."""


def main() -> None:
    """Does what the command line asks for."""
    # Python's own default from 3.14 on. Before, Linux forked, which is unsafe once there are
    # threads, and every strategy but the first may have left some.
    if sys.platform == "linux":
        multiprocessing.set_start_method("forkserver")
    arguments = parser().parse_args()
    try:
        arguments.function(arguments)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def parser() -> argparse.ArgumentParser:
    """What can be asked for."""
    words = argparse.ArgumentParser(
        "parallel-playground", description="Parallel Playground, outside the tab."
    )
    commands = words.add_subparsers(required=True, metavar="COMMAND")
    run_command = commands.add_parser(
        "run", help="time a task under strategies, or your own programs, and write a report"
    )
    run_command.add_argument(
        "programs", nargs="*", type=Path, help="your own versions of a program, instead of a task"
    )
    run_command.add_argument(
        "--unordered", action="store_true", help="the order of the lines they print is free"
    )
    run_command.add_argument(
        "--ranks", type=whole(1), help="run those that import mpi4py as `mpiexec -n RANKS` does"
    )
    add_task(run_command)
    run_command.add_argument(
        "--strategies",
        action=OfTask,
        nargs="+",
        choices=contest.IDS,
        default=["sequential", "threads", "processes"],
    )
    run_command.add_argument("--trials", type=whole(1), default=3)
    run_command.add_argument("-o", "--output", type=Path, default=Path("report.json"))
    run_command.add_argument("--scheduler", action=OfTask, help="Dask's, such as tcp://host:8786")
    run_command.add_argument("--master", action=OfTask, help="Spark's, such as spark://host:7077")
    run_command.add_argument("--mpiexec", help="the command that starts ranks")
    run_command.set_defaults(function=run)
    open_command = commands.add_parser(
        "open",
        help="open a report, a Dask task stream, a Spark event log or a Chrome trace in the page",
    )
    open_command.add_argument("report", type=Path)
    open_command.add_argument("--site", type=Path, help="the built page: dist/ of the project")
    open_command.add_argument("--port", type=whole(0, MOST_PORT), default=0)
    open_command.add_argument("--no-browser", dest="browser", action="store_false")
    open_command.set_defaults(function=open_report)
    output_command = commands.add_parser(
        "output", help="print a task's output, a line of JSON for each strategy"
    )
    add_task(output_command)
    output_command.add_argument(
        "--strategies", nargs="+", choices=STRATEGIES, default=["sequential"]
    )
    output_command.add_argument(
        "--save", type=Path, help="a folder for pictures, made for each strategy"
    )
    output_command.set_defaults(function=output)
    return words


class OfTask(argparse.Action):
    """An option of tasks: noted, so that it is not passed over where there is none."""

    def __call__(
        self,
        _parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: Any,
        option: str | None = None,
    ) -> None:
        """Takes its value."""
        setattr(namespace, self.dest, values)
        namespace.of_task = [*namespace.of_task, option]


def add_task(command: argparse.ArgumentParser) -> None:
    """What says which task, and how much of it."""
    command.set_defaults(of_task=[])
    add = partial(command.add_argument, action=OfTask)
    add("--task", choices=TASKS, default="count-primes")
    add("--size", type=whole(1), help="the task's main number")
    add("--seed", type=whole(0), default=1, help="whatever is random follows from it")
    add("--workers", type=whole(1), default=os.cpu_count() or 1)
    add("--in-flight", type=whole(1), default=8, help="requests at once")
    add("--pre-dispatch", type=whole(1), default=2, help="ranges ahead, a worker")
    add("--make", choices=get_args(Make), default="files", help="of pictures that were downloaded")
    add("--urls", nargs="+", default=[], help="what download-images downloads")
    add("--timeout", type=seconds, default=10, help="of one try of a download, in seconds")
    add("--retries", type=whole(0, MOST_RETRIES), default=2, help="of a download that fails")
    add("--pictures", type=Path, help="what make-thumbnails reduces: a folder")


def run(arguments: argparse.Namespace) -> None:
    """Times strategies or programs, and writes what they came to."""
    refuse_unwritable(arguments.output)
    refuse_unused(arguments)
    held, request, cost = run_programs(arguments) if arguments.programs else run_task(arguments)
    if held.contenders:
        place = environment(held.versions, cost, held.machines)
        write(report(request, place, held.contenders, held.skipped), arguments.output)
    else:
        print("Nothing ran, and no report is written.", file=sys.stderr)
        for skipped in held.skipped:
            print(skipped_line(skipped["strategy"], skipped["reason"]), file=sys.stderr)
    if held.stopped or not held.contenders:
        sys.exit(INTERRUPTED if held.stopped else 1)


def refuse_unwritable(path: Path) -> None:
    """Refuses a place for the report where it cannot be written, before anything is timed."""
    if path.is_dir():
        sys.exit(f"{path} is a folder: name a file in it, such as -o {path / 'report.json'}.")
    if not path.parent.is_dir():
        sys.exit(f"There is no folder {path.parent} to write {path.name} into: make it first.")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        sys.exit(f"{path} cannot be written: name another file with -o.")


def refuse_unused(arguments: argparse.Namespace) -> None:
    """Refuses options that would change nothing."""
    if arguments.programs and arguments.of_task:
        options = " and ".join(dict.fromkeys(arguments.of_task))
        sys.exit(f"Programs are run as they are: leave out {options}, or the programs.")
    if not arguments.programs and (arguments.unordered or arguments.ranks is not None):
        option = "--unordered" if arguments.unordered else "--ranks"
        sys.exit(f"{option} is of programs: name them, such as one.py other.py, or leave it out.")


def run_task(arguments: argparse.Namespace) -> tuple[contest.Contest, dict[str, Any], float]:
    """Times strategies at a task."""
    hooks.install()
    forking.prepare()
    parameters = parameters_of(arguments)
    task = TASKS[arguments.task].build(parameters)
    work = Work(arguments.task, parameters, task, plan_of(arguments))
    held = contest.hold(work, arguments.strategies, arguments.trials, options_of(arguments))
    ids = list(dict.fromkeys([contest.YARDSTICK, *arguments.strategies]))
    return held, request_of(arguments, ids, parameters.size), cost_percent(held)


def run_programs(arguments: argparse.Namespace) -> tuple[contest.Contest, dict[str, Any], float]:
    """Times programs; the first is what the others are compared with."""
    for path in arguments.programs:
        if path.is_dir():
            sys.exit(f"{path} is a folder: name the programs in it, such as {path / 'version.py'}.")
        if not path.is_file():
            sys.exit(f"There is no {path}.")
    versions = program.versions(
        arguments.programs, options_of(arguments), arguments.ranks, unordered=arguments.unordered
    )
    if arguments.ranks is not None and not any(it.ranks for it in versions):
        sys.exit("--ranks is of programs that import mpi4py, and none of these does: leave it out.")
    held = contest.Contest()
    players = {it.id: contest.Player(it.execute, it.ranks, 1) for it in versions}
    contest.take_turns(players, arguments.trials, held)
    request = request_for("program", [it.id for it in versions], arguments.workers, size=1) | {
        "trials": arguments.trials,
        "versions": [
            {"id": it.id, "name": it.name, "source": it.source}
            | ({"unordered": True} if it.unordered else {})
            | ({} if it.ranks is None else {"ranks": it.ranks})
            for it in versions
        ],
    }
    return held, request, longer_percent(versions, held)


def longer_percent(versions: list[program.Version], held: contest.Contest) -> float:
    """How much longer the programs took for being recorded, against one run of each that is not."""
    timed = {contender.id: contender for contender in held.contenders}
    recorded, bare = 0.0, 0.0
    try:
        for version in versions:
            if version.id in timed and not held.stopped:
                with suppress(TrialLostError):
                    bare += version.untraced_ms()
                    outcomes = timed[version.id].outcomes
                    recorded += statistics.median(it.startup_ms + it.elapsed_ms for it in outcomes)
    except KeyboardInterrupt:
        held.stopped = True
    return 100 * max(0.0, recorded / bare - 1) if bare else 0.0


def options_of(arguments: argparse.Namespace) -> Options:
    """Where engines are."""
    return Options(arguments.scheduler, arguments.master, arguments.mpiexec)


def cost_percent(held: contest.Contest) -> float:
    """What recording took of the busiest trial: the time of a span, for each that there is."""
    each = recording_ns() / 1e6
    shares = [
        each * max((len(lane["spans"]) for lane in outcome.lanes), default=0) / outcome.elapsed_ms
        for contender in held.contenders
        for outcome in contender.outcomes
    ]
    return 100 * max(shares, default=0.0)


def write(told: Report, path: Path) -> None:
    """Writes a report, and says in short what is in it."""
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n"
    # Names of files may be no text; all else is.
    path.write_text(text, encoding="utf-8", errors="replace")
    names = {it["id"]: it["name"] for it in told["request"].get("versions", [])}
    for result in told["results"]:
        remark = "" if result["matchesSequential"] else "  its output is another"
        times = f"{result['medianMs']:>12.1f} ms{result['speedup']:>8.2f}x"
        print(f"{names.get(result['strategy'], result['strategy']):<24}{times}{remark}")
    for skipped in told["skipped"]:
        name = names.get(skipped["strategy"], skipped["strategy"])
        print(skipped_line(name, skipped["reason"]))
    if cost := told["environment"]["native"]["recordingCostPercent"]:
        print(cost_sentence(told["request"]["task"], cost))
    print(f"{path} is the report: parallel-playground open {path}")


def skipped_line(name: str, reason: str) -> str:
    """Who has no result, and why; a traceback keeps its lines."""
    return f"{name:<24}skipped: {reason}" if "\n" not in reason else f"{name}: skipped:\n{reason}"


def cost_sentence(task: str, cost: float) -> str:
    """What recording cost; of programs only the whole is known, with Python's own start."""
    if task == "program":
        return (
            f"Recorded, they took {cost:.0f} % longer in all than in one run of each that was not, "
            "Python's own start included."
        )
    return f"Recording took {cost:.2f} % of the time at most."
