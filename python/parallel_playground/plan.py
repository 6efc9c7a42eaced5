"""How a task is to be executed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Plan:
    """How a task is to be executed."""

    workers: int
    """Threads or processes to use."""
    in_flight: int
    """Requests that an event loop keeps in flight at once."""
    pre_dispatch: int
    """Ranges that are handed out ahead, for each worker."""
