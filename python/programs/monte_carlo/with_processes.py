"""Throws darts in processes, and adds up whatever comes first."""

from multiprocessing import Pool
from random import Random

DARTS = 50_000
SEEDS = range(8)


def hits(seed: int) -> int:
    """How many darts of one hand hit the circle."""
    throw = Random(seed).random
    return sum(throw() ** 2 + throw() ** 2 <= 1 for _ in range(DARTS))


if __name__ == "__main__":
    with Pool(2) as pool:
        # A sum does not mind in which order its parts come.
        inside = sum(pool.imap_unordered(hits, SEEDS))
    print("π is about", 4 * inside / (DARTS * len(SEEDS)))
