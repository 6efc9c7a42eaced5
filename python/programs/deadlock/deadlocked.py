"""Two threads move money both ways, and wait for each other for ever."""

from threading import Barrier, Lock, Thread

accounts = {"Ada": 100, "Bob": 100}
locks = {"Ada": Lock(), "Bob": Lock()}
both_hold_one = Barrier(2)


def move(payer: str, payee: str, amount: int) -> None:
    """Moves money, while nobody else touches either account."""
    with locks[payer]:
        # From here on the other thread holds the lock that this one takes next.
        both_hold_one.wait()
        with locks[payee]:
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
