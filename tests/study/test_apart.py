"""Work in a process of its own: reports, results, errors, and being stopped."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection

import pytest

from trainer.errors import BadInput, TrainerError
from trainer.scheduling.optimise import TooFewAnswers
from trainer.study.apart import EndedEarly, apart, serve

Step = Callable[[float, str], None]


class Stopped(Exception):
    pass


def doubled(number: int, step: Step) -> tuple[int, int]:
    step(0.5, "halfway")
    return 2 * number, os.getpid()


def refuses(step: Step) -> None:
    raise TooFewAnswers(7)


def breaks(step: Step) -> None:
    raise ZeroDivisionError("a defect")


def dies(step: Step) -> None:
    os._exit(3)


def waits(step: Step) -> None:
    step(0.1, "waiting")
    threading.Event().wait(60)


def test_it_runs_elsewhere_and_reports() -> None:
    said: list[tuple[float, str]] = []
    number, process = apart(doubled, 21, step=lambda *s: said.append(s))
    assert number == 42
    assert process != os.getpid()
    assert (0.5, "halfway") in said


def test_its_errors_are_raised_here() -> None:
    with pytest.raises(TooFewAnswers, match="only 7 answers"):
        apart(refuses, step=lambda *_: None)
    with pytest.raises(RuntimeError, match="ZeroDivisionError: a defect"):
        apart(breaks, step=lambda *_: None)
    with pytest.raises(EndedEarly, match="was stopped"):
        apart(dies, step=lambda *_: None)


def test_it_is_stopped_when_the_step_raises() -> None:
    def stop(_: float, what: str) -> None:
        if what == "waiting":
            raise Stopped

    with pytest.raises(Stopped):
        apart(waits, step=stop)
    assert not multiprocessing.active_children()


def answers_of(work: Callable[..., object], *arguments: object) -> list[tuple[object, ...]]:
    here, there = multiprocessing.Pipe()
    serve(there, work, arguments)
    return list(received(here))


def received(pipe: Connection) -> list[tuple[object, ...]]:
    found = []
    while True:
        try:
            found.append(pipe.recv())
        except EOFError:
            return found


def test_the_other_side_says_how_it_ended() -> None:
    assert answers_of(doubled, 4)[0] == ("step", 0.5, "halfway")
    assert answers_of(doubled, 4)[1] == ("done", (8, os.getpid()))
    ((what, kind, *words),) = answers_of(refuses)
    assert (what, kind) == ("failed", TooFewAnswers)
    assert words[0] == "only 7 answers to drills seen on an earlier day"
    ((what, text, place),) = answers_of(breaks)
    assert "in breaks" in place
    assert "a defect" not in place.replace('ZeroDivisionError("a defect")', ""), "for the log file"
    assert what == "defect"
    assert "a defect" in str(text)
    assert issubclass(EndedEarly, TrainerError)
    assert not issubclass(EndedEarly, BadInput)
