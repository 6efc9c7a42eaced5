"""What every task can do, so that a strategy is written once for all of them."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Literal, Self, TypeVar

if TYPE_CHECKING:
    import aiohttp

Part = TypeVar("Part")
Make = Literal["files", "contact-sheet"]


@dataclass(frozen=True)
class Parameters:
    """What a task is made from."""

    size: int
    """The task's main number."""
    seed: int
    """Whatever is random follows from it."""
    make: Make = "files"
    """What is made of pictures that were downloaded."""
    urls: Sequence[str] = ()
    """The addresses to download."""
    timeout_s: float = 10
    """How long to wait for one of them, in seconds."""
    retries: int = 0
    """How often to try again what failed."""
    pictures: Sequence[bytes] = ()
    """The pictures to make thumbnails of, as they came."""


class Task(ABC, Generic[Part]):
    """A row of independent items to compute. What a range of them yields is a part."""

    @classmethod
    @abstractmethod
    def build(cls, parameters: Parameters) -> Self:
        """Makes the task."""

    @abstractmethod
    def __len__(self) -> int:
        """How many items there are."""

    @abstractmethod
    def run(self, items: range) -> Part:
        """Computes a range of items."""

    async def run_async(self, items: range, _session: aiohttp.ClientSession) -> Part:
        """Runs on an event loop. Computing awaits nothing, and so keeps all others waiting."""
        return self.run(items)

    @abstractmethod
    def extract(self, items: range) -> Self:
        """The same task with only these items: all that has to be sent to compute them."""

    @abstractmethod
    def combine(self, parts: Sequence[Part]) -> Part:
        """Puts the parts of neighbouring ranges together, in the order of their items."""

    @abstractmethod
    def describe(self, output: Part) -> object:
        """What to show of the output, as JSON can hold it; of a large one, a digest."""

    def retries(self, _output: Part) -> int:
        """How many requests were tried again for it."""
        return 0

    def made(self, _output: Part) -> dict[str, bytes]:
        """The files that were made, by name."""
        return {}

    def files(self, output: Part) -> dict[str, bytes]:
        """All files that are worth saving, by name."""
        return self.made(output)

    def cut(self, chunks: int) -> list[range]:
        """Cuts the items into at most so many ranges of one size; the last may be smaller."""
        size = max(1, math.ceil(len(self) / chunks))
        return [range(start, min(start + size, len(self))) for start in range(0, len(self), size)]
