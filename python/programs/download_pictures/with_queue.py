"""Downloads pictures by workers that take addresses out of a queue, as they become free."""

import sys
from queue import Queue
from threading import Thread
from urllib.request import urlopen

PICTURES = "https://example.org/playground/pictures/"
URLS = sys.argv[1:] or [f"{PICTURES}{number:02}.jpg" for number in range(1, 13)]
WORKERS = 6


def work(queue: "Queue[str | None]") -> None:
    """Downloads what the queue says, until it says None."""
    while (url := queue.get()) is not None:
        with urlopen(url) as response:
            # One write, so that no other thread's line gets between its parts.
            sys.stdout.write(f"{url[-6:]} {len(response.read())}\n")


if __name__ == "__main__":
    # A queue of limited length: the producer waits when it is far ahead.
    queue: "Queue[str | None]" = Queue(maxsize=WORKERS)
    workers = [Thread(target=work, args=(queue,)) for _ in range(WORKERS)]
    for worker in workers:
        worker.start()
    for url in URLS:
        queue.put(url)
    for _ in workers:
        queue.put(None)
    for worker in workers:
        worker.join()
