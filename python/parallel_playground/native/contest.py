"""Strategies timed against each other: a warm-up of each, then trials by turns."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from tqdm import tqdm

from parallel_playground.native.clocks import Ahead
from parallel_playground.native.engines.dask_distributed import DaskDistributed
from parallel_playground.native.engines.engine import (
    Engine,
    Options,
    TrialLostError,
    UnavailableError,
    Work,
)
from parallel_playground.native.engines.local import STRATEGIES, Local
from parallel_playground.native.engines.mpi import Mpi
from parallel_playground.native.engines.needed import missing
from parallel_playground.native.engines.spark import Spark
from parallel_playground.native.report import Contender, Outcome, Skipped

YARDSTICK = "sequential"

ENGINES: Mapping[str, Callable[[Options], Engine]] = {
    "dask-distributed": DaskDistributed,
    "mpi": Mpi,
    "ranks": Mpi,
    "spark": Spark,
}
"""Those that are no functions of this process. The ranks are, once MPI has started them."""

IDS = [*STRATEGIES, *(name for name in ENGINES if name not in STRATEGIES)]


@dataclass
class Contest:
    """Who takes part, and what became of whom."""

    contenders: list[Contender] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    versions: list[str] = field(default_factory=list)
    stopped: bool = False
    """Whether somebody interrupted it; what had been timed by then counts."""

    @property
    def machines(self) -> dict[str, Ahead]:
        """How far the clocks of machines were ahead, where lanes are on several."""
        outcomes = (outcome for it in self.contenders for outcome in it.outcomes)
        return {name: ahead for outcome in outcomes for name, ahead in outcome.machines.items()}

    def skip(self, name: str, reason: object) -> None:
        """Somebody has no result."""
        self.skipped.append({"language": "python", "strategy": name, "reason": str(reason)})


@dataclass(frozen=True)
class Player:
    """Somebody who can be timed."""

    execute: Callable[[], Outcome]
    workers: int | None
    """How many compute, where that is asked for; else its lanes tell."""
    items: int


def hold(work: Work, ids: Sequence[str], trials: int, options: Options) -> Contest:
    """Times strategies by turns, after a warm-up of each."""
    contest = Contest()
    engines: dict[str, Engine] = {}
    try:
        for name in dict.fromkeys([YARDSTICK, *ids]):
            try:
                engines[name] = ENGINES[name](options) if name in ENGINES else Local(name)
            except UnavailableError as error:
                contest.skip(name, error)
        players = {
            name: Player(partial(engine.execute, work), workers_of(name, work), len(work.task))
            for name, engine in engines.items()
        }
        take_turns(players, trials, contest)
    finally:
        for engine in engines.values():
            engine.close()
    versions = [engine.version for engine in engines.values()]
    contest.versions = list(dict.fromkeys(filter(None, versions)))
    return contest


def take_turns(players: Mapping[str, Player], trials: int, contest: Contest) -> None:
    """The warm-ups and the trials, unless interrupted; who loses the warm-up has no trial."""
    present = {name: Contender(name, it.workers, it.items) for name, it in players.items()}
    lost: dict[str, list[str]] = {name: [] for name in players}
    rounds = [(number, name) for number in range(trials + 1) for name in players]
    try:
        with tqdm(rounds, unit="trial", dynamic_ncols=True) as progress:
            for number, name in progress:
                if name not in present:
                    continue
                progress.set_description(name)
                try:
                    outcome = players[name].execute()
                except (UnavailableError, ModuleNotFoundError) as error:
                    told = missing(error) if isinstance(error, ModuleNotFoundError) else error
                    contest.skip(name, told)
                    del present[name]
                except TrialLostError as error:
                    if number == 0:
                        contest.skip(name, error)
                        del present[name]
                    else:
                        lost[name].append(f"A trial was lost. {error}")
                else:
                    present[name].take(outcome, is_warm_up=number == 0)
    except KeyboardInterrupt:
        contest.stopped = True
    for name, contender in present.items():
        tell(contender.outcomes, lost[name])
        if contender.outcomes:
            contest.contenders.append(contender)
        else:
            reasons = dict.fromkeys(lost[name] or ["It was stopped before its first trial ended."])
            contest.skip(name, "\n".join(reasons))


def tell(outcomes: list[Outcome], lost: list[str]) -> None:
    """Tells of trials that were lost with the last that was not."""
    if outcomes:
        outcomes[-1].incidents.extend(lost)


def workers_of(name: str, work: Work) -> int:
    """How many compute."""
    return 1 if name in (YARDSTICK, "event-loop") else work.plan.workers
