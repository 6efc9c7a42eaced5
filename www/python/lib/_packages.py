"""What packages take from the platform, changed as they are imported."""

import sys
from collections.abc import Callable, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import spec_from_file_location
from types import ModuleType
from typing import Any


def has_threads(module: ModuleType) -> None:
    """dask does without threads and processes on this platform, which has both here."""
    module.EMSCRIPTEN = False  # type: ignore[attr-defined]


def tracks_nothing(module: ModuleType) -> None:
    """loky has a copy of CPython's resource tracker, and here is nothing to track."""
    tracker: Any = module.ResourceTracker
    tracker.ensure_running = tracker.getfd = tracker._send = lambda *_: None


CHANGES: dict[str, Callable[[ModuleType], None]] = {
    "dask._compatibility": has_threads,
    "joblib.externals.loky.backend.stdlib_py314_resource_tracker": tracks_nothing,
}
"""What to do with a module once it was executed, by its name."""

INSTEAD = {"joblib.externals.loky.backend.popen_loky_posix": "_loky"}
"""Modules of ours that are imported instead of others."""


class Changing(Loader):
    """Executes a module as another loader does, and changes it then."""

    def __init__(self, loader: Any) -> None:
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """As the other does."""
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        """As the other does, with the change."""
        self._loader.exec_module(module)
        CHANGES[module.__name__](module)


class Finder(MetaPathFinder):
    """Finds the modules that are changed or replaced."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Where such a module is; nothing for all others."""
        if fullname in INSTEAD:
            ours = PathFinder.find_spec(INSTEAD[fullname])
            return ours and spec_from_file_location(fullname, ours.origin)
        if fullname not in CHANGES:
            return None
        spec = PathFinder.find_spec(fullname, path)
        if spec is not None:
            spec.loader = Changing(spec.loader)
        return spec


def install() -> None:
    """From now on they are found so."""
    sys.meta_path.insert(0, Finder())
