"""Processes send what they found to whoever listens."""

from multiprocessing import Process
from multiprocessing.connection import Client, Listener

KEY = b"known to both ends"


def work(number: int, address: str) -> None:
    """Finds one square, and sends it."""
    with Client(address, authkey=KEY) as connection:
        connection.send((number, number * number))


if __name__ == "__main__":
    squares = {}
    with Listener(authkey=KEY) as listener:
        workers = [Process(target=work, args=(number, listener.address)) for number in (3, 5)]
        for worker in workers:
            worker.start()
        for _ in workers:
            with listener.accept() as connection:
                number, square = connection.recv()
                squares[number] = square
        for worker in workers:
            worker.join()
    print(sorted(squares.items()))
