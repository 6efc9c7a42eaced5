"""Clocks of several machines, laid over each other.

No message arrives before it was sent. So each bounds how far its receiver's clock is ahead of its
sender's, and messages both ways bound it from both sides: the middle is taken, and half of what
lies between the bounds is the residual, by which the truth may differ.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from math import inf

from parallel_playground.native.journal import Message


@dataclass(frozen=True)
class Ahead:
    """How far a clock is ahead of the one at home."""

    ns: float
    residual_ns: float


def align(messages: Iterable[Message], home: str) -> dict[str, Ahead]:
    """How far each clock is ahead of that of `home`.

    Through machines between them, too: a bound of a bound is the sum of both, and the least of all
    sums is the shortest path (Floyd and Warshall). A clock that messages came from, or went to, but
    not both, is told as far ahead as the bound that there is, with no end of a residual.
    """
    most: dict[tuple[str, str], float] = {}
    clocks = {home}
    for message in messages:
        pair = (message.sender, message.receiver)
        clocks.update(pair)
        most[pair] = min(most.get(pair, inf), message.received - message.sent)
    for clock in clocks:
        most[clock, clock] = 0.0
    for middle, one, other in product(sorted(clocks), repeat=3):
        through = most.get((one, middle), inf) + most.get((middle, other), inf)
        if through < most.get((one, other), inf):
            most[one, other] = through
    return {clock: ahead(most, home, clock) for clock in clocks}


def ahead(most: dict[tuple[str, str], float], home: str, clock: str) -> Ahead:
    """What the two bounds say."""
    upper, lower = most.get((home, clock), inf), -most.get((clock, home), inf)
    if inf in (upper, -lower):
        bounds = [bound for bound in (upper, lower) if abs(bound) < inf]
        return Ahead(bounds[0] if bounds else 0.0, inf)
    return Ahead((upper + lower) / 2, (upper - lower) / 2)
