"""The scheduler: against the library's own replay, against py-fsrs, and at its edges."""

from __future__ import annotations

import datetime as dt
import math
import random

import fsrs_rs_python as library
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scheduling import peers
from trainer.domain.ids import DrillId, ReviewId, Seed
from trainer.domain.memory import MemoryState, Progress, Rating, Seen, Unseen
from trainer.domain.review import Review
from trainer.scheduling.fsrs import BadSchedule, ImpossibleMemory, Scheduler

DAY = dt.date(2026, 2, 27)
PLAIN = Scheduler(fuzz=False)
Step = tuple[int, Rating]

ratings = st.sampled_from(list(Rating))
histories = st.lists(
    st.tuples(st.sampled_from([0, 0, 1, 2, 5, 20, 90, 700]), ratings), min_size=1, max_size=12
)


def walk(scheduler: Scheduler, history: list[Step]) -> list[Seen]:
    progress: Progress = Unseen()
    day = DAY
    states = []
    for gap, rating in history:
        day += dt.timedelta(days=gap)
        progress = scheduler.next(progress, rating, day, seed=7)
        states.append(progress)
    return states


@settings(deadline=None, derandomize=True, max_examples=300)
@given(histories)
def test_states_equal_the_librarys_own_replay(history: list[Step]) -> None:
    items = [
        library.FSRSReview(int(rating), 0 if place == 0 else gap)
        for place, (gap, rating) in enumerate(history)
    ]
    expected = library.FSRS(list(PLAIN.parameters)).memory_state(library.FSRSItem(items))
    found = walk(PLAIN, history)[-1].memory
    assert (found.stability_days, found.difficulty) == (expected.stability, expected.difficulty)


def test_states_agree_with_the_librarys_replay_and_py_fsrs_on_random_histories() -> None:
    """As ``make campaign-fsrs`` does with 10,000; usual and moved parameters in turn."""
    chance = random.Random(6)
    for number in range(300):
        weights = peers.random_parameters(chance) if number % 2 else PLAIN.parameters
        history = peers.random_history(chance)
        states = peers.ours(weights, history)
        assert states[-1] == peers.replayed(weights, history)
        assert peers.furthest(states, peers.theirs(weights, history, peers.Aligned)) < 1e-4


def test_the_two_known_differences_from_py_fsrs() -> None:
    # py-fsrs clamps the difficulty of an Easy start to 1 before reverting towards it.
    weights = PLAIN.parameters
    easy_start = weights[4] - math.exp(3 * weights[5]) + 1
    history: list[Step] = [(0, Rating.GOOD), (3, Rating.GOOD)]
    there, here = peers.theirs(weights, history)[-1], peers.ours(weights, history)[-1]
    assert there[1] - here[1] == pytest.approx(weights[7] * (1 - easy_start), rel=1e-3)
    # It lets a Hard on the same day lower the stability; the Rust library does not.
    history = [(0, Rating.GOOD), (0, Rating.HARD)]
    assert peers.ours(weights, history)[1][0] == pytest.approx(weights[2])
    assert peers.theirs(weights, history)[1][0] < weights[2]


@settings(deadline=None, derandomize=True)
@given(histories, st.integers(0, 400), st.integers(-(2**63), 2**63), st.integers(1, 400))
def test_previews_are_monotone_whole_days(
    history: list[Step], gap: int, seed: int, longest: int
) -> None:
    scheduler = Scheduler(maximum_interval_days=longest)
    before = walk(scheduler, history)[-1]
    day = before.last_day + dt.timedelta(days=gap)
    shown = scheduler.preview(before, day, seed=seed)
    days = [(shown[rating].due - day).days for rating in Rating]
    assert days[0] == 0
    assert 1 <= days[1] <= days[2] <= days[3] <= longest
    for rating in Rating:
        assert scheduler.next(before, rating, day, seed=seed) == shown[rating]


def test_a_first_good_is_due_after_its_stability() -> None:
    seen = PLAIN.next(Unseen(), Rating.GOOD, DAY, seed=1)
    assert seen.memory.stability_days == pytest.approx(2.3065)
    assert seen == Seen(seen.memory, dt.date(2026, 3, 1), DAY, reviews=1, lapses=0)


def test_again_is_due_the_same_day_and_is_one_lapse_a_day() -> None:
    first = PLAIN.next(Unseen(), Rating.AGAIN, DAY, seed=1)
    assert (first.due, first.lapses) == (DAY, 0)
    later = first.last_day + dt.timedelta(days=1)
    failed = PLAIN.next(first, Rating.AGAIN, later, seed=1)
    assert (failed.due, failed.lapses) == (later, 1)
    again = PLAIN.next(failed, Rating.AGAIN, later, seed=1)
    assert (again.lapses, again.reviews) == (1, 3)


