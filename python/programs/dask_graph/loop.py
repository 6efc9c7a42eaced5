"""The longest run of Collatz's steps, in a loop over ranges of numbers."""


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
    parts = [longest(start, start + 2500) for start in range(1, 20_000, 2500)]
    print("steps, number:", max(parts))
