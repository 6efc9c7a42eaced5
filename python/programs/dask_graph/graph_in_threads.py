"""The longest run of Collatz's steps, as a graph that dask executes in threads."""

import sys

from dask import delayed


def longest(start: int, end: int) -> tuple[int, int]:
    """The most steps that a number of a range takes to 1, and the number."""
    return max((steps(number), number) for number in range(start, end))


def steps(number: int) -> int:
    """How many steps it takes to 1."""
    count = 0
    while number != 1:
        number = 3 * number + 1 if number % 2 else number // 2
        count += 1
    return count


if __name__ == "__main__":
    # `delayed` notes a call instead of making it: here is a graph, and nothing is computed yet.
    parts = [delayed(longest)(start, start + 2500) for start in range(1, 20_000, 2500)]
    while len(parts) > 1:
        parts = [
            delayed(max)(one, other) for one, other in zip(parts[::2], parts[1::2], strict=True)
        ]
    [result] = parts
    graph = result.__dask_graph__()
    for key, inputs in graph.get_all_dependencies().items():
        print(key[:12], "waits for", sorted(it[:12] for it in inputs), file=sys.stderr)
    print("steps, number:", result.compute(scheduler="threads", num_workers=2))
