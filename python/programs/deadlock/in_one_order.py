"""Two threads move money both ways; both take the locks in one order."""

from threading import Lock, Thread
from time import sleep

accounts = {"Ada": 100, "Bob": 100}
locks = {"Ada": Lock(), "Bob": Lock()}


def move(payer: str, payee: str, amount: int) -> None:
    """Moves money, while nobody else touches either account."""
    # By their names: whoever holds the second lock already holds the first.
    first, second = sorted([payer, payee])
    with locks[first]:
        sleep(0.05)
        with locks[second]:
            accounts[payer] -= amount
            accounts[payee] += amount


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
