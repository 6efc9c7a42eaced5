"""multiply-matrices: the product of two square matrices.

An item is a row of the product. It takes one row of the left matrix but all of the right one, so
that a process, which is sent what it needs, gets the whole right matrix with every range. Threads
read the one that is there: here sharing memory pays.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from operator import mul
from typing import Self

from parallel_playground.tasks.digest import digest
from parallel_playground.tasks.splitmix64 import SplitMix64
from parallel_playground.tasks.task import Parameters, Task

Matrix = list[list[float]]


@dataclass(frozen=True)
class MultiplyMatrices(Task[Matrix]):
    """Multiplies rows of a matrix with another matrix."""

    left: Matrix
    """Row after row."""
    right: Matrix
    """Column after column, since that is how it is read."""

    @classmethod
    def build(cls, parameters: Parameters) -> Self:
        """Two matrices with as many rows and columns as the size says."""
        n = parameters.size
        left = [random_row(parameters.seed, row, n) for row in range(n)]
        right = [random_row(parameters.seed, n + row, n) for row in range(n)]
        return cls(left, [list(column) for column in zip(*right, strict=True)])

    def __len__(self) -> int:
        return len(self.left)

    def run(self, items: range) -> Matrix:
        """These rows of the product."""
        rows = self.left[items.start : items.stop]
        return [[dot(row, column) for column in self.right] for row in rows]

    def extract(self, items: range) -> Self:
        """Some rows of the left matrix, but all of the right one."""
        return type(self)(self.left[items.start : items.stop], self.right)

    def combine(self, parts: Sequence[Matrix]) -> Matrix:
        """One after another."""
        return list(chain.from_iterable(parts))

    def describe(self, output: Matrix) -> object:
        """The sum along the diagonal stands for the whole."""
        n = len(self.right)
        return {
            "n": n,
            "trace": int(sum(row[number] for number, row in enumerate(output))),
            "digest": digest(b"".join(struct.pack(f"<{n}d", *row) for row in output)),
        }


def dot(row: list[float], column: list[float]) -> float:
    """The sum of the products of two rows of numbers."""
    return sum(map(mul, row, column))


def random_row(seed: int, row: int, n: int) -> list[float]:
    """A row of whole numbers from -8 to 7: no sum of their products is ever rounded."""
    stream = SplitMix64.of_item(seed, row)
    return [float(stream.below(16) - 8) for _ in range(n)]
