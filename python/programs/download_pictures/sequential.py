"""Downloads pictures, one after another."""

import sys
from urllib.request import urlopen

PICTURES = "https://example.org/playground/pictures/"
URLS = sys.argv[1:] or [f"{PICTURES}{number:02}.jpg" for number in range(1, 13)]


def download(url: str) -> int:
    """How many bytes the picture has."""
    with urlopen(url) as response:
        return len(response.read())


if __name__ == "__main__":
    for url in URLS:
        # Each request begins only when the one before it was answered.
        print(url[-6:], download(url))
