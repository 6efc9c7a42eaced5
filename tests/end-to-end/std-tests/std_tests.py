"""Runs some of CPython's own tests in a tab, and tells how each ended.

`/std/test` has the package `test` of an installed Python.
"""

import json
import re
import sys
import unittest
from collections.abc import Iterator
from importlib import import_module
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

    def startTest(self, test: unittest.TestCase) -> None:  # noqa: N802
        """It begins: what is printed last is what hangs."""
        super().startTest(test)
        print(test.id(), flush=True)

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
        """A part of it ended: it does not hang yet."""
        print(test.id(), flush=True)
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


def preload(_argument: str) -> str:
    """Imports what takes longest, so that each process of a test need not."""
    prepare()
    import_module("test._test_multiprocessing")
    return ""


def outcomes_of(tests: list[unittest.TestCase]) -> Outcomes:
    """Runs tests, and tells how they ended."""
    outcomes = Outcomes()
    unittest.TestSuite(tests).run(outcomes)
    return outcomes


def passed_again(tests: list[unittest.TestCase], outcomes: Outcomes) -> dict[str, str]:
    """Runs each test that failed once more by itself, as CPython's own runner does by `--rerun`.

    Those that pass then have passed: why each had failed.
    """
    again: dict[str, str] = {}
    for test in tests:
        name = test.id()
        if name in outcomes.failed and not outcomes_of([test]).failed:
            again[name] = outcomes.failed.pop(name)
            outcomes.passed.append(name)
    return again


def main(argument: str) -> str:
    """Runs a module's tests but those whose names match an expression of a list."""
    given = json.loads(argument)
    prepare()
    found = unittest.defaultTestLoader.loadTestsFromName(given["module"])
    left_out = re.compile("|".join(given["leftOut"]))
    tests = [it for it in cases(found) if not left_out.search(it.id())]
    outcomes = outcomes_of(tests)
    again = passed_again(tests, outcomes)
    return json.dumps(
        {
            "passed": outcomes.passed,
            "again": again,
            "failed": outcomes.failed,
            "refused": outcomes.refused,
        }
    )
