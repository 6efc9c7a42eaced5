"""Counts the words of a text, line by line."""

from collections import Counter
from random import Random

WORDS = ["the", "quick", "brown", "fox", "jumps", "over", "the", "lazy", "dog"]
random = Random(1)
LINES = [" ".join(random.choices(WORDS, k=12)) for _ in range(12_000)]


def count(lines: list[str]) -> Counter[str]:
    """How often each word is in some lines."""
    return Counter(word for line in lines for word in line.split())


if __name__ == "__main__":
    print(count(LINES).most_common(5))
