"""Counts in each row the numbers from 4 to 8: `Pool.map` sends rows in chunks."""

from functools import partial
from multiprocessing import Pool
from random import Random

random = Random(1)
ROWS = [[random.randrange(10) for _ in range(50)] for _ in range(600)]


def count_in_range(row: list[int], low: int, high: int) -> int:
    """How many numbers of a row are from `low` to `high`."""
    return sum(low <= number <= high for number in row)


if __name__ == "__main__":
    # `map` gives its function one argument; the others are fixed here.
    from_4_to_8 = partial(count_in_range, low=4, high=8)
    with Pool(2) as pool:
        # Without a chunk size there are four chunks a process.
        counts = pool.map(from_4_to_8, ROWS, chunksize=75)
    print("first rows:", counts[:10])
    print("all rows:", sum(counts))
