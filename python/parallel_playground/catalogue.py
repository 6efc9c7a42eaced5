"""Every task there is, by its id."""

from typing import Any

from parallel_playground.tasks.count_in_range import CountInRange
from parallel_playground.tasks.count_primes import CountPrimes
from parallel_playground.tasks.count_words import CountWords
from parallel_playground.tasks.do_nothing import DoNothing
from parallel_playground.tasks.download_images import DownloadImages
from parallel_playground.tasks.estimate_pi import EstimatePi
from parallel_playground.tasks.make_thumbnails import MakeThumbnails
from parallel_playground.tasks.mandelbrot import Mandelbrot
from parallel_playground.tasks.multiply_matrices import MultiplyMatrices
from parallel_playground.tasks.sort_numbers import SortNumbers
from parallel_playground.tasks.task import Task

TASKS: dict[str, type[Task[Any]]] = {
    "count-primes": CountPrimes,
    "count-in-range": CountInRange,
    "estimate-pi": EstimatePi,
    "mandelbrot": Mandelbrot,
    "multiply-matrices": MultiplyMatrices,
    "sort-numbers": SortNumbers,
    "count-words": CountWords,
    "make-thumbnails": MakeThumbnails,
    "download-images": DownloadImages,
    "do-nothing": DoNothing,
}
