"""``triad stats``: the same numbers as the window's."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

from tests.cli.conftest import Triad
from trainer.app import open_study
from trainer.clock import FrozenClock, SystemClock
from trainer.domain.memory import Rating
from trainer.drills.estimate import EstimateAnswer
from trainer.drills.recall import RecallAnswer
from trainer.places import Places

KEYS = {
    *("day", "drills", "seen", "due", "new", "answered_today", "answered", "minutes", "retention"),
    *("desired_retention", "reviews_per_day", "forecast"),
    *("retention_interval", "retention_asked", "retention_per_week", "calibration", "bias"),
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
    assert data["retention"] is data["retention_interval"] is None
    assert data["retention_per_week"] == data["bias"] == []
    assert data["calibration"] == {
        "intended": 0.8,
        "intervals": 0,
        "contained": 0,
        "share": None,
        "interval": None,
        "verdict": None,
    }
    assert data["reviews_per_day"] == data["forecast"] == {}


def test_once_the_built_in_decks_are_there_nothing_is_said_of_them(
    triad: Triad, tmp_path: Path
) -> None:
    with open_study(Places(tmp_path / "data")) as study:
        study.install_builtin([study.read_deck(study.builtin_paths()[0])])
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
    assert data["retention_asked"] == 2
    assert [round(end, 2) for end in data["retention_interval"]] == [0.09, 0.91]
    (week,) = data["retention_per_week"]
    assert (week["retention"], week["asked"]) == (0.5, 2)
    assert data["desired_retention"] == 0.9
    assert sorted(data["reviews_per_day"].values()) == [2, 3]
    assert data["due"] + data["new"] <= 3
    assert sum(data["forecast"].values()) <= 3
    lines = triad("stats").out.splitlines()
    assert lines[1] == "Drills     3 of 3 seen"
    assert lines[2] == "Answers    5 in the last 84 days, 2.5 minutes"
    assert lines[3] == "Retention  50 % of 2 (95 % interval 9 % to 91 %), desired 90 %"


def test_estimates_tell_bias_and_calibration(triad: Triad, tmp_path: Path) -> None:
    path = tmp_path / "d.yaml"
    path.write_text(
        "format: triad-deck/1\nid: d\ntitle: D\ndrills:\n"
        "  - {kind: estimate, id: a, question: 'At {cost_per_token}?', asked: daily_spend,"
        " givens: {cost_per_token: $0.001, tokens_per_day: 5000}}\n",
        "utf-8",
    )
    triad("import", path)
    with open_study(Places(tmp_path / "data")) as study:
        session = study.begin()
        assert session.next() is not None
        session.assess(EstimateAnswer("$10", "$8 to $12"))
        session.rate(Rating.HARD)
    data = triad("stats", "--json").data
    assert (data["calibration"]["intervals"], data["calibration"]["contained"]) == (1, 0)
    (bias,) = data["bias"]
    assert (bias["term"], bias["answers"], bias["direction"]) == ("daily_spend", 1, "even")
    assert round(bias["factor"], 9) == 2
    assert bias["interval"] is bias["trend"] is None
