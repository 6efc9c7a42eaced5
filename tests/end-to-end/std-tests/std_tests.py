"""Runs some of CPython's own tests in a tab, and tells how each ended.

`/std/test` has the package `test` of an installed Python.
"""

import json
import re
import sys
import unittest
from collections.abc import Iterator
from traceback import format_exception_only
from types import TracebackType
from typing import Any

STANDARD = "/std"

ExcInfo = tuple[type[BaseException], BaseException, TracebackType]


class Outcomes(unittest.TestResult):
    """How each test ended, by its name."""

    def __init__(self) -> None:
        """Nothing has run yet."""
        super().__init__()
        self.passed: list[str] = []
        self.failed: dict[str, str] = {}
        self.refused: dict[str, str] = {}
        """Those that refused to run here, and why."""

    def addSuccess(self, test: unittest.TestCase) -> None:  # noqa: N802
        """It passed."""
        self.passed.append(test.id())

    def addSkip(self, test: unittest.TestCase, reason: str) -> None:  # noqa: N802
        """It does not run here."""
        self.refused[test.id()] = reason

    def addError(self, test: unittest.TestCase, err: Any) -> None:  # noqa: N802
        """It failed."""
        self._fail(test, err)

    addFailure = addError  # noqa: N815

    def addSubTest(self, test: unittest.TestCase, _: Any, error: Any) -> None:  # noqa: N802
        """A part of it ended."""
        if error is not None:
            self._fail(test, error)

    def _fail(self, test: unittest.TestCase, error: ExcInfo) -> None:
        self.failed[test.id()] = format_exception_only(error[0], error[1])[-1].strip()


def cases(suite: unittest.TestSuite) -> Iterator[unittest.TestCase]:
    """All tests of a suite."""
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from cases(test)
        else:
            yield test


def prepare() -> None:
    """Has the tests believe that there are threads and sockets, which no other Emscripten has."""
    sys.path.insert(0, STANDARD)
    import asyncio.unix_events  # noqa: PLC0415

    from test import support  # noqa: PLC0415
    from test.support import threading_helper  # noqa: PLC0415

    support.has_socket_support = True
    support.verbose = 0
    threading_helper.can_start_thread = True

    def watcher(_policy: object) -> None:
        raise NotImplementedError

    # Python 3.13's tests ask for what 3.14 has no more.
    policy: Any = asyncio.unix_events._DefaultEventLoopPolicy
    policy.get_child_watcher = watcher


def main(argument: str) -> str:
    """Runs a module's tests but those whose names match an expression of a list."""
    given = json.loads(argument)
    prepare()
    outcomes = Outcomes()
    found = unittest.defaultTestLoader.loadTestsFromName(given["module"])
    left_out = re.compile("|".join(given["leftOut"]))
    suite = unittest.TestSuite(it for it in cases(found) if not left_out.search(it.id()))
    suite.run(outcomes)
    return json.dumps(
        {"passed": outcomes.passed, "failed": outcomes.failed, "refused": outcomes.refused}
    )
