"""Counts in each row the numbers from 4 to 8: `Pool.apply` waits for each call."""

from multiprocessing import Pool
from random import Random

random = Random(1)
ROWS = [[random.randrange(10) for _ in range(50)] for _ in range(600)]


def count_in_range(row: list[int], low: int, high: int) -> int:
    """How many numbers of a row are from `low` to `high`."""
    return sum(low <= number <= high for number in row)


if __name__ == "__main__":
    with Pool(2) as pool:
        # However many processes there are, one works at a time.
        counts = [pool.apply(count_in_range, (row, 4, 8)) for row in ROWS]
    print("first rows:", counts[:10])
    print("all rows:", sum(counts))
