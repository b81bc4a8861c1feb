"""Drills brought into tomorrow's queue: seen ones moved, new ones first, all of it taken back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from trainer.clock import FrozenClock
from trainer.domain.ids import DrillId
from trainer.domain.memory import Rating, Seen
from trainer.drills.base import GaveUp
from trainer.study.study import Study
from trainer.study.wishes import Wished, wish

TWELVE = Path(__file__).parents[1] / "stories" / "twelve.yaml"


@pytest.fixture
def full(study: Study) -> Study:
    """Twelve drills, two new ones a day."""
    study.install(study.plan(study.read_deck(TWELVE)))
    study.change_setting("new_per_day", 2)
    return study


def wished(study: Study, *names: str) -> Wished:
    tomorrow = study.day + dt.timedelta(days=1)
    drills = [DrillId(f"twelve/{name}") for name in names]
    return wish(study.store, study.clock, study.rng, drills, tomorrow)


def asked(study: Study) -> list[str]:
    return [entry.id for entry in study.begin().queue]


def test_new_drills_come_first_tomorrow_within_the_limit(full: Study, clock: FrozenClock) -> None:
    wished(full, "r4")
    assert "twelve/r4" not in asked(full)
    clock.advance(days=1)
    assert set(asked(full)) == {"twelve/r4", "twelve/r1"}
    assert full.today().counts.new == 2


def test_more_wishes_than_the_limit_all_come(full: Study, clock: FrozenClock) -> None:
    done = wished(full, "r4", "e4", "c4")
    clock.advance(days=1)
    assert set(asked(full)) == {"twelve/r4", "twelve/e4", "twelve/c4"}
    done.take_back(full.store, clock)
    assert set(asked(full)) == {"twelve/r1", "twelve/c1"}


def test_an_answered_drill_is_moved_and_moved_back(full: Study, clock: FrozenClock) -> None:
    session = full.begin()
    question = session.next()
    assert question is not None
    session.assess(GaveUp())
    session.rate(Rating.EASY)
    drill_id = question.posed.drill.id
    before = full.store.progress(drill_id)
    assert isinstance(before, Seen)
    tomorrow = full.day + dt.timedelta(days=1)
    assert before.due > tomorrow
    done = wished(full, drill_id.removeprefix("twelve/"))
    assert full.store.progress(drill_id) == before._replace(due=tomorrow)
    assert wished(full, drill_id.removeprefix("twelve/")).moved == ()  # it is there already
    done.take_back(full.store, clock)
    assert full.store.progress(drill_id) == before
