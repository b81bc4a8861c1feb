"""Spreading the work over the days that the fuzz allows."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.domain.memory import MemoryState, Rating, Seen
from trainer.scheduling.balance import balanced, balanced_due
from trainer.scheduling.fsrs import Scheduler
from trainer.scheduling.intervals import fuzz_days

MONDAY = dt.date(2026, 3, 2)
SCHEDULER = Scheduler(fuzz=False)


def after(days: int) -> dt.date:
    return MONDAY + dt.timedelta(days=days)


def test_the_day_with_the_least_to_do_is_taken() -> None:
    busy = {after(day): 9 for day in range(60)}
    assert balanced_due(after(20), MONDAY, busy, {}, 365) == after(20)
    assert balanced_due(after(20), MONDAY, {**busy, after(18): 3}, {}, 365) == after(18)
    assert balanced_due(after(20), MONDAY, {**busy, after(40): 0}, {}, 365) == after(20)
    assert balanced_due(after(20), MONDAY, {**busy, after(21): 0}, {}, 20) == after(20)
    assert balanced_due(after(2), MONDAY, {after(2): 99}, {}, 365) == after(2)


def test_easy_days_of_the_week_are_kept_free() -> None:
    sunday = after(20)
    assert sunday.weekday() == 6
    even = {after(day): 5 for day in range(60)}
    assert balanced_due(sunday, MONDAY, even, {6: 0.5}, 365) == after(19)
    assert balanced_due(sunday, MONDAY, {}, {6: 0.0}, 365).weekday() != 6
    # Where every day is kept free, the day stays.
    assert balanced_due(sunday, MONDAY, even, dict.fromkeys(range(7), 0.0), 365) == sunday


def test_balancing_evens_out_a_wave() -> None:
    """A hundred drills learnt on one day would all come back on the same day."""
    load: Counter[dt.date] = Counter()
    for _ in range(100):
        load[balanced_due(after(30), MONDAY, load, {}, 365)] += 1
    assert max(load.values()) == 15  # Seven days share the hundred.
    assert sum(load.values()) == 100


@settings(deadline=None, derandomize=True)
@given(
    st.floats(0.5, 300),
    st.integers(0, 400),
    st.dictionaries(st.integers(0, 420).map(after), st.integers(0, 50), max_size=60),
    st.dictionaries(st.integers(0, 6), st.sampled_from([0.0, 0.3, 1.0])),
    st.integers(1, 365),
)
def test_balanced_days_stay_within_the_fuzz_and_in_order(
    stability_days: float,
    elapsed: int,
    load: dict[dt.date, int],
    shares: dict[int, float],
    longest: int,
) -> None:
    scheduler = Scheduler(fuzz=False, maximum_interval_days=longest)
    last = MONDAY - dt.timedelta(days=elapsed)
    seen = Seen(MemoryState(stability_days, 5.0), MONDAY, last, 5, 0)
    shown = scheduler.preview(seen, MONDAY, seed=3)
    spread = balanced(shown, MONDAY, load, shares, longest)
    dues = [spread[rating].due for rating in Rating]
    assert dues == sorted(dues)
    for worse, better in itertools.pairwise(Rating):
        apart = shown[worse].due < shown[better].due
        assert (spread[worse].due < spread[better].due) == apart, "a rating leads where it led"
    assert dues[0] == MONDAY
    for rating in Rating:
        moved = abs((spread[rating].due - shown[rating].due).days)
        assert moved <= fuzz_days((shown[rating].due - MONDAY).days) + 1
        assert (spread[rating].due - MONDAY).days <= longest
        assert spread[rating].memory == shown[rating].memory


def test_one_quiet_day_does_not_draw_all_ratings_to_itself() -> None:
    busy = {after(day): 9 for day in range(60)} | {after(6): 0}
    memory = MemoryState(5.0, 5.0)
    shown = {
        rating: Seen(memory, after(days), MONDAY, 3, 0)
        for rating, days in zip(Rating, (0, 5, 6, 7), strict=True)
    }
    spread = balanced(shown, MONDAY, busy, {}, 365)
    assert [(spread[rating].due - MONDAY).days for rating in Rating] == [0, 6, 7, 8]
    assert [(seen.due - MONDAY).days for seen in balanced(shown, MONDAY, busy, {}, 7).values()] == [
        *(0, 5, 6, 7)
    ]
