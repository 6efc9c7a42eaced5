"""What `multiprocessing.shared_memory` asks of a platform in C."""


def shm_open(path: str, flags: int, mode: int = 511) -> int:
    raise NotImplementedError


def shm_unlink(path: str) -> None:
    raise NotImplementedError
