"""Why a download failed, in the same words whichever library found it out."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import IncompleteRead
from urllib.error import HTTPError, URLError

import aiohttp

BUSY = (408, 425, 429)
"""Statuses by which a server says: not now. So does every one from 500 on."""


@dataclass(frozen=True)
class FetchFailure:
    """Why there is no picture: a word for programs, and a sentence for readers."""

    code: str
    message: str
    retry_after_s: float = 0
    """How long the server asks to be left alone, in seconds."""


def explain(error: Exception) -> FetchFailure:
    """Gives what went wrong one name."""
    retry_after_s = 0.0
    match error:
        case HTTPError(code=status) | aiohttp.ClientResponseError(status=status):
            code = "server-error" if status in BUSY or status >= 500 else "bad-status"
            if error.headers is not None:
                retry_after_s = seconds_until(error.headers.get("Retry-After", ""))
        case IncompleteRead() | aiohttp.ClientPayloadError():
            code = "truncated"
        case TimeoutError() | URLError(reason=TimeoutError()):
            code = "timed-out"
        case ValueError():
            code = "malformed-url"
        case _:
            code = "blocked-or-unreachable"
    return FetchFailure(code, str(error) or type(error).__name__, retry_after_s)


def seconds_until(retry_after: str) -> float:
    """How long a `Retry-After` header asks to wait: so many seconds, or until a date."""
    if retry_after.isdecimal():
        return float(retry_after)
    try:
        until = parsedate_to_datetime(retry_after).replace(tzinfo=UTC)
    except ValueError:
        return 0.0
    return max(0.0, (until - datetime.now(UTC)).total_seconds())
