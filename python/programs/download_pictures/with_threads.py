"""Downloads pictures in threads: while one waits, the others go on."""

import sys
from concurrent.futures import ThreadPoolExecutor
from urllib.request import urlopen

PICTURES = "https://example.org/playground/pictures/"
URLS = sys.argv[1:] or [f"{PICTURES}{number:02}.jpg" for number in range(1, 13)]


def download(url: str) -> int:
    """How many bytes the picture has."""
    # Whoever waits for the network lets go of the GIL.
    with urlopen(url) as response:
        return len(response.read())


if __name__ == "__main__":
    with ThreadPoolExecutor(max_workers=6) as pool:
        # `map` yields in the order of the addresses, whichever is answered first.
        for url, size in zip(URLS, pool.map(download, URLS), strict=True):
            print(url[-6:], size)
