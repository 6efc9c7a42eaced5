"""A reader's own program: run as `python version.py`, and what it did read from what it wrote."""

import ast
import os
import subprocess
import sys
import tempfile
import tokenize
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from parallel_playground.native import tracer
from parallel_playground.native.console import pieces
from parallel_playground.native.engines.engine import Options, TrialLostError
from parallel_playground.native.engines.mpi import mpiexec
from parallel_playground.native.engines.needed import missing, needed
from parallel_playground.native.journal import CLOCK, KINDS, MACHINE, Span, Where, now
from parallel_playground.native.lanes import Process, Trial, lanes_of
from parallel_playground.native.package import python_path
from parallel_playground.native.printed import compared
from parallel_playground.native.report import Outcome
from parallel_playground.native.trace_file import BORN, ENDED, RANK, STARTED, Record, records
from parallel_playground.native.tracing import FOLDER
from parallel_playground.native.transcript import transcript

TRACER = Path(tracer.__path__[0])


@dataclass(frozen=True)
class Version:
    """One way of writing a program."""

    id: str
    name: str
    path: Path
    unordered: bool
    """Whether the order of its lines is free."""
    ranks: int | None
    """How many processes run it that send each other messages, if it does not run by itself."""
    options: Options

    @cached_property
    def source(self) -> str:
        """Its text, in the encoding that it says it has."""
        try:
            with tokenize.open(self.path) as file:
                return file.read()
        except (SyntaxError, UnicodeDecodeError):
            # Python refuses to run it, and says so itself.
            return self.path.read_text(encoding="utf-8", errors="replace")

    def execute(self) -> Outcome:
        """Runs it once, traced."""
        with tempfile.TemporaryDirectory() as name:
            begin, folder = now(), Path(name)
            printed = self.run({FOLDER: name, "PYTHONPATH": python_path(TRACER)})
            trial, incidents = read(folder, now())
            console = transcript(map(pieces, folder.glob("*.printed")), trial.begin)
        return Outcome(
            output=printed,
            compared=compared(printed, unordered=self.unordered),
            elapsed_ms=(trial.end - trial.begin) / 1e6,
            lanes=lanes_of(trial),
            startup_ms=(trial.begin - begin) / 1e6,
            incidents=incidents,
            console=console,
        )

    def run(self, environment: dict[str, str]) -> str:
        """What it prints."""
        done = subprocess.run(
            [*self.command(), str(self.path)],
            env=os.environ | environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
        if done.returncode != 0:
            raise TrialLostError(explained(done.stderr) or f"It ended with {done.returncode}.")
        return done.stdout

    def command(self) -> Sequence[str]:
        """What it is run by."""
        if self.ranks is None:
            return [sys.executable]
        needed("mpi4py")
        # By this module a rank that fails ends the others, who would wait for it for ever.
        return [*mpiexec(self.options), "-n", str(self.ranks), sys.executable, "-m", "mpi4py"]

    def untraced_ms(self) -> float:
        """How long it takes in all, where nobody looks."""
        begin = now()
        self.run({})
        return (now() - begin) / 1e6


def explained(said: str) -> str:
    """A traceback, and what to do where it is for want of an engine."""
    hint = ""
    if said.rstrip().endswith("ModuleNotFoundError: No module named 'mpi4py'"):
        absent = missing(ModuleNotFoundError(name="mpi4py"))
        hint = f"\n{absent} Then --ranks N runs it as `mpiexec -n N` does."
    return said.strip() + hint


def versions(
    paths: Iterable[Path], options: Options, ranks: int | None, *, unordered: bool
) -> list[Version]:
    """A version a file; those that import mpi4py are run by so many ranks."""
    made: dict[str, Version] = {}
    files = list(paths)
    for path, name in zip(files, names_of(files), strict=True):
        own = path.stem.replace("_", "-")
        while own in made:
            own += "-2"
        has_ranks = ranks is not None and imports(path, "mpi4py")
        made[own] = Version(own, name, path, unordered, ranks if has_ranks else None, options)
    return list(made.values())


def names_of(files: Sequence[Path]) -> list[str]:
    """What each is called: without its folders, but for those that tell it from another."""
    folders: dict[str, list[Path]] = defaultdict(list)
    for path in files:
        folders[path.stem].append(path.absolute().parent)
    names: list[str] = []
    for path in files:
        shared = os.path.commonpath(folders[path.stem])
        own = path.absolute().relative_to(shared).with_suffix("").as_posix()
        same = sum(name.partition(" (")[0] == own for name in names)
        names.append(f"{own} ({same + 1})" if same else own)
    return names


def imports(path: Path, package: str) -> bool:
    """Whether a program imports a package; what Python cannot read, it will say itself."""
    try:
        nodes = ast.walk(ast.parse(path.read_bytes()))
    except SyntaxError:
        return False
    names = {name for node in nodes for name in named(node)}
    return package in names


def named(node: ast.AST) -> list[str]:
    """The packages that a statement imports."""
    match node:
        case ast.Import(names):
            return [it.name.partition(".")[0] for it in names]
        case ast.ImportFrom(module=str(module)):
            return [module.partition(".")[0]]
    return []


UNSEEN_END = (
    "It ended without Python's own end, as by os._exit or os.execv: it is timed until it was gone, "
    "and all that it did last is taken for computing."
)


def read(folder: Path, gone: int) -> tuple[Trial, list[str]]:
    """What the processes of a program wrote that were `gone` at that time, and what is not right.

    Of others, which Python starts to start processes or to clean up, nothing is shown.
    """
    written = {int(path.stem): list(records(path)) for path in folder.glob("*.spans")}
    every = [(process, record) for process, its in written.items() for record in its]
    born = {process: record for process, record in every if record.kind == BORN}
    starts = {record.thread: record.start for _, record in every if record.kind == STARTED}
    ranks = {process: record.thread for process, record in every if record.kind == RANK}
    main = min(ranks or born, key=lambda process: (ranks.get(process), born[process].start))
    roots = {main, *ranks}
    shown = {process: its for process, its in written.items() if process in {*roots, *starts}}
    unseen = roots - {process for process, record in every if record.kind == ENDED}
    for process in unseen:
        since = max(record.end for record in written[process])
        shown[process].append(Record(born[process].thread, since, gone, KINDS.index("run")))
    trial = Trial(
        home=Where(MACHINE, CLOCK, main, born[main].thread),
        begin=min(born[process].start for process in roots),
        end=max(record.end for process in roots for record in written[process]),
        spans=[span for process, its in shown.items() for span in spans_of(process, its)],
        starts=starts,
        has_all=True,
        names={Process(MACHINE, process): f"rank {rank}" for process, rank in ranks.items()},
    )
    return trial, [UNSEEN_END] if unseen else []


def spans_of(process: int, its: Iterable[Record]) -> Iterable[Span]:
    """A process's spans."""
    for record in its:
        if record.kind < len(KINDS):
            where = Where(MACHINE, CLOCK, process, record.thread)
            yield Span(where, KINDS[record.kind], record.start, record.end)
