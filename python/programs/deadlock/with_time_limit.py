"""Two threads move money both ways; one that waits too long gives up, and tries again."""

import sys
from random import Random
from threading import Lock, Thread, current_thread
from time import sleep

accounts = {"Ada": 100, "Bob": 100}
locks = {"Ada": Lock(), "Bob": Lock()}


def move(payer: str, payee: str, amount: int) -> None:
    """Moves money, while nobody else touches either account."""
    # Who gives up waits a while of its own, so that the two do not collide for ever.
    random = Random(payer)
    while not moved(payer, payee, amount):
        sys.stderr.write(f"{current_thread().name} gives up {payer}'s lock\n")
        sleep(random.uniform(0.01, 0.1))


def moved(payer: str, payee: str, amount: int) -> bool:
    """Whether both locks were to be had in time."""
    with locks[payer]:
        sleep(0.02)
        if not locks[payee].acquire(timeout=0.05):
            return False
        accounts[payer] -= amount
        accounts[payee] += amount
        locks[payee].release()
        return True


if __name__ == "__main__":
    threads = [
        Thread(target=move, args=("Ada", "Bob", 30)),
        Thread(target=move, args=("Bob", "Ada", 10)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(accounts)
