"""How much falls due on the days to come, if nothing new is added. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class DueDay:
    """One study day and how many drills fall due on it."""

    day: dt.date
    due: int


def forecast(due: Mapping[dt.date, int], today: dt.date, days: int) -> tuple[DueDay, ...]:
    """Return ``days`` days from ``today`` on; what is overdue counts for today.

    ``due`` says how many drills are due on each date, as the store counts them.
    """
    overdue = sum(many for day, many in due.items() if day < today)
    span = (today + dt.timedelta(days=offset) for offset in range(days))
    return tuple(DueDay(day, due.get(day, 0) + (overdue if day == today else 0)) for day in span)
