"""Processes write what they found into a dictionary that a manager keeps."""

from collections.abc import MutableMapping
from multiprocessing import Manager, Process


def work(number: int, squares: MutableMapping[int, int]) -> None:
    """Finds one square."""
    # It looks like a dictionary, and is a message to the manager's process.
    squares[number] = number * number


if __name__ == "__main__":
    with Manager() as manager:
        squares = manager.dict()
        workers = [Process(target=work, args=(number, squares)) for number in (3, 5)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        print(sorted(squares.items()))
