"""A process is killed, and its executor says so."""

import os
import signal
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool


def work(number: int) -> int:
    """A result; over the second one, the process is killed."""
    if number == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


if __name__ == "__main__":
    with ProcessPoolExecutor(1) as pool:
        print("got", pool.submit(work, 1).result())
        try:
            pool.submit(work, 2).result()
        except BrokenProcessPool:
            print("the worker is gone")
        else:
            print("the worker has finished")
