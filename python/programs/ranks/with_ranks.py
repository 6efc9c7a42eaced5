"""π as a sum, by ranks. Natively: mpiexec -n 2 python with_ranks.py."""

from itertools import pairwise

from mpi4py import MPI

STEPS = 400_000


def area(start: int, end: int) -> float:
    """The area below 4 / (1 + x²), between two of the steps from 0 to 1."""
    return sum(4 / (1 + ((step + 0.5) / STEPS) ** 2) for step in range(start, end)) / STEPS


if __name__ == "__main__":
    world = MPI.COMM_WORLD
    ranges = None
    if world.rank == 0:
        bounds = [STEPS * rank // world.size for rank in range(world.size + 1)]
        ranges = list(pairwise(bounds))
    start, end = world.scatter(ranges)
    pi = world.reduce(area(start, end), op=MPI.SUM)
    # Only the root of a reduction has what it came to.
    if world.rank == 0:
        print(f"π is about {pi:.9f}")
