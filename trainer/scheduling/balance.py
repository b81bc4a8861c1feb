"""Spreading the work: of the days the fuzz allows, the one with the least to do."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING

from trainer.scheduling.intervals import fuzz_days

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trainer.domain.memory import Rating, Seen

WORKDAY = 1.0
"""The share of a usual day's work that a weekday takes unless the user says otherwise."""


def balanced_due(
    due: dt.date,
    day: dt.date,
    load: Mapping[dt.date, int],
    shares: Mapping[int, float],
    longest_days: int,
    not_before: dt.date = dt.date.min,
) -> dt.date:
    """Return the day near ``due`` on which a drill rated on ``day`` does least harm.

    ``load`` counts what is due on each day; ``shares`` says how much of a usual day's work each
    weekday (Monday 0) may take, from 0 (none where it can be helped) to 1. Only days within the
    interval's fuzz are looked at, so that retention hardly changes; short intervals stay. No day
    before ``not_before`` is taken.
    """
    days = (due - day).days
    spread = fuzz_days(days)
    if not spread:
        return max(due, not_before)
    earliest = max(2, round(days - spread))
    latest = min(round(days + spread), longest_days)
    window = [day + dt.timedelta(days=each) for each in range(min(earliest, days), latest + 1)]

    def harm(candidate: dt.date) -> tuple[float, int, dt.date]:
        share = shares.get(candidate.weekday(), WORKDAY)
        work = load.get(candidate, 0) + 1
        return (work / share if share > 0 else math.inf), abs((candidate - due).days), candidate

    return min((each for each in (due, *window) if each >= not_before), key=harm, default=due)


def balanced(
    shown: Mapping[Rating, Seen],
    day: dt.date,
    load: Mapping[dt.date, int],
    shares: Mapping[int, float],
    longest_days: int,
) -> dict[Rating, Seen]:
    """Return what each rating would lead to with its due day balanced.

    A better rating still never comes back sooner than a worse one, and later where it did before:
    otherwise all three would lead to the one quiet day, and to choose among them would be idle.
    """
    exact = sorted({seen.due for seen in shown.values()})
    taken: dict[dt.date, dt.date] = {}
    not_before = day
    for later, due in zip(range(len(exact) - 1, -1, -1), exact, strict=True):
        # So many days are left to the better ratings below the longest interval.
        taken[due] = balanced_due(due, day, load, shares, longest_days - later, not_before)
        not_before = taken[due] + dt.timedelta(days=1)
    return {rating: seen._replace(due=taken[seen.due]) for rating, seen in shown.items()}
