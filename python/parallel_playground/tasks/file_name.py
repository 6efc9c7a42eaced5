"""What a picture is saved under."""

import re
from urllib.parse import unquote

ENDINGS = {
    "JPEG": ["jpg", "jpeg", "jpe", "jfif"],
    "PNG": ["png", "apng"],
    "GIF": ["gif"],
    "WEBP": ["webp"],
    "AVIF": ["avif"],
    "SVG": ["svg"],
    "BMP": ["bmp"],
    "ICO": ["ico", "cur"],
}
"""What names of each format's files end in, the usual ending first."""

FORBIDDEN = re.compile(
    r'[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffd\\/:*?"<>|]'
)
"""What some file system does not take, or what makes a name look like another."""

MOST_BYTES = 180


def file_name(number: int, url: str, picture_format: str) -> str:
    """Its number, then the last part of the address, and an ending if that has none."""
    path = re.split(r"[?#]", url)[0]
    name = FORBIDDEN.sub("", unquote(path.rsplit("/", 1)[-1]))
    name = re.sub(r"^[\s.]+|[\s.]+$", "", name)
    name = name.encode()[:MOST_BYTES].decode(errors="ignore") or "picture"
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if any(ending in endings for endings in ENDINGS.values()):
        return f"{number:03}-{name}"
    return f"{number:03}-{name}.{ENDINGS[picture_format][0]}"
