"""What balancing and easy days come to over months, and that they cost no retention."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from itertools import pairwise
from statistics import fmean

import pytest

from trainer.domain.deck import QueueEntry
from trainer.domain.ids import DeckId, DrillId
from trainer.domain.memory import Progress, Rating, Seen, Unseen
from trainer.study.terms import Terms

FIRST = dt.date(2026, 1, 5)
DAYS, SETTLED, NEW = 110, 50, 8
SUNDAY = 6


def practised(terms: Terms) -> tuple[dict[dt.date, int], float]:
    """Return the reviews of each day once it has settled, and the share recalled.

    Eight new drills a day, everything due answered, forgotten as FSRS predicts.
    """
    chance = random.Random(1)
    known: dict[int, Progress] = {}
    reviews: Counter[dt.date] = Counter()
    recalled = 0
    for number in range(DAYS):
        day = FIRST + dt.timedelta(days=number)
        fresh = range(number * NEW, (number + 1) * NEW)
        due = [each for each, seen in known.items() if isinstance(seen, Seen) and seen.due <= day]
        for each in (*due, *fresh):
            progress = known.get(each, Unseen())
            if isinstance(progress, Seen):
                terms.note(progress.due, -1)
                reviews[day] += 1
                recalls = chance.random() < terms.scheduler.retrievability(progress, day)
                recalled += recalls
                if not recalls:
                    progress = rated(terms, each, progress, Rating.AGAIN, day, chance)
            known[each] = after = rated(terms, each, progress, Rating.GOOD, day, chance)
            terms.note(after.due, 1)
    days = {day: reviews[day] for day in sorted(reviews) if (day - FIRST).days >= SETTLED}
    return days, recalled / reviews.total()


def jumps(days: dict[dt.date, int]) -> float:
    """Return by how many reviews a day differs from the one before, on average."""
    return fmean(abs(after - before) for before, after in pairwise(days.values()))


def rated(
    terms: Terms,
    number: int,
    progress: Progress,
    rating: Rating,
    day: dt.date,
    chance: random.Random,
) -> Seen:
    entry = QueueEntry(DrillId(str(number)), DeckId("d"), "recall", number, progress)
    seed = chance.getrandbits(32)
    return terms.leads_to(entry, progress, day, seed=seed, today=[])[rating]


def test_balanced_days_are_more_even_and_remembered_as_well() -> None:
    plain, plain_share = practised(Terms())
    even, even_share = practised(Terms(load={}))
    assert jumps(even) < 0.6 * jumps(plain)
    assert max(even.values()) < max(plain.values())
    assert even_share == pytest.approx(plain_share, abs=0.015)


def test_an_easy_day_gets_clearly_less_and_nothing_is_forgotten_for_it() -> None:
    days, share = practised(Terms(load={}, shares={SUNDAY: 0.3}))
    sundays = [many for day, many in days.items() if day.weekday() == SUNDAY]
    others = [many for day, many in days.items() if day.weekday() != SUNDAY]
    assert sum(sundays) / len(sundays) < 0.7 * sum(others) / len(others)
    assert share == pytest.approx(0.9, abs=0.02)
