"""Sums of digits, in a loop."""


def sum_of_digits(power: int) -> int:
    """The sum of the digits of 3 to a power."""
    return sum(map(int, str(3**power)))


if __name__ == "__main__":
    small = [sum_of_digits(power) for power in range(100, 4000, 100)]
    large = [sum_of_digits(power) for power in range(4000, 8000, 100)]
    print(sum(small), sum(large))
