"""What ranks are asked, and what they answer: a line each."""

import base64
import pickle
from dataclasses import dataclass
from typing import Any

from parallel_playground.native.journal import Message, Span, Where
from parallel_playground.native.lanes import Process
from parallel_playground.plan import Plan
from parallel_playground.tasks.task import Parameters

ANSWER = "parallel-playground answers: "


@dataclass(frozen=True)
class Question:
    """What is to be executed."""

    task: str
    parameters: Parameters
    plan: Plan


@dataclass(frozen=True)
class Answer:
    """What came of it, by the clock of rank 0."""

    home: Where
    begin: int
    end: int
    output: Any
    retries: int
    spans: list[Span]
    messages: list[Message]
    names: dict[Process, str]


def line_of(what: Any) -> str:
    """A line that says anything."""
    return base64.b64encode(pickle.dumps(what)).decode() + "\n"


def said_in(line: str) -> Any:
    """What such a line says."""
    return pickle.loads(base64.b64decode(line))
