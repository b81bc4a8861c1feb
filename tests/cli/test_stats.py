"""``triad stats``: the same numbers as the window's."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

from tests.cli.conftest import Triad
from trainer.app import open_study
from trainer.clock import FrozenClock, SystemClock
from trainer.domain.memory import Rating
from trainer.drills.recall import RecallAnswer
from trainer.places import Places

KEYS = {
    *("day", "drills", "seen", "due", "new", "answered_today", "answered", "minutes", "retention"),
    *("desired_retention", "reviews_per_day", "forecast"),
}
DECK = """\
format: triad-deck/1
id: d
title: D
drills:
  - {kind: recall, id: a, front: A?, back: A}
  - {kind: recall, id: b, front: B?, back: B}
  - {kind: recall, id: c, front: C?, back: C}
"""


def practise(folder: Path, days_ago: int, *ratings: Rating) -> None:
    """Answer what comes up, so many days before the machine's today."""
    clock = FrozenClock(SystemClock().now() - dt.timedelta(days=days_ago))
    with open_study(Places(folder), clock, random.Random(days_ago)) as study:
        session = study.begin()
        for rating in ratings:
            assert session.next() is not None
            clock.advance(seconds=30)
            session.assess(RecallAnswer())
            session.rate(rating)


def test_a_first_look(triad: Triad) -> None:
    told = triad("stats")
    assert (told.code, told.err) == (0, "")
    assert told.out.splitlines() == [
        "Today      0 due, 0 new, 0 answered",
        "Drills     0 of 0 seen",
        "Answers    0 in the last 84 days, 0.0 minutes",
        "Retention  no drill has come back yet",
        "Ahead      0 due within 7 days",
        "Built in   decks are installed or updated when the window next opens",
    ]
    data = triad("stats", "--json").data
    assert set(data) == KEYS
    assert data["retention"] is None
    assert data["reviews_per_day"] == data["forecast"] == {}


def test_once_the_built_in_decks_are_there_nothing_is_said_of_them(
    triad: Triad, tmp_path: Path
) -> None:
    with open_study(Places(tmp_path / "data")) as study:
        study.install_builtin(study.read_builtin_decks(lambda _share, _what: None))
    told = triad("stats")
    assert "Built in" not in told.out
    assert "of 0 seen" not in told.out


def test_after_some_answers(triad: Triad, tmp_path: Path) -> None:
    path = tmp_path / "d.yaml"
    path.write_text(DECK, "utf-8")
    triad("import", path)
    practise(tmp_path / "data", 40, Rating.GOOD, Rating.GOOD)
    practise(tmp_path / "data", 20, Rating.GOOD, Rating.AGAIN, Rating.GOOD)
    data = triad("stats", "--json").data
    assert set(data) == KEYS
    assert (data["drills"], data["seen"], data["answered"], data["answered_today"]) == (3, 3, 5, 0)
    assert data["minutes"] == 2.5
    assert data["retention"] == 0.5
    assert data["desired_retention"] == 0.9
    assert sorted(data["reviews_per_day"].values()) == [2, 3]
    assert data["due"] + data["new"] <= 3
    assert sum(data["forecast"].values()) <= 3
    lines = triad("stats").out.splitlines()
    assert lines[1] == "Drills     3 of 3 seen"
    assert lines[2] == "Answers    5 in the last 84 days, 2.5 minutes"
    assert lines[3] == "Retention  50% of 2 (95 % interval 9% to 91%), desired 90%"
