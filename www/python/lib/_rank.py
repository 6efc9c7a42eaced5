"""The main function of a rank, one of several processes that run the same program."""

import json
from importlib import import_module
from typing import Any

import _program
import _system

rank = 0
outboxes: list[int] = []
"""For each rank, what it is sent messages by; nothing where a program runs by itself."""
inbox = 0


def main(argument: str) -> Any:
    """Calls the function that all ranks call; what it returns."""
    global rank, inbox
    given = json.loads(argument)
    _system.enter(given["pid"], _system.PROGRAM, made=2)
    rank = given["rank"]
    inbox = given["pid"] * _system.FIRST_HANDLE
    outboxes.extend(given["outboxes"])
    _program.begin()
    try:
        return getattr(import_module(given["module"]), given["name"])(given["argument"])
    finally:
        _program.end()
