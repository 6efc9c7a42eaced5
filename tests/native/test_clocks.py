"""Clocks of several machines are laid over each other, and the residual holds the truth."""

import random

import pytest

from parallel_playground.native.clocks import align
from parallel_playground.native.journal import Message, Span, Where
from parallel_playground.native.lanes import Process, Trial, lanes_of

MINUTE = 60 * 10**9


@pytest.mark.parametrize("seed", range(20))
def test_the_truth_is_within_the_residual(seed: int) -> None:
    """However far apart they are, and also where two machines only talk through a third."""
    draw = random.Random(seed)
    truth = {"home": 0, "near": draw.randint(-9, 9) * MINUTE, "far": draw.randint(-9, 9) * MINUTE}
    at = 0

    def message(sender: str, receiver: str) -> Message:
        nonlocal at
        at += draw.randrange(10**6)
        delay = draw.randrange(10**5, 10**7)
        return Message(sender, at + truth[sender], receiver, at + delay + truth[receiver], 1)

    pairs = [("home", "near"), ("near", "far"), ("far", "near"), ("near", "home")]
    ahead = align([message(*pair) for _ in range(10) for pair in pairs], "home")
    assert ahead["home"].ns == 0
    for clock, true in truth.items():
        assert abs(ahead[clock].ns - true) <= ahead[clock].residual_ns
        assert ahead[clock].residual_ns <= 10**7 * 2


def test_one_way_alone_leaves_the_residual_open() -> None:
    """Then nothing bounds it from the other side."""
    ahead = align([Message("home", 0, "other", 50, 1)], "home")["other"]
    assert ahead.ns == 50
    assert ahead.residual_ns == float("inf")


@pytest.mark.parametrize("minutes", [-7, 7])
def test_lanes_of_a_machine_whose_clock_is_minutes_off_are_where_they_belong(minutes: int) -> None:
    """Between the message that asked for them and the one that brought them."""
    millisecond = 10**6
    shift = minutes * MINUTE
    home, far = Where("near", "near", 1, 1), Where("far", "far", 2, 1)
    messages = [
        Message("near", 1 * millisecond, "far", 2 * millisecond + shift, 8),
        Message("far", 7 * millisecond + shift, "near", 8 * millisecond, 8),
    ]
    trial = Trial(
        home=home,
        begin=0,
        end=9 * millisecond,
        spans=[
            Span(home, "run", 0, millisecond),
            Span(far, "run", 3 * millisecond + shift, 6 * millisecond + shift, (0, 4)),
        ],
        ahead=align(messages, "near"),
        names={Process("near", 1): "rank 0", Process("far", 2): "rank 1"},
    )
    [other] = [lane for lane in lanes_of(trial) if lane.get("machine") == "far"]
    [span] = [span for span in other["spans"] if span["kind"] == "run"]
    residual = trial.ahead["far"].residual_ns / millisecond
    assert residual == 1
    assert abs(span["startMs"] - 3) <= residual
    assert span["endMs"] - span["startMs"] == 3
