"""MPI's ranks, which `mpiexec` starts, on this machine or on many.

They are started once and told of each trial: rank 0 reads that as a line, and its answer is a line.
"""

import os
import shlex
import shutil
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import IO

from parallel_playground.native.clocks import align
from parallel_playground.native.engines.answer import ANSWER, Answer, Question, line_of, said_in
from parallel_playground.native.engines.engine import (
    Options,
    TrialLostError,
    UnavailableError,
    Work,
)
from parallel_playground.native.engines.needed import needed
from parallel_playground.native.journal import now
from parallel_playground.native.lanes import Trial, lanes_of
from parallel_playground.native.package import python_path
from parallel_playground.native.report import Outcome, traffic


class Mpi:
    """Ranks, as many as there are workers."""

    def __init__(self, options: Options) -> None:
        """None is started yet."""
        self.version: str | None = f"mpi4py {needed('mpi4py').__version__}"
        self.mpiexec = mpiexec(options)
        self.started: subprocess.Popen[str] | None = None
        self.startup_ms = 0.0
        self.said: list[str] = []

    def execute(self, work: Work) -> Outcome:
        """Has the ranks execute the task once."""
        if self.started is None:
            self.start(work.plan.workers)
        answer = self.ask(Question(work.id, work.parameters, work.plan))
        count, size = traffic(answer.messages)
        ahead = align(answer.messages, answer.home.clock)
        machines = {span.where.machine: ahead[span.where.clock] for span in answer.spans}
        trial = Trial(
            answer.home,
            answer.begin,
            answer.end,
            answer.spans,
            ahead=ahead,
            names=answer.names,
        )
        return Outcome(
            output=answer.output,
            retries=answer.retries,
            elapsed_ms=(answer.end - answer.begin) / 1e6,
            lanes=lanes_of(trial),
            startup_ms=self.startup_ms,
            messages=count,
            bytes_copied=size,
            machines=machines if len(machines) > 1 else {},
        )

    def start(self, ranks: int) -> None:
        """Starts them, and waits until they are there."""
        begin = now()
        command = [*self.mpiexec, "-n", str(ranks), sys.executable, "-m", RANKS]
        self.started = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": python_path()},
        )
        assert self.started.stderr is not None
        threading.Thread(target=self.hear, args=[self.started.stderr], daemon=True).start()
        self.ask(None)
        self.startup_ms = (now() - begin) / 1e6

    def hear(self, stream: IO[str]) -> None:
        """Keeps the last lines that MPI says."""
        for line in stream:
            self.said = [*self.said[-9:], line.rstrip()]

    def ask(self, question: Question | None) -> Answer:
        """Sends a question, and waits for its answer."""
        assert self.started is not None
        to, come = self.started.stdin, self.started.stdout
        assert to is not None
        assert come is not None
        with suppress(BrokenPipeError):
            to.write(line_of(question))
            to.flush()
        for line in come:
            if line.startswith(ANSWER):
                answer: Answer = said_in(line.removeprefix(ANSWER))
                return answer
        code = self.started.wait()
        self.close()
        said = f" It said: {' / '.join(filter(None, self.said))}" if any(self.said) else ""
        raise TrialLostError(
            "A rank ended during the run, and MPI ended all the others with it: what they had "
            f"computed is lost, as MPI promises nothing else (exit code {code}).{said}"
        )

    def close(self) -> None:
        """Ends them."""
        if self.started is not None:
            started, self.started = self.started, None
            for stream in (started.stdin, started.stdout):
                if stream is not None:
                    with suppress(BrokenPipeError):
                        stream.close()
            try:
                started.wait(timeout=10)
            except subprocess.TimeoutExpired:
                started.kill()
                started.wait()


RANKS = "parallel_playground.native.engines.ranks"


def mpiexec(options: Options) -> list[str]:
    """The command that starts ranks."""
    if options.mpiexec is not None:
        program, *words = shlex.split(options.mpiexec)
        if shutil.which(program) is None:
            raise UnavailableError(f"{program}, which is to start the ranks, is not installed.")
        return [program, *words]
    beside = Path(sys.executable).parent / "mpiexec"
    found = str(beside) if beside.exists() else shutil.which("mpiexec")
    if found is None:
        raise UnavailableError(
            "Ranks are started by mpiexec, and there is none here. Install an MPI "
            "(pip install mpich), or name the command: --mpiexec 'srun'."
        )
    return [found]
