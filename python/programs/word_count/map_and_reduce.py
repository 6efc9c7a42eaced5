"""Counts the words of a text: parts of it in processes, and then the counts together."""

from collections import Counter
from functools import reduce
from multiprocessing import Pool
from operator import add
from random import Random

WORDS = ["the", "quick", "brown", "fox", "jumps", "over", "the", "lazy", "dog"]
random = Random(1)
LINES = [" ".join(random.choices(WORDS, k=12)) for _ in range(12_000)]
PART = 1500


def count(lines: list[str]) -> Counter[str]:
    """How often each word is in some lines."""
    return Counter(word for line in lines for word in line.split())


if __name__ == "__main__":
    parts = [LINES[start : start + PART] for start in range(0, len(LINES), PART)]
    with Pool(2) as pool:
        counts = pool.map(count, parts, chunksize=1)
    print(reduce(add, counts).most_common(5))
