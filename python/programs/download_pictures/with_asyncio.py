"""Downloads pictures on an event loop: one thread, many requests under way."""

import asyncio
import sys

import aiohttp

PICTURES = "https://example.org/playground/pictures/"
URLS = sys.argv[1:] or [f"{PICTURES}{number:02}.jpg" for number in range(1, 13)]
PIECE = 16 * 1024


async def download(session: aiohttp.ClientSession, url: str) -> int:
    """How many bytes the picture has; they are read in pieces, and need never be there at once."""
    size = 0
    async with session.get(url) as response:
        response.raise_for_status()
        # At each `await` the loop goes on with whichever request has something to read.
        async for piece in response.content.iter_chunked(PIECE):
            size += len(piece)
    return size


async def main() -> None:
    """Starts all downloads, and waits for all."""
    async with aiohttp.ClientSession() as session:
        sizes = await asyncio.gather(*(download(session, url) for url in URLS))
    for url, size in zip(URLS, sizes, strict=True):
        print(url[-6:], size)


if __name__ == "__main__":
    asyncio.run(main())
