"""What is noted of a task's threads."""

import threading

import pytest

from parallel_playground.native.journal import JOURNAL, has_gil, now
from parallel_playground.native.recorded import Recorded
from parallel_playground.tasks.count_primes import CountPrimes

LONG_NS = 5_000_000
"""Far above what a thread has to compute from one range to the next."""


@pytest.mark.skipif(not has_gil(), reason="there is no GIL")
def test_what_a_thread_waits_for_on_its_way_to_the_next_range_is_told() -> None:
    """Whatever it waits for is Python's own: the GIL, or a lock of the queue of ranges."""
    task = Recorded(CountPrimes(range(100)))
    lock, reached = threading.Lock(), threading.Event()

    def work() -> None:
        task.run(range(50))
        reached.set()
        with lock:
            task.run(range(50, 100))

    JOURNAL.take()
    worker = threading.Thread(target=work)
    with lock:
        worker.start()
        reached.wait()
        since = now()
        while (freed := now()) - since < LONG_NS:
            pass
    worker.join()
    spans, _ = JOURNAL.take()
    row = sorted(spans, key=lambda span: span.start)
    [waited] = [span for span in row if span.kind == "lock-wait" and span.start < freed < span.end]
    first, last = (span for span in row if span.kind == "run")
    assert (first.items, last.items) == ((0, 50), (50, 100))
    assert first.end < waited.start < waited.end == last.start
    assert waited.items == last.items, "for the sake of which it waited"
    assert {span.where for span in row} == {waited.where}
