"""Random numbers that an item can have without its neighbours.

SplitMix64 (Steele, Lea & Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014):
the state advances by a constant, so a stream can start anywhere at once. Python's own `random`
cannot, and would give every way of cutting a task other numbers.
"""

from typing import Self

GOLDEN_GAMMA = 0x9E37_79B9_7F4A_7C15
MASK = (1 << 64) - 1


class SplitMix64:
    """A stream of random numbers."""

    def __init__(self, state: int) -> None:
        """The stream that goes on from a state."""
        self.state = state & MASK

    @classmethod
    def of_item(cls, seed: int, item: int) -> Self:
        """The stream of one item of one seed."""
        return cls(cls(seed).next_u64() ^ mix(item * GOLDEN_GAMMA & MASK))

    @classmethod
    def at(cls, seed: int, position: int) -> Self:
        """The stream of a seed from its number `position` on, counted from 0."""
        return cls(seed + position * GOLDEN_GAMMA)

    def next_u64(self) -> int:
        """The next number, from 0 to 2**64 - 1."""
        self.state = (self.state + GOLDEN_GAMMA) & MASK
        return mix(self.state)

    def below(self, bound: int) -> int:
        """The next number, from 0 to `bound` - 1; `bound` is at most 2**32."""
        return (self.next_u64() >> 32) * bound >> 32


def mix(z: int) -> int:
    """Scatters the bits of a number of 64 bits."""
    z = (z ^ z >> 30) * 0xBF58_476D_1CE4_E5B9 & MASK
    z = (z ^ z >> 27) * 0x94D0_49BB_1331_11EB & MASK
    return z ^ z >> 31
