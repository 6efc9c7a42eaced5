"""A reader's own program, run as `python NAME.py` runs it, in a fresh interpreter."""

import json
import os
import re
import sys
from importlib.machinery import PathFinder
from pathlib import Path
from types import ModuleType

import _gil_js

import _added
import _program

PROGRAMS = "/programs"
"""Where our own programs are, which a reader's do not see."""

SPARE_BYTES = 4 << 20
"""Kept for telling that memory is used up: a traceback takes some, too."""


def run(given: str) -> str:
    """Executes a version to its end: when that began, and what it took.

    Raises what the program raises.
    """
    version = json.loads(given)
    # Before the file has a name, which none of them may have.
    _added.install_for(version["source"])
    path = Path.cwd() / file_name(version["id"])
    # In a file, so that the processes that it starts find it, and tracebacks show its lines.
    path.write_text(version["source"], "utf-8")
    sys.argv = [path.name]
    sys.path[:] = [str(path.parent), *(place for place in sys.path if place != PROGRAMS)]
    main = ModuleType("__main__")
    main.__file__ = str(path)
    sys.modules["__main__"] = main
    _program.begin()
    # What went before is not part of it.
    _gil_js.takeLanes()
    begin_ms = _gil_js.now()
    try:
        execute(version["source"], main)
    finally:
        _program.end()
    elapsed_ms = _gil_js.now() - begin_ms
    return json.dumps({"beginMs": begin_ms, "elapsedMs": elapsed_ms, "items": 1, "output": None})


def file_name(version: str) -> str:
    """What a version's file is called: nothing that an `import` could mean."""
    stem = re.sub(r"\W", "_", version)
    while stem in sys.stdlib_module_names or stem in sys.modules or PathFinder.find_spec(stem):
        stem += "_"
    return f"{stem}.py"


def execute(source: str, main: ModuleType) -> None:
    """Executes a script as `__main__`; `sys.exit()` is an end like any other."""
    spare = bytearray(SPARE_BYTES)
    try:
        exec(compile(source, str(main.__file__), "exec", dont_inherit=True), vars(main))
    except SystemExit as end:
        if end.code is None or end.code == os.EX_OK:
            return
        if not isinstance(end.code, int):
            print(end.code, file=sys.stderr)
        raise
    except BaseException:
        del spare
        sys.excepthook(*sys.exc_info())
        raise
