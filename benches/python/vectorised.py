"""Tasks as numpy does them: whole arrays at a time, by loops that are written in C.

Each function takes a task, makes arrays of what it holds, and returns what is to be timed: it
yields the output, in arrays.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from parallel_playground.tasks.count_in_range import LEAST, MOST, CountInRange
from parallel_playground.tasks.estimate_pi import EstimatePi
from parallel_playground.tasks.mandelbrot import (
    LEFT,
    MOST_ITERATIONS,
    REGION_HEIGHT,
    REGION_WIDTH,
    TOP,
    Mandelbrot,
)
from parallel_playground.tasks.multiply_matrices import MultiplyMatrices
from parallel_playground.tasks.sort_numbers import SortNumbers
from parallel_playground.tasks.splitmix64 import GOLDEN_GAMMA

Compute = Callable[[], Any]


def count_in_range(task: CountInRange) -> Compute:
    """Compares the whole matrix at once."""
    rows = np.array(task.rows, dtype=np.uint8)
    return lambda: ((rows >= LEAST) & (rows <= MOST)).sum(axis=1)


def estimate_pi(task: EstimatePi) -> Compute:
    """Draws a block of samples at a time, so that they stay in the cache."""
    block = 1 << 15

    def compute() -> int:
        inside = 0
        for start in range(0, len(task), block):
            positions = np.arange(start, min(start + block, len(task)), dtype=np.uint64)
            numbers = mix((positions + np.uint64(1)) * np.uint64(GOLDEN_GAMMA) + task.seed)
            x = numbers >> np.uint64(33)
            y = numbers & np.uint64(0x7FFF_FFFF)
            inside += int(np.count_nonzero(x * x + y * y < np.uint64(1 << 62)))
        return inside

    return compute


def mix(z: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """SplitMix64's: numpy's numbers overflow as its do."""
    z = (z ^ z >> np.uint64(30)) * np.uint64(0xBF58_476D_1CE4_E5B9)
    z = (z ^ z >> np.uint64(27)) * np.uint64(0x94D0_49BB_1331_11EB)
    return z ^ z >> np.uint64(31)


def mandelbrot(task: Mandelbrot) -> Compute:
    """Iterates all pixels that have not left the circle yet."""
    columns = np.arange(task.width)
    rows = np.array(task.rows)[:, np.newaxis]
    left = LEFT + REGION_WIDTH * (columns + 0.5) / task.width
    top = TOP + REGION_HEIGHT * (rows + 0.5) / task.height

    def compute() -> NDArray[np.generic]:
        c_x, c_y = (axis.ravel() for axis in np.broadcast_arrays(left, top))
        counts = np.full(c_x.size, MOST_ITERATIONS)
        pixels = np.arange(c_x.size)
        x, y = np.zeros_like(c_x), np.zeros_like(c_x)
        for count in range(MOST_ITERATIONS):
            inside = x * x + y * y <= 4.0
            counts[pixels[~inside]] = count
            pixels, x, y, c_x, c_y = (array[inside] for array in (pixels, x, y, c_x, c_y))
            x, y = x * x - y * y + c_x, 2.0 * x * y + c_y
        return counts

    return compute


def multiply_matrices(task: MultiplyMatrices) -> Compute:
    """Leaves it to a library of linear algebra (OpenBLAS)."""
    left = np.array(task.left)
    right = np.ascontiguousarray(np.array(task.right).T)
    return lambda: left @ right


def sort_numbers(task: SortNumbers) -> Compute:
    """Sorts all at once, with the processor's vector instructions."""
    numbers = np.array(task.numbers, dtype=np.uint32)
    return lambda: np.sort(numbers)


VECTORISED: dict[str, Callable[[Any], Compute]] = {
    "count-in-range": count_in_range,
    "estimate-pi": estimate_pi,
    "mandelbrot": mandelbrot,
    "multiply-matrices": multiply_matrices,
    "sort-numbers": sort_numbers,
}
