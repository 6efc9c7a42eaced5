"""A process is killed, and its parent finds out."""

from multiprocessing import Process, SimpleQueue
from time import sleep


def work(results: "SimpleQueue[int]") -> None:
    """Puts one result, and is killed over the second."""
    results.put(1)
    sleep(60)
    results.put(2)


if __name__ == "__main__":
    results: "SimpleQueue[int]" = SimpleQueue()
    worker = Process(target=work, args=(results,))
    worker.start()
    print("got", results.get())
    worker.kill()
    # `results.get()` would wait for ever now: nobody is left who could put anything.
    worker.join()
    print("the worker is gone" if worker.exitcode != 0 else "the worker has finished")
