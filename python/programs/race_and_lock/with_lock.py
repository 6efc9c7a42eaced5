"""Four threads pay into one account, one at a time."""

from threading import Lock, Thread
from time import sleep

PAYMENTS = 10
account = {"balance": 0}
lock = Lock()


def pay_in() -> None:
    """Pays in 1, several times."""
    for _ in range(PAYMENTS):
        # Nobody else reads the balance before this thread has written it.
        with lock:
            read = account["balance"]
            sleep(0.002)
            account["balance"] = read + 1


if __name__ == "__main__":
    threads = [Thread(target=pay_in) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(account)
