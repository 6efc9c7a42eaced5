"""Four threads pay into one account, and overwrite each other's payments."""

from threading import Thread
from time import sleep

PAYMENTS = 10
account = {"balance": 0}


def pay_in() -> None:
    """Pays in 1, several times."""
    for _ in range(PAYMENTS):
        read = account["balance"]
        # Long enough for the other threads to read the same balance. Without it the race is still
        # there, and is only lost less often.
        sleep(0.002)
        account["balance"] = read + 1


if __name__ == "__main__":
    threads = [Thread(target=pay_in) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(account)
