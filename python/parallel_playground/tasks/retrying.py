"""Trying again: when it may help, and after how long.

A server that is busy is not helped by being asked at once again. So each pause is twice as long as
the one before (exponential backoff), and no shorter than the server asks.
"""

import re
from dataclasses import dataclass

from parallel_playground.tasks.fetch_failure import FetchFailure

FIRST_PAUSE_S = 0.1
TEMPORARY = ("server-error", "truncated", "timed-out", "blocked-or-unreachable")
"""Failures after which the next try may go better."""

FIRST_TRY = re.compile(r"(?<=/simulated-network/)([^/]*\btry-)0(?=/)")


@dataclass(frozen=True)
class Patience:
    """How long a program goes on asking for one picture."""

    timeout_s: float
    """How long one try may take, in seconds."""
    retries: int
    """How often it is tried again."""

    def pause_s(self, tried: bytes | FetchFailure, attempt: int) -> float | None:
        """If what came of a try calls for another and one is left, the pause before it in seconds.

        Tries are counted from 0. A server that asks for more time than a try may take is not waited
        for.
        """
        if not isinstance(tried, FetchFailure) or tried.code not in TEMPORARY:
            return None
        if attempt >= self.retries or tried.retry_after_s > self.timeout_s:
            return None
        return max(FIRST_PAUSE_S * 2**attempt, tried.retry_after_s)


def address(url: str, attempt: int) -> str:
    """What to ask for in a try: the address itself, for whichever server.

    Only the page's simulated network has to be told which try it is, since whether a request fails
    there follows from its address.
    """
    return FIRST_TRY.sub(rf"\g<1>{attempt}", url, count=1)
