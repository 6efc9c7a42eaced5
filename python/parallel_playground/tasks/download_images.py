"""download-images: fetch many pictures.

The tutorial's program for everything that waits: an item is a picture, nearly all of its time is
spent waiting for a server, and so its cost hardly depends on the processor. Pillow, which looks at
what came, is imported where it is used: a Python without it still has all other tasks.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from http.client import HTTPException
from io import BytesIO
from itertools import chain
from typing import TYPE_CHECKING, Self
from urllib.request import urlopen

import aiohttp

from parallel_playground.tasks.digest import digest
from parallel_playground.tasks.fetch_failure import FetchFailure, explain
from parallel_playground.tasks.file_name import file_name
from parallel_playground.tasks.retrying import Patience, address
from parallel_playground.tasks.task import Make, Parameters, Task

if TYPE_CHECKING:
    from PIL import Image

PIECE_BYTES = 64 << 10
FORMATS = ["JPEG", "PNG", "GIF", "WEBP", "AVIF", "BMP", "ICO"]
"""What browsers show, and Pillow too."""


@dataclass(frozen=True)
class Download:
    """A picture, or why there is none."""

    url: str
    body: bytes | FetchFailure
    retries: int
    """How often it was tried again."""
    tile: Image.Image | None = None
    """Its place on the contact sheet, if there is one."""
    format: str | None = None
    """Its format, by Pillow's name, once somebody has looked."""


@dataclass(frozen=True)
class DownloadImages(Task[list[Download]]):
    """Downloads pictures."""

    urls: list[str]
    make: Make
    patience: Patience

    @classmethod
    def build(cls, parameters: Parameters) -> Self:
        """Downloads what the addresses name."""
        patience = Patience(parameters.timeout_s, parameters.retries)
        return cls(list(parameters.urls), parameters.make, patience)

    def __len__(self) -> int:
        return len(self.urls)

    def run(self, items: range) -> list[Download]:
        """Downloads one picture after another, and waits for each."""
        urls = self.urls[items.start : items.stop]
        return self.keep([fetch(url, self.patience) for url in urls])

    async def run_async(self, items: range, session: aiohttp.ClientSession) -> list[Download]:
        """Downloads one picture after another; while they come, the event loop is free."""
        return self.keep(await self.fetch_async(items, session))

    async def fetch_async(self, items: range, session: aiohttp.ClientSession) -> list[Download]:
        """What came of these items' addresses."""
        urls = self.urls[items.start : items.stop]
        return [await fetch_async(session, url, self.patience) for url in urls]

    def keep(self, downloads: list[Download]) -> list[Download]:
        """What came; for a contact sheet, made small."""
        return list(map(with_tile, downloads)) if self.make == "contact-sheet" else downloads

    def extract(self, items: range) -> Self:
        """Some of the addresses."""
        return replace(self, urls=self.urls[items.start : items.stop])

    def combine(self, parts: Sequence[list[Download]]) -> list[Download]:
        """One after another."""
        return list(chain.from_iterable(parts))

    def cut(self, _chunks: int) -> list[range]:
        """Each item by itself: how long it takes hardly depends on what else a worker does."""
        return super().cut(len(self))

    def describe(self, output: list[Download]) -> object:
        """How many pictures came, and why the others did not."""
        downloads = list(map(checked, output))
        pictures = [it.body for it in downloads if isinstance(it.body, bytes)]
        value: dict[str, object] = {
            "pictures": len(pictures),
            "bytes": sum(map(len, pictures)),
            "digest": digest("".join(map(digest, pictures)).encode()),
            "failures": [
                {"item": item, "url": it.url, "code": it.body.code, "message": it.body.message}
                for item, it in enumerate(downloads)
                if isinstance(it.body, FetchFailure)
            ],
        }
        if self.make == "contact-sheet":
            value["sheet"] = digest(sheet(output))
        return value

    def retries(self, output: list[Download]) -> int:
        """Those of all pictures."""
        return sum(download.retries for download in output)

    def made(self, output: list[Download]) -> dict[str, bytes]:
        """The contact sheet, if one was asked for."""
        return {"contact-sheet.jpg": sheet(output)} if self.make == "contact-sheet" else {}

    def files(self, output: list[Download]) -> dict[str, bytes]:
        """The pictures, and their sheet."""
        pictures = {
            file_name(number, it.url, it.format): it.body
            for number, it in enumerate(map(checked, output), start=1)
            if isinstance(it.body, bytes) and it.format is not None
        }
        return pictures | self.made(output)


def fetch(url: str, patience: Patience) -> Download:
    """Downloads, and keeps the calling thread waiting; without the GIL, so that others go on."""
    attempt = 0
    while True:
        tried = try_to_fetch(address(url, attempt), patience.timeout_s)
        pause_s = patience.pause_s(tried, attempt)
        if pause_s is None:
            return Download(url, tried, attempt)
        time.sleep(pause_s)
        attempt += 1


def try_to_fetch(url: str, timeout_s: float) -> bytes | FetchFailure:
    """What comes of asking once."""
    try:
        with urlopen(url, timeout=timeout_s) as response:
            body: bytes = response.read()
            return body
    except (OSError, HTTPException, ValueError) as error:
        return explain(error)


async def fetch_async(session: aiohttp.ClientSession, url: str, patience: Patience) -> Download:
    """The same, but whenever it waits, the event loop goes on with whatever is there."""
    attempt = 0
    while True:
        tried = await try_to_fetch_async(session, address(url, attempt), patience.timeout_s)
        pause_s = patience.pause_s(tried, attempt)
        if pause_s is None:
            return Download(url, tried, attempt)
        await asyncio.sleep(pause_s)
        attempt += 1


async def try_to_fetch_async(
    session: aiohttp.ClientSession, url: str, timeout_s: float
) -> bytes | FetchFailure:
    """What comes of asking once, piece by piece; before each, others have their turn."""
    try:
        async with session.get(url, timeout=aiohttp.ClientTimeout(timeout_s)) as response:
            response.raise_for_status()
            pieces = [piece async for piece in response.content.iter_chunked(PIECE_BYTES)]
            return b"".join(pieces)
    except (OSError, aiohttp.ClientError, ValueError) as error:
        return explain(error)


def with_tile(download: Download) -> Download:
    """Makes what came small, for its place on the contact sheet."""
    from parallel_playground.tasks.contact_sheet import tile  # noqa: PLC0415 (Pillow's work)
    from parallel_playground.tasks.thumbnail import thumbnail  # noqa: PLC0415 (Pillow's work)

    if isinstance(download.body, FetchFailure):
        return download
    try:
        return replace(download, tile=tile(thumbnail(download.body)))
    except OSError:
        return download


def sheet(downloads: list[Download]) -> bytes:
    """The contact sheet, as a JPEG."""
    from parallel_playground.tasks.contact_sheet import contact_sheet  # noqa: PLC0415 (Pillow's work)
    from parallel_playground.tasks.thumbnail import jpeg  # noqa: PLC0415 (Pillow's work)

    return jpeg(contact_sheet([download.tile for download in downloads]))


def checked(download: Download) -> Download:
    """Turns a body that is no picture into a failure."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 (imported where it is used)

    if isinstance(download.body, bytes):
        try:
            with Image.open(BytesIO(download.body), formats=FORMATS) as it:
                it.load()
                return replace(download, format=it.format)
        except UnidentifiedImageError as error:
            return replace(download, body=FetchFailure("not-a-picture", str(error)))
        except OSError as error:
            return replace(download, body=FetchFailure("truncated", str(error)))
    return download
