"""How much falls due on the days to come, if nothing new is added. Pure."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from trainer.domain.memory import Seen


@dataclass(frozen=True, slots=True)
class DueDay:
    """One study day and how many drills fall due on it."""

    day: dt.date
    due: int


def due_dates(states: Iterable[Seen]) -> Counter[dt.date]:
    """Return how many drills are due on each date."""
    return Counter(seen.due for seen in states)


def forecast(due: Mapping[dt.date, int], today: dt.date, days: int) -> tuple[DueDay, ...]:
    """Return ``days`` days from ``today`` on; what is overdue counts for today.

    ``due`` says how many drills are due on each date, as ``due_dates`` or the store count them.
    """
    overdue = sum(many for day, many in due.items() if day < today)
    span = (today + dt.timedelta(days=offset) for offset in range(days))
    return tuple(DueDay(day, due.get(day, 0) + (overdue if day == today else 0)) for day in span)
