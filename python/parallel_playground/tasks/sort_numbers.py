"""sort-numbers: put many numbers in order.

An item is a number. A range of them is sorted by itself into a run; the runs are then merged.
Merging is work that nobody shares, and the more runs there are, the more it is. That is Amdahl's
law, and it is also why many small chunks are not always better than a few large ones.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Self

from parallel_playground.tasks.digest import digest
from parallel_playground.tasks.splitmix64 import SplitMix64
from parallel_playground.tasks.task import Parameters, Task

SHOWN = 5


@dataclass(frozen=True)
class SortNumbers(Task[list[int]]):
    """Sorts numbers."""

    numbers: list[int]

    @classmethod
    def build(cls, parameters: Parameters) -> Self:
        """As many numbers below 2**32 as the size says."""
        stream = SplitMix64.at(parameters.seed, 0)
        return cls([stream.next_u64() >> 32 for _ in range(parameters.size)])

    def __len__(self) -> int:
        return len(self.numbers)

    def run(self, items: range) -> list[int]:
        """These numbers in order."""
        return sorted(self.numbers[items.start : items.stop])

    def extract(self, items: range) -> Self:
        """The numbers themselves have to be sent."""
        return type(self)(self.numbers[items.start : items.stop])

    def combine(self, parts: Sequence[list[int]]) -> list[int]:
        """Merges runs: `sorted` finds those that are there, and beats `heapq.merge` by far."""
        return sorted(chain.from_iterable(parts))

    def describe(self, output: list[int]) -> object:
        """The numbers at both ends."""
        return {
            "numbers": len(output),
            "first": output[:SHOWN],
            "last": output[-SHOWN:],
            "digest": digest(struct.pack(f"<{len(output)}I", *output)),
        }
