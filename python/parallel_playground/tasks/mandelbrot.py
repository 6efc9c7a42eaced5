"""mandelbrot: a picture of the Mandelbrot set.

An item is a row of pixels. Rows that cross the set take many times as long as those that pass it
by, and they lie side by side: a worker that is given one great block of them is still busy when
all others have finished. Small ranges, handed out as workers come free, even that out.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Self

from parallel_playground.tasks.digest import digest
from parallel_playground.tasks.task import Parameters, Task

MOST_ITERATIONS = 2_000
LEFT, REGION_WIDTH = -2.1, 3.0
TOP, REGION_HEIGHT = -1.0, 2.0


@dataclass(frozen=True)
class Mandelbrot(Task[list[int]]):
    """Counts the iterations of the pixels in some rows of a picture."""

    width: int
    height: int
    rows: range

    @classmethod
    def build(cls, parameters: Parameters) -> Self:
        """A picture as wide as the size says, and two thirds of that high."""
        height = max(1, 2 * parameters.size // 3)
        return cls(parameters.size, height, range(height))

    def __len__(self) -> int:
        return len(self.rows)

    def run(self, items: range) -> list[int]:
        """The iterations of each pixel, row after row."""
        rows = self.rows[items.start : items.stop]
        return [self.pixel(column, row) for row in rows for column in range(self.width)]

    def pixel(self, column: int, row: int) -> int:
        """The iterations of one pixel."""
        x = LEFT + REGION_WIDTH * (column + 0.5) / self.width
        y = TOP + REGION_HEIGHT * (row + 0.5) / self.height
        return iterations(x, y)

    def extract(self, items: range) -> Self:
        """Four numbers are all that is sent."""
        return type(self)(self.width, self.height, self.rows[items.start : items.stop])

    def combine(self, parts: Sequence[list[int]]) -> list[int]:
        """One after another."""
        return list(chain.from_iterable(parts))

    def describe(self, output: list[int]) -> object:
        """The picture's size, and how many of its pixels belong to the set."""
        return {
            "width": self.width,
            "height": len(self),
            "inside": output.count(MOST_ITERATIONS),
            "digest": digest(struct.pack(f"<{len(output)}H", *output)),
        }


def iterations(c_x: float, c_y: float) -> int:
    """How often z**2 + c can be taken, from z = 0, before z leaves the circle of radius 2.

    Python has complex numbers, but how they are rounded depends on the processor.
    """
    x = y = 0.0
    for count in range(MOST_ITERATIONS):
        if x * x + y * y > 4.0:
            return count
        x, y = x * x - y * y + c_x, 2.0 * x * y + c_y
    return MOST_ITERATIONS
