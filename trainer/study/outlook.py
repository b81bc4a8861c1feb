"""What the start page shows below what is due: the last weeks, readiness, the weakest spot."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from trainer.scheduling.focus import Focus
from trainer.settings import Settings
from trainer.store.database import Store
from trainer.study.options import days_to_interview
from trainer.study.standing import Standing, standing
from trainer.study.steady import steady
from trainer.study.today import OTHER_SECONDS, SECONDS_PER_DRILL

WEEKS = 5
"""So many weeks are shown, this one the last of them."""

_SHORT_SITTING_S = 300.0


@dataclass(frozen=True, slots=True)
class Outlook:
    """The study ``days`` shown, oldest first and whole weeks, and on which of them was practised.

    ``interview_in`` is how many days it is to the interview; None when none is ahead.
    """

    day: dt.date
    days: tuple[dt.date, ...]
    practised: frozenset[dt.date]
    standing: Standing
    interview_in: int | None

    @property
    def has_begun(self) -> bool:
        """Whether there is anything to look back on."""
        return bool(self.practised)


def outlook(
    database: Path, day: dt.date, settings: Settings, step: Callable[[float, str], None]
) -> Outlook:
    """Return the outlook on ``day``. Made for a worker; raises the store's errors."""
    step(0.0, "looking at the last weeks")
    days = weeks_to(day)
    at = dt.datetime.combine(day, dt.time(), dt.UTC)
    with steady(), Store.open(database, device="", at=at) as store:
        practised = frozenset(store.daily_counts(days[0], day))
        step(0.2, "looking at the drills")
        return Outlook(
            day, days, practised, standing(store, day, settings), days_to_interview(settings, day)
        )


def weeks_to(day: dt.date) -> tuple[dt.date, ...]:
    """Return the days of whole weeks, Monday to Sunday, of which the last holds ``day``."""
    monday = day - dt.timedelta(days=day.weekday() + 7 * (WEEKS - 1))
    return tuple(monday + dt.timedelta(days=number) for number in range(7 * WEEKS))


def drills_in_five_minutes(focus: Focus) -> int:
    """Return how many drills of ``focus`` take about five minutes."""
    seconds = SECONDS_PER_DRILL["estimate"] if focus.drills else OTHER_SECONDS
    return round(_SHORT_SITTING_S / seconds)
