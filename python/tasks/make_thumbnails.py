"""make-thumbnails: a small copy of each of many pictures.

An item is a picture: decoded, reduced, sharpened and encoded again, all by Pillow. Pillow is
written in C and lets go of the GIL while it works, so that here even threads with a GIL compute
at the same time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import chain, cycle, islice
from typing import Self

from PIL import Image, ImageFilter

from tasks.digest import digest
from tasks.task import Parameters, Task

WIDTH = 160
MOST_HEIGHT = 10 * WIDTH
JPEG_QUALITY = 85

SHARPEN = ImageFilter.Kernel((3, 3), (-1, -2, -1, -2, 44, -2, -1, -2, -1), scale=32)
"""Adds to each pixel half of what it differs from its blurred neighbourhood."""


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
        return [thumbnail(picture) for picture in self.pictures[items.start : items.stop]]

    def extract(self, items: range) -> Self:
        """The pictures themselves have to be sent."""
        return type(self)(self.pictures[items.start : items.stop])

    def combine(self, parts: Sequence[list[Thumbnail]]) -> list[Thumbnail]:
        """One after another."""
        return list(chain.from_iterable(parts))

    def describe(self, output: list[Thumbnail]) -> object:
        """How many there are, and what went wrong."""
        files = self.files(output).values()
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

    def files(self, output: list[Thumbnail]) -> dict[str, bytes]:
        """The thumbnails."""
        return {
            f"thumbnail-{item:03}.jpg": jpeg
            for item, jpeg in enumerate(output, start=1)
            if isinstance(jpeg, bytes)
        }


def thumbnail(picture: bytes) -> Thumbnail:
    """Decodes, reduces, sharpens and encodes a picture."""
    jpeg = BytesIO()
    try:
        with Image.open(BytesIO(picture)) as opened:
            small = reduce(opened.convert("RGB"))
    except OSError as error:
        return Failure(str(error))
    small.filter(SHARPEN).save(jpeg, "JPEG", quality=JPEG_QUALITY, subsampling="4:4:4")
    return jpeg.getvalue()


def reduce(picture: Image.Image) -> Image.Image:
    """A picture of the agreed width, and as high as keeps its shape."""
    height = (picture.height * WIDTH + picture.width // 2) // picture.width
    size = (WIDTH, min(max(1, height), MOST_HEIGHT))
    return picture.resize(size, Image.Resampling.LANCZOS)
