"""`python -m parallel_playground`, which is `parallel-playground` by another name."""

from parallel_playground.native.command import main

if __name__ == "__main__":
    main()
