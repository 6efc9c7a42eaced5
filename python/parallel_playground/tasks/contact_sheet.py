"""Many small pictures side by side, as photographers looked at a film."""

from collections.abc import Sequence

from PIL import Image

from parallel_playground.tasks.thumbnail import WIDTH

COLUMNS = 10
HEIGHT = 3 * WIDTH // 4
GAP = 8
BLACK = (16, 16, 16)


def tile(picture: Image.Image) -> Image.Image:
    """A picture as wide as a tile, in the middle of one; a higher one is cut."""
    framed = Image.new("RGB", (WIDTH, HEIGHT), BLACK)
    framed.paste(picture, (0, int((HEIGHT - picture.height) / 2)))
    return framed


def contact_sheet(tiles: Sequence[Image.Image | None]) -> Image.Image:
    """The tiles in rows; a missing one leaves its place dark."""
    columns = min(max(1, len(tiles)), COLUMNS)
    rows = max(1, -(-len(tiles) // COLUMNS))
    width, height = WIDTH + GAP, HEIGHT + GAP
    sheet = Image.new("RGB", (columns * width + GAP, rows * height + GAP), BLACK)
    for number, picture in enumerate(tiles):
        if picture is not None:
            row, column = divmod(number, COLUMNS)
            sheet.paste(picture, (GAP + column * width, GAP + row * height))
    return sheet
