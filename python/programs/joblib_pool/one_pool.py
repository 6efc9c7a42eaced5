"""Sums of digits, by one pool of joblib's that both calls use."""

from joblib import Parallel, delayed


def sum_of_digits(power: int) -> int:
    """The sum of the digits of 3 to a power."""
    return sum(map(int, str(3**power)))


if __name__ == "__main__":
    # As a context manager it keeps its workers until the block ends.
    with Parallel(n_jobs=2) as parallel:
        small = parallel(delayed(sum_of_digits)(power) for power in range(100, 4000, 100))
        large = parallel(delayed(sum_of_digits)(power) for power in range(4000, 8000, 100))
    print(sum(small), sum(large))
