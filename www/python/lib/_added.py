"""The packages that the site's builder has added: each is installed once it is imported.

What a package needs is installed with it. Its compiled modules are loaded by CPython itself, as it
imports them.
"""

import ast
import importlib._bootstrap
import json
import sys
from collections.abc import Callable, Sequence
from functools import cache
from importlib import invalidate_caches
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import PurePosixPath
from types import ModuleType
from typing import Any

import _added_js
from pyodide._package_loader import get_install_dir, unpack_buffer

import _gil

BROUGHT_ALONG = ("aiohttp", "dask", "joblib", "mpi4py", "requests", "tqdm")
"""Packages that every site has, and a program may want."""

Entry = dict[str, Any]

_installed: set[str] = set()


class Finder(MetaPathFinder):
    """Finds the modules of packages that are not installed yet, once nobody else does."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Where such a module is, now that its package is installed; nothing for all others."""
        name = None if path is not None else providers().get(fullname)
        if name is None or name in _installed:
            return None
        install_package(name)
        invalidate_caches()
        return PathFinder.find_spec(fullname)


@cache
def entries() -> dict[str, Entry]:
    """All packages, as Pyodide lists them."""
    listed: dict[str, Entry] = json.loads(_added_js.listed())
    return listed


@cache
def providers() -> dict[str, str]:
    """The name of the package that a module is in, by the module's."""
    return {module: name for name, entry in entries().items() for module in entry["imports"]}


def install_package(name: str) -> None:
    """Installs a package and what it needs, unless they are there."""
    if name in _installed:
        return
    entry = entries()[name]
    _installed.add(name)
    for needed in entry["depends"]:
        install_package(needed)
    file = entry["file_name"]
    contents = _gil.wait_for(_added_js.fetch(file).contents, "fetch")
    # Into a file of the file's own name, by which its format is known.
    unpack_buffer(
        contents,
        filename=PurePosixPath(file).name,
        extract_dir=get_install_dir(entry["install_dir"]),
    )


def install_for(source: str) -> None:
    """Installs what a program imports somewhere, before it is timed: on a machine it is there."""
    if not providers():
        return
    wanted = [providers().get(module) for module in imported(source)]
    for name in wanted:
        if name is not None:
            install_package(name)
    invalidate_caches()


def imported(source: str) -> set[str]:
    """The top-level modules that a program names; none of one that is no Python."""
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except SyntaxError, RecursionError, ValueError:
        return set()
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    return {name.partition(".")[0] for name in names}


def told(find_and_load: Callable[[str, Any], ModuleType]) -> Callable[[str, Any], ModuleType]:
    """Imports as before, but says of what is nowhere how it can be had."""

    def _find_and_load(name: str, import_: Any) -> ModuleType:
        try:
            return find_and_load(name, import_)
        except ModuleNotFoundError as missing:
            if missing.name == name and "." not in name and name not in sys.stdlib_module_names:
                missing.add_note(why_missing(name))
            raise

    # CPython leaves its own frames of importing out of tracebacks, by their file: and so this one.
    own = find_and_load.__code__.co_filename
    _find_and_load.__code__ = _find_and_load.__code__.replace(co_filename=own)
    return _find_and_load


def why_missing(name: str) -> str:
    """Why a program cannot import something, and what to do."""
    has = ", ".join([*BROUGHT_ALONG, *sorted(entries())])
    return (
        f"This site was built without {name}. Beside the standard library it has {has}. Others are "
        "added as it is built: `cargo xtask build --python-packages DIR`, DIR being a folder that "
        "has their wheels, such as Pyodide's full distribution."
    )


def install() -> None:
    """From now on they are found. What packages import if they can, they have tried before."""
    sys.meta_path.append(Finder())
    importlib._bootstrap._find_and_load = told(importlib._bootstrap._find_and_load)
