"""count-words: how often each word occurs in a text.

The classic of map and reduce: each range of the text is mapped to a table of its words' counts,
and the tables are reduced to one by adding them up. An item is a line, so that no word is ever
cut in two.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Self

from parallel_playground.tasks.digest import digest
from parallel_playground.tasks.splitmix64 import SplitMix64
from parallel_playground.tasks.task import Parameters, Task

SHOWN = 10
VOCABULARY = 5_000
WORDS_A_LINE = 10
WEIGHT = 1 << 28
CONSONANTS, VOWELS = "tnsrlkmdpbgvfhzj", "aeiou"


@dataclass(frozen=True)
class CountWords(Task[Counter[str]]):
    """Counts the words of a text."""

    lines: list[str]

    @classmethod
    def build(cls, parameters: Parameters) -> Self:
        """A text of as many words as the size says."""
        words = random_words(parameters.size, parameters.seed)
        starts = range(0, len(words), WORDS_A_LINE)
        return cls([" ".join(words[start : start + WORDS_A_LINE]) for start in starts])

    def __len__(self) -> int:
        return len(self.lines)

    def run(self, items: range) -> Counter[str]:
        """How often each word occurs in these lines."""
        lines = self.lines[items.start : items.stop]
        return Counter(word for line in lines for word in line.split())

    def extract(self, items: range) -> Self:
        """The lines themselves have to be sent."""
        return type(self)(self.lines[items.start : items.stop])

    def combine(self, parts: Sequence[Counter[str]]) -> Counter[str]:
        """Adds up the counts of equal words."""
        total: Counter[str] = Counter()
        for counts in parts:
            total.update(counts)
        return total

    def describe(self, output: Counter[str]) -> object:
        """The most frequent words; equally frequent ones by the alphabet."""
        alphabetical = sorted(output.items())
        table = "".join(f"{word} {count}\n" for word, count in alphabetical)
        return {
            "words": output.total(),
            "distinct": len(output),
            "top": sorted(alphabetical, key=lambda entry: -entry[1])[:SHOWN],
            "digest": digest(table.encode()),
        }


def random_words(words: int, seed: int) -> list[str]:
    """Words drawn by Zipf's law: that of rank r occurs about 1/r times as often as the first."""
    ends = list(accumulate(WEIGHT // rank for rank in range(1, VOCABULARY + 1)))
    vocabulary = [word(rank) for rank in range(1, VOCABULARY + 1)]
    stream = SplitMix64.at(seed, 0)
    return [vocabulary[bisect_right(ends, stream.below(ends[-1]))] for _ in range(words)]


def word(rank: int) -> str:
    """The word of a rank, from 1: its number in syllables, the last one first."""
    syllables = []
    while rank > 0:
        rank, syllable = divmod(rank - 1, len(CONSONANTS) * len(VOWELS))
        consonant, vowel = divmod(syllable, len(VOWELS))
        syllables.append(CONSONANTS[consonant] + VOWELS[vowel])
    return "".join(syllables)
