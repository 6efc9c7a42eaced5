"""What each rank does: it executes what rank 0 is told to, until nothing more is said."""

import sys
from typing import Any

from parallel_playground.catalogue import TASKS
from parallel_playground.native.engines.answer import ANSWER, Answer, Question, line_of, said_in
from parallel_playground.native.journal import JOURNAL, here, now
from parallel_playground.native.lanes import Process
from parallel_playground.native.recorded import Recorded
from parallel_playground.strategies import ranks


def main() -> None:
    """Executes trial after trial."""
    from mpi4py import MPI  # noqa: PLC0415 (importing it starts MPI)

    comm = MPI.COMM_WORLD
    width = len(str(comm.size - 1))
    own = Process(here().machine, here().process)
    names = dict(comm.allgather((own, f"rank {comm.rank:0{width}}")))
    made: tuple[Question, Any] | None = None
    while True:
        line = comm.bcast(sys.stdin.readline() if comm.rank == 0 else None)
        if not line:
            return
        question: Question | None = said_in(line)
        if question is None:
            answer = Answer(here(), 0, 0, None, 0, [], [], names)
        else:
            if made is None or made[0] != question:
                made = question, TASKS[question.task].build(question.parameters)
            answer = executed(question, made[1], comm, names)
        if comm.rank == 0:
            print(ANSWER + line_of(answer), end="", flush=True)


def executed(question: Question, task: Any, comm: Any, names: dict[Process, str]) -> Answer:
    """One trial; of its answers, rank 0's is whole."""
    JOURNAL.take()
    JOURNAL.is_home = comm.rank == 0
    comm.barrier()
    begin = now()
    output = ranks(Recorded(task), question.plan)  # type: ignore[arg-type]
    end = now()
    described = None if output is None else task.describe(output.part)
    retries = 0 if output is None else task.retries(output.part)
    spans, messages = JOURNAL.take()
    return Answer(here(), begin, end, described, retries, spans, messages, names)


if __name__ == "__main__":
    main()
