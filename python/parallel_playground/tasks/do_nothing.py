"""do-nothing: items that cost nothing.

What it takes is what handing items out and collecting them takes, and nothing else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from parallel_playground.tasks.task import Parameters, Task


@dataclass(frozen=True)
class DoNothing(Task[int]):
    """So many items that cost nothing."""

    items: int

    @classmethod
    def build(cls, parameters: Parameters) -> Self:
        """As many items as the size says."""
        return cls(parameters.size)

    def __len__(self) -> int:
        return self.items

    def run(self, items: range) -> int:
        """Counts them, without looking at any."""
        return len(items)

    def extract(self, items: range) -> Self:
        """A number is all that is sent."""
        return type(self)(len(items))

    def combine(self, parts: Sequence[int]) -> int:
        """Adds up."""
        return sum(parts)

    def describe(self, output: int) -> object:
        """The number of items."""
        return output
