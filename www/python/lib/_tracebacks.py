"""Tracebacks as CPython prints them.

What is in C there, and so has no frames, is in Python here: it shows none either.
"""

import traceback
from collections.abc import Iterator
from types import FrameType
from typing import Any

from _gil import OURS


def without_ours(walk: Any) -> Any:
    """Walks a traceback as another function does, and leaves our own frames out."""

    def walk_others(*given: Any) -> Iterator[tuple[FrameType, Any]]:
        for frame, place in walk(*given):
            if not frame.f_code.co_filename.startswith(OURS):
                yield frame, place

    return walk_others


def install() -> None:
    """Has everything that prints or formats a traceback do so."""
    for name in ("walk_tb", "_walk_tb_with_full_positions"):
        setattr(traceback, name, without_ours(getattr(traceback, name)))
