"""How it is going: reviews, retention, what is to come."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from trainer.scheduling.forecast import DueDay, forecast

FEW_REVIEWS = 30
"""Below this, a retention says more about chance than about memory."""


class Counted(Protocol):
    """One study day's sums, as the store gives them."""

    @property
    def reviews(self) -> int:
        """How many answers were rated."""
        ...

    @property
    def asked(self) -> int:
        """How many of them were of drills last seen on an earlier day."""
        ...

    @property
    def recalled(self) -> int:
        """How many of those were rated better than Again."""
        ...

    @property
    def duration_ms(self) -> int:
        """How long answering took in all."""
        ...


@dataclass(frozen=True, slots=True)
class Retention:
    """Observed retention of a span of days with its 95 % interval (Wilson)."""

    recalled: int
    asked: int

    @property
    def share(self) -> float | None:
        """The share recalled, 0 to 1; None when nothing old was asked."""
        return self.recalled / self.asked if self.asked else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval after Wilson (1927), which behaves at small counts and near 1."""
        if not self.asked:
            return None
        z, n, p = 1.959964, self.asked, self.recalled / self.asked
        middle = p + z * z / (2 * n)
        half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        scale = 1 + z * z / n
        return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days' observed retention, by the day they end on."""

    last_day: dt.date
    retention: Retention


@dataclass(frozen=True, slots=True)
class Report:
    """What the progress screen and ``triad stats`` show.

    ``reviews`` has one entry a day, oldest first, days without a review included.
    """

    today: dt.date
    desired_retention: float
    total: int
    seen: int
    due: int
    reviews: Mapping[dt.date, int]
    minutes: float
    retention: Retention
    weeks: tuple[Week, ...]
    forecast: tuple[DueDay, ...]

    @property
    def answered(self) -> int:
        """How many answers the span holds."""
        return sum(self.reviews.values())


def span(today: dt.date, days: int) -> list[dt.date]:
    """Return the last ``days`` days, oldest first, ``today`` the last of them."""
    end = today.toordinal() + 1
    return [dt.date.fromordinal(day) for day in range(end - days, end)]


def by_day(counts: Mapping[dt.date, Counted], days: list[dt.date]) -> dict[dt.date, int]:
    """Return the number of reviews of each of ``days``, 0 where there was none."""
    return {day: counts[day].reviews if day in counts else 0 for day in days}


def retention_over(counts: Mapping[dt.date, Counted], days: list[dt.date]) -> Retention:
    """Return the observed retention over ``days``."""
    found = [counts[day] for day in days if day in counts]
    return Retention(sum(each.recalled for each in found), sum(each.asked for each in found))


def by_week(counts: Mapping[dt.date, Counted], days: list[dt.date]) -> tuple[Week, ...]:
    """Return the retention of each seven days that asked for something old, oldest first."""
    asked, recalled = Counter[int](), Counter[int]()
    for back, day in enumerate(reversed(days)):
        if day in counts:
            asked[back // 7] += counts[day].asked
            recalled[back // 7] += counts[day].recalled
    return tuple(
        Week(days[-1 - 7 * back], Retention(recalled[back], asked[back]))
        for back in sorted(asked, reverse=True)
        if asked[back]
    )


def due_ahead(due: Mapping[dt.date, int], today: dt.date, days: int) -> tuple[DueDay, ...]:
    """Return what falls due on the ``days`` days from ``today``."""
    return forecast(due, today, days)
