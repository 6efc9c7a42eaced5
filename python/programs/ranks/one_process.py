"""π as a sum, by one process."""

STEPS = 400_000


def area(start: int, end: int) -> float:
    """The area below 4 / (1 + x²), between two of the steps from 0 to 1."""
    return sum(4 / (1 + ((step + 0.5) / STEPS) ** 2) for step in range(start, end)) / STEPS


if __name__ == "__main__":
    print(f"π is about {area(0, STEPS):.9f}")
