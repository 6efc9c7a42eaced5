"""Numbers as the command line takes them: those that a report can hold."""

import argparse
from collections.abc import Callable

MOST = 2**32 - 1
"""A report's whole numbers have 32 bits."""

MOST_SECONDS = MOST // 1_000
"""A report counts in milliseconds."""

MOST_PORT = 2**16 - 1

MOST_RETRIES = 10
"""As in a tab: the pause before the next would be of minutes."""


def whole(least: int, most: int = MOST) -> Callable[[str], int]:
    """Reads whole numbers between two."""

    def read(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            number = least - 1
        if not least <= number <= most:
            raise argparse.ArgumentTypeError(
                f"{text} is not a whole number from {least} to {most}, such as {max(least, 1)}"
            )
        return number

    return read


def seconds(text: str) -> float:
    """Reads a time."""
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0.001 <= number <= MOST_SECONDS:
        raise argparse.ArgumentTypeError(
            f"{text} is not a time from 0.001 to {MOST_SECONDS} seconds, such as 10"
        )
    return number
