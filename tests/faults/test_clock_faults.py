"""Clocks that go wrong or strangely: nothing is lost, and each answer counts for one day."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

import pytest

from tests.faults import victim
from trainer.app import open_study
from trainer.clock import FrozenClock, study_day
from trainer.domain.memory import Rating
from trainer.domain.review import Review
from trainer.places import Places
from trainer.study.study import Study

EAST, WEST = dt.timezone(dt.timedelta(hours=9)), dt.timezone(dt.timedelta(hours=-8))


class SummerTimeBegins(dt.tzinfo):
    """Berlin on 29 March 2026: at 01:00 UTC, 02:00 winter time becomes 03:00 summer time."""

    _change = dt.datetime(2026, 3, 29, 1)  # noqa: DTZ001 (tzinfo works in naive times)

    def utcoffset(self, when: dt.datetime | None) -> dt.timedelta:
        return dt.timedelta(hours=2)

    def dst(self, when: dt.datetime | None) -> dt.timedelta:
        return dt.timedelta(0)

    def fromutc(self, when: dt.datetime) -> dt.datetime:
        return when + dt.timedelta(hours=1 if when.replace(tzinfo=None) < self._change else 2)


def answer(study: Study, rating: Rating = Rating.GOOD) -> Review:
    session = study.begin()
    assert session.next() is not None
    session.assess(victim.RecallAnswer())
    session.rate(rating)
    review = study.store.last_review()
    assert review is not None
    return review


def clock_of(study: Study) -> FrozenClock:
    assert isinstance(study.clock, FrozenClock)
    return study.clock


def sound(study: Study) -> None:
    assert study.store.check_integrity() == ()
    assert study.store.rebuild(study.scheduler) == 0


def test_a_clock_set_back_by_years(used: Study) -> None:
    first = answer(used)
    clock_of(used).advance(days=-2000)
    before = len(list(used.store.log()))
    session = used.begin()
    while session.next() is not None:
        session.assess(victim.RecallAnswer())
        session.rate(Rating.GOOD)
    ids = [item.review.id for item in used.store.log()]
    assert len(ids) > before
    assert ids == sorted(ids[:before]) + ids[before:]
    assert used.store.reviews_of(first.drill_id)[-1] == first
    report = used.report()
    assert report.answered == len(ids) - before
    sound(used)
    clock_of(used).advance(days=2001)
    answer(used)
    sound(used)


def test_a_clock_set_back_between_question_and_answer(used: Study) -> None:
    session = used.begin()
    session.next()
    clock_of(used).advance(hours=-5)
    judged = session.assess(victim.RecallAnswer())
    assert judged.duration_ms == 0
    clock_of(used).advance(hours=-30)
    session.rate(Rating.GOOD)
    session.undo()
    sound(used)


def test_a_drill_answered_before_the_clock_was_set_back_is_answered_again(used: Study) -> None:
    review = answer(used, Rating.AGAIN)
    clock_of(used).advance(days=-3)
    progress = used.store.progress(review.drill_id)
    after = used.scheduler.next(progress, Rating.GOOD, study_day(used.clock), seed=1)
    assert after.lapses == progress.lapses  # type: ignore[union-attr]
    assert after.due > study_day(used.clock)


@pytest.mark.parametrize(("zone", "shift"), [(EAST, 1), (WEST, 0), (dt.UTC, 0)])
def test_a_flight_to_another_zone(used: Study, zone: dt.timezone, shift: int) -> None:
    clock = clock_of(used)
    clock.instant = dt.datetime(2026, 5, 1, 20, tzinfo=dt.UTC)
    first = answer(used)
    clock.zone = zone
    second = answer(used)
    assert first.study_day == dt.date(2026, 5, 1)
    assert second.study_day == dt.date(2026, 5, 1 + shift)
    assert used.store.reviews_between(first.study_day, second.study_day)[-1] == second
    sound(used)


@pytest.mark.parametrize(
    ("utc", "day"),
    [
        (dt.datetime(2026, 3, 29, 0, 59, 59, tzinfo=dt.UTC), 28),
        (dt.datetime(2026, 3, 29, 1, 0, tzinfo=dt.UTC), 28),  # 03:00 by the wall
        (dt.datetime(2026, 3, 29, 1, 59, 59, 999_999, tzinfo=dt.UTC), 28),
        (dt.datetime(2026, 3, 29, 2, 0, tzinfo=dt.UTC), 29),  # 04:00 exactly
        (dt.datetime(2026, 3, 30, 1, 59, 59, tzinfo=dt.UTC), 29),
        (dt.datetime(2026, 3, 30, 2, 0, tzinfo=dt.UTC), 30),
    ],
)
def test_the_night_summer_time_begins(used: Study, utc: dt.datetime, day: int) -> None:
    clock = clock_of(used)
    clock.zone, clock.instant = SummerTimeBegins(), utc
    assert answer(used).study_day == dt.date(2026, 3, day)


def test_four_in_the_morning_passes_while_a_question_is_open(used: Study) -> None:
    clock = clock_of(used)
    clock.instant = dt.datetime(2026, 5, 2, 3, 59, 59, tzinfo=dt.UTC)
    session = used.begin()
    session.next()
    judged = session.assess(victim.RecallAnswer())
    clock.advance(seconds=1)
    change = session.rate(Rating.GOOD)
    review = used.store.last_review()
    assert review is not None
    assert review.study_day == judged.day == dt.date(2026, 5, 1)
    assert used.store.progress(change.drill_id) == judged.intervals[Rating.GOOD]
    session.next()
    assert session.assess(victim.RecallAnswer()).day == dt.date(2026, 5, 2)


def test_a_leap_day(used: Study) -> None:
    clock = clock_of(used)
    clock.instant = dt.datetime(2028, 2, 29, 12, tzinfo=dt.UTC)
    review = answer(used)
    assert review.study_day == dt.date(2028, 2, 29)
    progress = used.store.progress(review.drill_id)
    assert progress.due > dt.date(2028, 2, 29)  # type: ignore[union-attr]
    assert list(used.store.daily_counts(review.study_day, review.study_day)) == [review.study_day]
    sound(used)


def test_the_ends_of_the_calendar(tmp_path: Path) -> None:
    for year in (1, 9999):
        clock = FrozenClock(dt.datetime(year, 6, 30, 12, tzinfo=dt.UTC))
        with open_study(Places(tmp_path / str(year)), clock, random.Random(1)) as study:
            study.install(_plan())
            review = answer(study)
            assert review.at.year == year
            sound(study)


def _plan() -> victim.ImportPlan:
    return victim.ImportPlan(Path("deck.yaml"), victim.revision(0, 0))
