"""Packages that only those who use an engine or a strategy have to have."""

from importlib import import_module
from typing import Any

from parallel_playground.native.engines.engine import UnavailableError

PACKAGES = {
    "PIL": "'parallel-playground[pictures]'",
    "dask": "'parallel-playground[dask]'",
    "distributed": "'parallel-playground[dask]'",
    "joblib": "'parallel-playground[joblib]'",
    "mpi4py": "'parallel-playground[mpi]'",
    "numba": "numba-cuda",
    "pyspark": "'parallel-playground[spark]'",
}
"""What brings a module, where it is not the package of its name."""


def needed(package: str) -> Any:
    """A package, or what to do about it if it is not there."""
    try:
        return import_module(package)
    except ModuleNotFoundError as error:
        raise missing(error) from error


def missing(error: ModuleNotFoundError) -> UnavailableError:
    """What to do about a package that is not there."""
    name = (error.name or "").partition(".")[0]
    return UnavailableError(
        f"{name} is not installed here. Install it: pip install {PACKAGES.get(name, name)}."
    )