def test_a_clock_set_back_counts_as_the_same_day() -> None:
    seen = PLAIN.next(Unseen(), Rating.GOOD, DAY, seed=1)
    earlier = DAY - dt.timedelta(days=400)
    back = PLAIN.next(seen, Rating.GOOD, earlier, seed=1)
    assert back.memory == PLAIN.next(seen, Rating.GOOD, DAY, seed=1).memory
    assert back.last_day == earlier
    assert PLAIN.retrievability(seen, earlier) == 1.0


def test_fuzz_is_decided_by_the_seed() -> None:
    scheduler = Scheduler(maximum_interval_days=36_500)
    seen = Seen(MemoryState(100.0, 5.0), DAY, DAY - dt.timedelta(days=100), 9, 0)
    dues = [scheduler.next(seen, Rating.GOOD, DAY, seed=seed).due for seed in range(60)]
    assert dues == [scheduler.next(seen, Rating.GOOD, DAY, seed=seed).due for seed in range(60)]
    exact = (
        Scheduler(maximum_interval_days=36_500, fuzz=False).next(seen, Rating.GOOD, DAY, seed=1).due
    )
    assert len(set(dues)) > 10
    assert min(dues) < exact < max(dues)


@pytest.mark.parametrize("retention", [0.7, 0.8, 0.9, 0.97])
def test_a_drill_is_due_when_recall_falls_to_the_desired_retention(retention: float) -> None:
    scheduler = Scheduler(desired_retention=retention, maximum_interval_days=36_500, fuzz=False)
    seen = scheduler.next(
        Seen(MemoryState(200.0, 5.0), DAY, DAY - dt.timedelta(days=200), 5, 0),
        Rating.GOOD,
        DAY,
        seed=1,
    )
    assert scheduler.retrievability(seen, seen.due) == pytest.approx(retention, abs=2e-3)


def test_replay_follows_the_log() -> None:
    scheduler = Scheduler()
    progress: Progress = Unseen()
    reviews = []
    for number, (gap, rating) in enumerate([(0, Rating.AGAIN), (0, Rating.GOOD), (4, Rating.EASY)]):
        day = DAY + dt.timedelta(days=gap)
        reviews.append(a_review(number, rating, day, progress))
        progress = scheduler.next(progress, rating, day, seed=number)
    assert scheduler.replay(reviews) == progress
    assert scheduler.replay([]) == Unseen()


def a_review(number: int, rating: Rating, day: dt.date, before: Progress) -> Review:
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


@pytest.mark.parametrize("retention", [0.0, 0.69, 0.995, 1.5, math.nan, math.inf])
def test_a_desired_retention_out_of_range_is_refused(retention: float) -> None:
    with pytest.raises(BadSchedule, match="retention"):
        Scheduler(desired_retention=retention)


@pytest.mark.parametrize("days", [-1, 0, 40_000])
def test_a_longest_interval_out_of_range_is_refused(days: int) -> None:
    with pytest.raises(BadSchedule, match="longest interval"):
        Scheduler(maximum_interval_days=days)


@pytest.mark.parametrize("parameters", [(), (math.nan,) * 21, (1.0, 2.0, 3.0)])
def test_parameters_that_are_none_are_refused(parameters: tuple[float, ...]) -> None:
    with pytest.raises(BadSchedule, match="parameters"):
        Scheduler(parameters=parameters)


def test_parameters_of_an_older_version_are_filled_up() -> None:
    assert len(Scheduler(parameters=PLAIN.parameters[:17]).parameters) == 21


@pytest.mark.parametrize(
    ("stability_days", "difficulty"), [(0.0, 5.0), (math.nan, 5.0), (math.inf, 5.0), (3.0, 0.0)]
)
def test_a_memory_state_out_of_this_world_is_refused(
    stability_days: float, difficulty: float
) -> None:
    seen = Seen(MemoryState(stability_days, difficulty), DAY, DAY, 1, 0)
    with pytest.raises(ImpossibleMemory, match="rebuild"):
        PLAIN.next(seen, Rating.GOOD, DAY, seed=1)
    with pytest.raises(ImpossibleMemory, match="rebuild"):
        PLAIN.retrievability(seen, DAY)


def test_many_histories_at_once_lead_where_each_does_alone() -> None:
    chance = random.Random(4)
    scheduler = Scheduler()
    histories = []
    for _ in range(50):
        days = [
            chance.randrange(3) * chance.choice((-1, 1, 9)) for _ in range(chance.randint(1, 9))
        ]
        histories.append([(sum(days[:at]), chance.randint(1, 4)) for at in range(len(days))])
    first = dt.date(2026, 3, 2)
    for history, memory in zip(histories, scheduler.memories(histories), strict=True):
        progress: Progress = Unseen()
        for day, rating in history:
            on = first + dt.timedelta(days=day)
            progress = scheduler.next(progress, Rating(rating), on, seed=1)
        assert isinstance(progress, Seen)
        assert memory == progress.memory
