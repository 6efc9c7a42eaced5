"""A picture made small: decoded, reduced, sharpened. All of it is Pillow's work."""

from io import BytesIO

from PIL import Image, ImageFilter, ImageOps

WIDTH = 160
MOST_HEIGHT = 10 * WIDTH
JPEG_QUALITY = 85

SHARPEN = ImageFilter.Kernel((3, 3), (-1, -2, -1, -2, 44, -2, -1, -2, -1), scale=32)
"""Adds to each pixel half of what it differs from its blurred neighbourhood."""


def thumbnail(picture: bytes) -> Image.Image:
    """Decodes, turns upright, reduces and sharpens a picture; an `OSError` if it is none."""
    with Image.open(BytesIO(picture)) as opened:
        upright = ImageOps.exif_transpose(opened)
        return reduce(upright.convert("RGB")).filter(SHARPEN)


def jpeg(picture: Image.Image) -> bytes:
    """A picture as a JPEG, its colours as fine as its shapes."""
    encoded = BytesIO()
    picture.save(encoded, "JPEG", quality=JPEG_QUALITY, subsampling="4:4:4")
    return encoded.getvalue()


def reduce(picture: Image.Image) -> Image.Image:
    """A picture of the agreed width, and as high as keeps its shape."""
    height = (picture.height * WIDTH + picture.width // 2) // picture.width
    size = (WIDTH, min(max(1, height), MOST_HEIGHT))
    return picture.resize(size, Image.Resampling.LANCZOS)
