"""Downloads pictures in processes: each has an interpreter of its own, which has to start first."""

import sys
from multiprocessing import Pool
from urllib.request import urlopen

PICTURES = "https://example.org/playground/pictures/"
URLS = sys.argv[1:] or [f"{PICTURES}{number:02}.jpg" for number in range(1, 13)]


def download(url: str) -> int:
    """How many bytes the picture has."""
    with urlopen(url) as response:
        # What is returned is pickled and sent to the main process: a number is cheaper than bytes.
        return len(response.read())


if __name__ == "__main__":
    with Pool() as pool:
        for url, size in zip(URLS, pool.map(download, URLS, chunksize=1), strict=True):
            print(url[-6:], size)
