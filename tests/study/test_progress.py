"""The numbers of the progress page: sums per day, retention with its interval, what is to come."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.study.learner import AGAIN, EASY, GOOD, answer, deck_text, install, seen
from trainer.clock import FrozenClock
from trainer.study.overview import FORECAST_DAYS
from trainer.study.progress import (
    Retention,
    by_day,
    by_week,
    due_ahead,
    retention_over,
    span,
)
from trainer.study.study import REPORT_DAYS, Study

TODAY = dt.date(2026, 11, 24)


def back(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


@dataclass(frozen=True)
class Day:
    """One day's sums."""

    reviews: int
    asked: int
    recalled: int
    duration_ms: int = 0


def test_a_span_ends_today() -> None:
    assert span(TODAY, 3) == [back(2), back(1), TODAY]
    assert span(TODAY, 1) == [TODAY]


def test_a_day_without_a_review_counts_none() -> None:
    assert by_day({back(1): Day(5, 0, 0)}, span(TODAY, 3)) == {back(2): 0, back(1): 5, TODAY: 0}


def test_retention_is_over_what_was_asked_of_old() -> None:
    counts = {back(9): Day(9, 9, 9), back(1): Day(9, 4, 3), TODAY: Day(5, 6, 5)}
    found = retention_over(counts, span(TODAY, 3))
    assert (found.recalled, found.asked, found.share) == (8, 10, 0.8)


def test_retention_of_nothing_is_none() -> None:
    assert Retention(0, 0).share is None
    assert Retention(0, 0).interval is None


@pytest.mark.parametrize(
    ("recalled", "asked", "low", "high"),
    [
        # Worked out by hand from Wilson's formula with z = 1.96.
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (8, 10, 0.4902, 0.9433),
        (81, 100, 0.7222, 0.8749),
    ],
)
def test_the_interval_is_wilsons(recalled: int, asked: int, low: float, high: float) -> None:
    interval = Retention(recalled, asked).interval
    assert interval is not None
    assert interval == pytest.approx((low, high), abs=1e-4)


@settings(deadline=None, derandomize=True)
@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share_and_stays_between_none_and_all(
    found: tuple[int, int],
) -> None:
    retention = Retention(*found)
    assert retention.interval is not None
    assert retention.share is not None
    low, high = retention.interval
    assert 0 <= low <= retention.share + 1e-12
    assert retention.share - 1e-12 <= high <= 1
    # More of the same narrows it.
    wider = Retention(found[0] * 4, found[1] * 4).interval
    assert wider is not None
    assert wider[1] - wider[0] < high - low
    assert not math.isnan(low)


def test_weeks_end_today_and_silent_ones_are_left_out() -> None:
    counts = {
        back(20): Day(1, 4, 1),
        back(13): Day(9, 9, 9),
        back(7): Day(1, 1, 0),
        back(6): Day(2, 2, 2),
        TODAY: Day(3, 0, 0),
    }
    weeks = by_week(counts, span(TODAY, 24))
    assert [(week.last_day, week.retention.recalled, week.retention.asked) for week in weeks] == [
        (back(14), 1, 4),
        (back(7), 9, 10),
        (TODAY, 2, 2),
    ]
    assert by_week({TODAY: Day(3, 0, 0)}, span(TODAY, 24)) == ()


def test_what_is_overdue_is_due_today() -> None:
    due = {back(3): 2, TODAY: 1, back(-2): 4, back(-9): 8}
    ahead = due_ahead(due, TODAY, 4)
    assert [(each.day, each.due) for each in ahead] == [
        (TODAY, 3),
        (back(-1), 0),
        (back(-2), 4),
        (back(-3), 0),
    ]


# -- the whole report --------------------------------------------------------------------------


def test_a_report_of_nothing(study: Study) -> None:
    report = study.report()
    assert (report.today, report.total, report.seen, report.due) == (TODAY, 0, 0, 0)
    assert (report.answered, report.minutes, report.weeks) == (0, 0, ())
    assert report.retention.share is None
    assert report.desired_retention == 0.9
    assert len(report.reviews) == REPORT_DAYS
    assert len(report.forecast) == FORECAST_DAYS


def test_a_report_of_two_days(study: Study, clock: FrozenClock) -> None:
    install(study, deck_text("a", "b", "c"))
    session = study.begin()
    session.next()
    for rating in (GOOD, AGAIN, EASY, GOOD):
        clock.advance(seconds=15)
        answer(session, rating)
    days = max((seen(study, name).due - TODAY).days for name in "abc")
    clock.advance(days=days)
    session = study.begin()
    session.next()
    answer(session, GOOD)
    answer(session, AGAIN)
    report = study.report()
    assert (report.total, report.seen, report.due) == (3, 3, 2)
    assert report.answered == 6
    assert {day: many for day, many in report.reviews.items() if many} == {
        TODAY: 4,
        report.today: 2,
    }
    assert report.minutes == 1
    # Nothing was old on the first day; a drill asked again on the same day is not old either.
    assert (report.retention.recalled, report.retention.asked) == (1, 2)
    assert [week.retention for week in report.weeks] == [report.retention]
    assert report.forecast[0].due == 2
    assert sum(each.due for each in report.forecast) <= 3


def test_a_review_that_was_taken_back_is_in_no_number(study: Study, clock: FrozenClock) -> None:
    install(study, deck_text("a"))
    before = study.report()
    session = study.begin()
    session.next()
    clock.advance(seconds=30)
    answer(session, GOOD)
    assert study.report().answered == 1
    session.undo()
    assert study.report() == before


def test_a_report_over_fewer_days_forgets_older_ones(study: Study, clock: FrozenClock) -> None:
    install(study, deck_text("a"))
    session = study.begin()
    session.next()
    answer(session, GOOD)
    clock.advance(days=7)
    assert study.report(days=7).answered == 0
    assert study.report(days=8).answered == 1
