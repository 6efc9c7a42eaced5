"""Throws darts in joblib's processes."""

from random import Random

from joblib import Parallel, delayed

DARTS = 50_000
SEEDS = range(8)


def hits(seed: int) -> int:
    """How many darts of one hand hit the circle."""
    throw = Random(seed).random
    return sum(throw() ** 2 + throw() ** 2 <= 1 for _ in range(DARTS))


if __name__ == "__main__":
    inside = sum(Parallel(n_jobs=2)(delayed(hits)(seed) for seed in SEEDS))
    print("π is about", 4 * inside / (DARTS * len(SEEDS)))
