"""Prints the Mandelbrot set, by processes that get one row at a time."""

from multiprocessing import Pool

WIDTH, HEIGHT, LIMIT = 72, 30, 600


def row(number: int) -> str:
    """One row: what stays near 0 is full, what soon leaves is empty."""
    y = 2.4 * number / (HEIGHT - 1) - 1.2
    return "".join(sign(complex(3 * column / WIDTH - 2.2, y)) for column in range(WIDTH))


def sign(c: complex) -> str:
    """The longer a point stays, the more ink it gets."""
    z = 0j
    for step in range(LIMIT):
        if abs(z) > 2:
            return " .:-=+*"[min(step // 3, 6)]
        z = z * z + c
    return "#"


if __name__ == "__main__":
    with Pool(2) as pool:
        # Who has an easy row is soon back for another.
        print("\n".join(pool.map(row, range(HEIGHT), chunksize=1)))
