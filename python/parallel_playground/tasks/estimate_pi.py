"""estimate-pi: throw darts at a square, and see how many land in the circle.

An item is one sample, and all of them cost the same: the task that is easiest to share out. What
is hard is the randomness. A generator that all workers draw from would make them wait for each
other, and one for each worker would make the answer depend on how many there are. Here a
sample's number is computed from its position, so that every way of cutting gives the same answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from parallel_playground.tasks.splitmix64 import SplitMix64
from parallel_playground.tasks.task import Parameters, Task


@dataclass(frozen=True)
class EstimatePi(Task[int]):
    """Counts, among the samples of a seed, those inside the quarter circle."""

    seed: int
    samples: range

    @classmethod
    def build(cls, parameters: Parameters) -> Self:
        """As many samples as the size says."""
        return cls(parameters.seed, range(parameters.size))

    def __len__(self) -> int:
        return len(self.samples)

    def run(self, items: range) -> int:
        """How many of these samples lie inside."""
        stream = SplitMix64.at(self.seed, self.samples.start + items.start)
        return sum(is_inside(stream.next_u64()) for _ in items)

    def extract(self, items: range) -> Self:
        """A seed and two numbers are all that is sent."""
        return type(self)(self.seed, self.samples[items.start : items.stop])

    def combine(self, parts: Sequence[int]) -> int:
        """Adds up."""
        return sum(parts)

    def describe(self, output: int) -> object:
        """The quarter circle covers pi/4 of the square."""
        samples = len(self)
        return {"inside": output, "samples": samples, "estimate": 4 * output / samples}


def is_inside(number: int) -> bool:
    """Whether the point that a number holds is nearer to the origin than 1.

    Its x is in the upper 31 bits and its y in the lower 31, both in units of 2**-31: in whole
    numbers, the answer is the same in every language.
    """
    x = number >> 33
    y = number & 0x7FFF_FFFF
    return x * x + y * y < 1 << 62
