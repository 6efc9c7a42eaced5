"""Whether two versions of a program print the same: by the rules of a tab."""

import re

TIMES = (
    (r"\b\d+(?::\d\d){1,2}(?:[.,]\d+)?\b", "<time>"),
    (r"(?i)\d+(?:\.\d+)?(?:e-?\d+)?\s*(?:ns|[mµu]s|s|secs?|seconds?|min|minutes?)\b", "<time>"),
    (r"(?i)(\b(?:elapsed|took|time|duration)\b\D{0,20})\d+\.\d+", r"\1<time>"),
)
"""What time it is, and how long something took, which is never the same twice."""


def compared(printed: str, *, unordered: bool) -> list[str]:
    """The lines that a text is compared by, without the times in them."""
    for time, stand_in in TIMES:
        printed = re.sub(time, stand_in, printed)
    lines = [line.rstrip() for line in printed.rstrip().splitlines()]
    return sorted(lines) if unordered else lines
