"""Sums of digits, by joblib, which tells how far it is."""

from joblib import Parallel, delayed


def sum_of_digits(power: int) -> int:
    """The sum of the digits of 3 to a power."""
    return sum(map(int, str(3**power)))


if __name__ == "__main__":
    # `delayed` notes a call instead of making it. Above 10, each batch that is done is told of.
    parallel = Parallel(n_jobs=2, verbose=11)
    small = parallel(delayed(sum_of_digits)(power) for power in range(100, 4000, 100))
    large = parallel(delayed(sum_of_digits)(power) for power in range(4000, 8000, 100))
    print(sum(small), sum(large))
