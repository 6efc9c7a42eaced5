"""Which numbers of a bank are prime, in threads."""

from concurrent.futures import ThreadPoolExecutor
from math import isqrt

NUMBERS = [
    10_000_000_019,
    10_000_000_021,
    10_000_000_033,
    10_000_000_057,
    10_000_000_061,
    10_000_000_069,
    10_000_000_081,
    10_000_000_097,
]


def is_prime(number: int) -> bool:
    """Whether no smaller number but 1 divides it."""
    if number % 2 == 0:
        return number == 2
    return number > 1 and all(number % odd for odd in range(3, isqrt(number) + 1, 2))


if __name__ == "__main__":
    with ThreadPoolExecutor(2) as pool:
        # While one thread computes, it holds the GIL, and the other waits for it.
        for number, prime in zip(NUMBERS, pool.map(is_prime, NUMBERS), strict=True):
            print(number, prime)
