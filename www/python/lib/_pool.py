"""A pool of processes starts all of them, or none where there is no room for all."""

from multiprocessing.pool import Pool, ThreadPool
from typing import Any

import _popen

start_workers = Pool._repopulate_pool  # type: ignore[attr-defined]


def start_all_or_none(pool: Any) -> None:
    """Starts the processes that a new pool has."""
    # Its subclass has threads.
    if not isinstance(pool, ThreadPool):
        _popen.check_room(pool._processes)
    start_workers(pool)


def install() -> None:
    """Has every pool do so."""
    Pool._repopulate_pool = start_all_or_none  # type: ignore[attr-defined]
    # Its own would look after its processes at each result, too, and have whoever sends one wake it
    # for that: once all have come, it is told.
    Pool._get_sentinels = ThreadPool._get_sentinels  # type: ignore[attr-defined]
