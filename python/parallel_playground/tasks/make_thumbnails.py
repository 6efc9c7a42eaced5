"""make-thumbnails: a small copy of each of many pictures.

An item is a picture: decoded, reduced, sharpened and encoded again, all by Pillow. Pillow is
written in C and lets go of the GIL while it works, so that here even threads with a GIL compute
at the same time. It is imported where it is used: a Python without it still has all other tasks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, cycle, islice
from typing import Self

from parallel_playground.tasks.digest import digest
from parallel_playground.tasks.task import Parameters, Task


@dataclass(frozen=True)
class Failure:
    """Why there is no thumbnail."""

    message: str


Thumbnail = bytes | Failure


@dataclass(frozen=True)
class MakeThumbnails(Task[list[Thumbnail]]):
    """Makes thumbnails."""

    pictures: list[bytes]
    """The pictures as they came, one for each item."""

    @classmethod
    def build(cls, parameters: Parameters) -> Self:
        """As many as the size says: where pictures are fewer, they are used again."""
        return cls(list(islice(cycle(parameters.pictures), parameters.size)))

    def __len__(self) -> int:
        return len(self.pictures)

    def run(self, items: range) -> list[Thumbnail]:
        """A thumbnail of each picture."""
        return [attempt(picture) for picture in self.pictures[items.start : items.stop]]

    def extract(self, items: range) -> Self:
        """The pictures themselves have to be sent."""
        return type(self)(self.pictures[items.start : items.stop])

    def combine(self, parts: Sequence[list[Thumbnail]]) -> list[Thumbnail]:
        """One after another."""
        return list(chain.from_iterable(parts))

    def describe(self, output: list[Thumbnail]) -> object:
        """How many there are, and what went wrong."""
        files = self.made(output).values()
        return {
            "pictures": len(files),
            "bytes": sum(map(len, files)),
            "digest": digest(chain.from_iterable(files)),
            "failures": [
                {"item": item, "message": failure.message}
                for item, failure in enumerate(output)
                if isinstance(failure, Failure)
            ],
        }

    def made(self, output: list[Thumbnail]) -> dict[str, bytes]:
        """The thumbnails."""
        return {
            f"thumbnail-{item:03}.jpg": contents
            for item, contents in enumerate(output, start=1)
            if isinstance(contents, bytes)
        }


def attempt(picture: bytes) -> Thumbnail:
    """A picture's thumbnail as a JPEG, or why there is none."""
    from parallel_playground.tasks.thumbnail import jpeg, thumbnail  # noqa: PLC0415 (Pillow's work)

    try:
        return jpeg(thumbnail(picture))
    except OSError as error:
        return Failure(str(error))
