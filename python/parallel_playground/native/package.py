"""How interpreters elsewhere, and those that are started, find this package."""

import os
import shutil
from pathlib import Path

PACKAGE = Path(__file__).parents[1]


def python_path(*before: Path) -> str:
    """A `PYTHONPATH` that leads to folders, then to this package, then to where it led already."""
    folders = [*map(str, before), str(PACKAGE.parent), os.environ.get("PYTHONPATH")]
    return os.pathsep.join(filter(None, folders))


def archived(path: str) -> str:
    """Makes an archive of this package, by a path without its ending; with it."""
    return shutil.make_archive(path, "zip", PACKAGE.parent, PACKAGE.name)
