"""count-primes: how many primes lie below a limit, by trial division.

An item is a number to test. Large primes take longest, so the items' costs are uneven: most are
over after one division, and some take thousands.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isqrt
from typing import Self

from parallel_playground.tasks.task import Parameters, Task


@dataclass(frozen=True)
class CountPrimes(Task[int]):
    """Counts the primes among `numbers`."""

    numbers: range

    @classmethod
    def build(cls, parameters: Parameters) -> Self:
        """Counts the primes below the size."""
        return cls(range(parameters.size))

    def __len__(self) -> int:
        return len(self.numbers)

    def run(self, items: range) -> int:
        """How many of these numbers are prime."""
        return sum(is_prime(number) for number in self.numbers[items.start : items.stop])

    def extract(self, items: range) -> Self:
        """Two numbers are all that is sent."""
        return type(self)(self.numbers[items.start : items.stop])

    def combine(self, parts: Sequence[int]) -> int:
        """Adds up."""
        return sum(parts)

    def describe(self, output: int) -> object:
        """The number of primes."""
        return output


def is_prime(number: int) -> bool:
    """Whether no number from 2 to the square root divides `number`."""
    if number < 2:
        return False
    if number % 2 == 0:
        return number == 2
    return all(number % divisor for divisor in range(3, isqrt(number) + 1, 2))
