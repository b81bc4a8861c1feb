"""Steps within a day: where each rating leads, and that replaying the day gives the same."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.domain.ids import DrillId, ReviewId, Seed
from trainer.domain.memory import MemoryState, Progress, Rating, Seen, Unseen
from trainer.domain.review import Review
from trainer.scheduling.fsrs import BadSchedule, Scheduler
from trainer.scheduling.steps import is_learning, wait_minutes

AGAIN, HARD, GOOD, EASY = Rating
DAY = dt.date(2026, 3, 2)
LEARNING, RELEARNING = (1, 10), (10,)
STEPS = Scheduler(learning_minutes=LEARNING, relearning_minutes=RELEARNING, fuzz=False)
OLD = Seen(MemoryState(20.0, 5.0), DAY, DAY - dt.timedelta(days=20), 4, 0)


@pytest.mark.parametrize(
    ("today", "waits"),
    [
        ([], (1, 1, 10, None)),
        ([GOOD], (1, 10, None, None)),
        ([AGAIN], (1, 1, 10, None)),
        ([GOOD, AGAIN], (1, 1, 10, None)),
        ([HARD, GOOD], (1, 10, None, None)),
        ([EASY], (1, None, None, None)),
        ([GOOD, GOOD], (1, None, None, None)),
        ([EASY, AGAIN], (1, 1, 10, None)),
    ],
)
def test_learning(today: list[Rating], waits: tuple[int | None, ...]) -> None:
    assert waits == tuple(wait_minutes(LEARNING, today, each, learning=True) for each in Rating)


@pytest.mark.parametrize(
    ("today", "waits"),
    [
        ([], (10, None, None, None)),
        ([GOOD], (10, None, None, None)),
        ([AGAIN], (10, 10, None, None)),
        ([AGAIN, GOOD], (10, None, None, None)),
    ],
)
def test_relearning(today: list[Rating], waits: tuple[int | None, ...]) -> None:
    assert waits == tuple(wait_minutes(RELEARNING, today, each, learning=False) for each in Rating)


@pytest.mark.parametrize("learning", [True, False])
def test_without_steps_only_again_comes_back(learning: bool) -> None:
    for today in ([], [AGAIN], [GOOD], [AGAIN, HARD]):
        waits = tuple(wait_minutes((), today, each, learning=learning) for each in Rating)
        assert waits == (0, None, None, None)


def test_what_stays_in_its_steps_is_due_the_same_day() -> None:
    first = STEPS.next(Unseen(), GOOD, DAY, seed=1)
    assert first.due == DAY
    assert STEPS.next(first, GOOD, DAY, seed=1, today=[GOOD]).due > DAY
    assert STEPS.next(Unseen(), EASY, DAY, seed=1).due > DAY
    failed = STEPS.next(OLD, AGAIN, DAY, seed=1)
    assert STEPS.next(failed, HARD, DAY, seed=1, today=[AGAIN]).due == DAY
    assert STEPS.next(failed, GOOD, DAY, seed=1, today=[AGAIN]).due > DAY
    assert is_learning(first, [GOOD])
    assert not is_learning(failed, [AGAIN])


def test_steps_do_not_change_what_is_remembered() -> None:
    plain = Scheduler(fuzz=False)
    assert (
        STEPS.next(Unseen(), GOOD, DAY, seed=1).memory
        == plain.next(Unseen(), GOOD, DAY, seed=1).memory
    )


def test_steps_of_less_than_no_time_are_refused() -> None:
    with pytest.raises(BadSchedule, match="step"):
        Scheduler(relearning_minutes=(-1,))


@settings(deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.sampled_from([0, 0, 0, 1, 9]), st.sampled_from(Rating)), max_size=15))
def test_replaying_gives_what_was_given(history: list[tuple[int, Rating]]) -> None:
    progress: Progress = Unseen()
    day, today, reviews = DAY, [], []
    for place, (gap, rating) in enumerate(history):
        day += dt.timedelta(days=gap)
        today = [] if gap else today
        reviews.append(review(place, rating, day, progress))
        progress = STEPS.next(progress, rating, day, seed=place, today=today)
        today = [*today, rating]
    assert STEPS.replay(reviews) == progress


def review(number: int, rating: Rating, day: dt.date, before: Progress) -> Review:
    return Review(
        id=ReviewId(str(number)),
        device="d",
        drill_id=DrillId("deck/drill"),
        kind="recall",
        seed=Seed(number),
        content_hash="h",
        answer="",
        suggested=Rating.GOOD,
        rating=rating,
        duration_ms=1,
        at=dt.datetime.combine(day, dt.time(12), dt.UTC),
        study_day=day,
        before=before,
    )
