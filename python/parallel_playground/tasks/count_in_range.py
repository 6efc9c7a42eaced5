"""count-in-range: how many numbers of each row of a matrix lie in 4 to 8.

The tutorial's own program: 200,000 rows of 5 numbers from 0 to 9. An item is a row. It is so
little work that handing out rows one at a time costs more than computing them, and, for
processes, the rows themselves have to be copied.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Self

from parallel_playground.tasks.digest import digest
from parallel_playground.tasks.splitmix64 import SplitMix64
from parallel_playground.tasks.task import Parameters, Task

COLUMNS = 5
BOUND = 10
LEAST, MOST = 4, 8


@dataclass(frozen=True)
class CountInRange(Task[list[int]]):
    """Counts, in each row, the numbers from 4 to 8."""

    rows: list[list[int]]

    @classmethod
    def build(cls, parameters: Parameters) -> Self:
        """As many rows as the size says, each drawn from a random stream of its own."""
        return cls([random_row(parameters.seed, row) for row in range(parameters.size)])

    def __len__(self) -> int:
        return len(self.rows)

    def run(self, items: range) -> list[int]:
        """A count for each row."""
        return [count(row) for row in self.rows[items.start : items.stop]]

    def extract(self, items: range) -> Self:
        """The rows themselves have to be sent."""
        return type(self)(self.rows[items.start : items.stop])

    def combine(self, parts: Sequence[list[int]]) -> list[int]:
        """One after another."""
        return list(chain.from_iterable(parts))

    def describe(self, output: list[int]) -> object:
        """The first counts, and all of them together."""
        return {
            "rows": len(output),
            "total": sum(output),
            "first": output[:10],
            "digest": digest(output),
        }


def count(row: list[int]) -> int:
    """How many numbers of a row lie in the range."""
    return sum(LEAST <= number <= MOST for number in row)


def random_row(seed: int, row: int) -> list[int]:
    """A row of numbers from 0 to 9."""
    stream = SplitMix64.of_item(seed, row)
    return [stream.below(BOUND) for _ in range(COLUMNS)]
