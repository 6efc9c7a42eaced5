"""What all processes of a trial print, gathered for its report as in a tab."""

from collections.abc import Iterable
from typing import TypedDict

from parallel_playground.native.console import MOST_CHARACTERS, Piece, Stream
from parallel_playground.native.lanes import ms

PIECE_NS = 5_000_000
"""What is printed within this time of a piece's beginning is of that piece."""

CUT = (
    f"[The rest is left out: of what a trial prints, {MOST_CHARACTERS // 1024} thousand "
    "characters are kept.]\n"
)


class Printed(TypedDict):
    """Something that a program printed."""

    atMs: float
    who: str
    stream: Stream
    text: str


def transcript(processes: Iterable[Iterable[Piece]], begin: int) -> list[Printed]:
    """What processes printed, in order, in a trial that began at `begin`."""
    pieces = [piece for of_one in processes for piece in joined(of_one)]
    return [
        {
            "atMs": max(0.0, ms(piece.at - begin)),
            "who": piece.who,
            "stream": piece.stream,
            "text": piece.text,
        }
        for piece in cut(sorted(pieces, key=lambda piece: piece.at))
    ]


def joined(pieces: Iterable[Piece]) -> list[Piece]:
    """A process's pieces, those that go on with each other as one."""
    firsts: list[Piece] = []
    texts: list[list[str]] = []
    for piece in pieces:
        if firsts and belongs(piece, firsts[-1], texts[-1][-1]):
            texts[-1].append(piece.text)
        else:
            firsts.append(piece)
            texts.append([piece.text])
    whole = zip(firsts, texts, strict=True)
    return [first._replace(text="".join(text)) for first, text in whole]


def cut(pieces: Iterable[Piece]) -> Iterable[Piece]:
    """As many pieces as there is room for; of the rest it is said that it is left out."""
    left = MOST_CHARACTERS
    for piece in pieces:
        yield piece._replace(text=piece.text[:left])
        left -= len(piece.text)
        if left < 0:
            yield Piece(piece.at, piece.who, "err", CUT)
            return


def belongs(piece: Piece, first: Piece, before: str) -> bool:
    """Whether it goes on with what began by `first`, and was `before` it."""
    is_same = (piece.who, piece.stream) == (first.who, first.stream)
    return is_same and (not before.endswith("\n") or piece.at - first.at < PIECE_NS)
