"""Every task there is, by its id."""

from typing import Any

from tasks.count_in_range import CountInRange
from tasks.count_primes import CountPrimes
from tasks.count_words import CountWords
from tasks.do_nothing import DoNothing
from tasks.download_images import DownloadImages
from tasks.estimate_pi import EstimatePi
from tasks.make_thumbnails import MakeThumbnails
from tasks.mandelbrot import Mandelbrot
from tasks.multiply_matrices import MultiplyMatrices
from tasks.sort_numbers import SortNumbers
from tasks.task import Task

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
