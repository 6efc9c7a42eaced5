"""Executes a task and prints its output, a line of JSON for each strategy."""

import argparse
import json
import sys
from pathlib import Path

from parallel_playground.native.engines.engine import UnavailableError
from parallel_playground.native.engines.local import STRATEGIES, executed
from parallel_playground.native.engines.needed import missing
from parallel_playground.native.work import plan_of, task_of


def output(arguments: argparse.Namespace) -> None:
    """Executes what the command line asks for."""
    task = task_of(arguments)
    plan = plan_of(arguments)
    for strategy in arguments.strategies:
        try:
            result = executed(STRATEGIES[strategy], task, plan)
            # Of ranks, only the first has the output.
            if result is not None:
                print(json.dumps(task.describe(result)), flush=True)
        except UnavailableError as error:
            sys.exit(f"{strategy}: {error}")
        except ModuleNotFoundError as error:
            sys.exit(f"{strategy}: {missing(error)}")
        if result is not None and arguments.save is not None:
            save(arguments.save / strategy, task.files(result))


def save(folder: Path, files: dict[str, bytes]) -> None:
    """Writes files into a folder, which is made if it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, contents in files.items():
        (folder / name).write_bytes(contents)
