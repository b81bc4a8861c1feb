"""The only source of time, and the only place where an instant becomes a study day."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

ROLLOVER_HOUR = 4
"""A study day begins at 04:00 local time, so a late evening still counts as today."""


class Clock(Protocol):
    """What tells the time. Passed in, never reached for."""

    def now(self) -> dt.datetime:
        """Return this instant, aware, in UTC."""
        ...

    def local(self, instant: dt.datetime) -> dt.datetime:
        """Return ``instant`` in the user's time zone."""
        ...


class SystemClock:
    """The machine's clock and time zone."""

    def now(self) -> dt.datetime:
        """Return this instant, aware, in UTC."""
        return dt.datetime.now(dt.UTC)

    def local(self, instant: dt.datetime) -> dt.datetime:
        """Return ``instant`` in the machine's time zone as it stands now."""
        return instant.astimezone()


class FrozenClock:
    """A clock that stands still until it is moved: for tests and the demo profile."""

    def __init__(self, instant: dt.datetime, zone: dt.tzinfo = dt.UTC) -> None:
        self.instant = instant
        self.zone = zone

    def now(self) -> dt.datetime:
        """Return the instant it was set to, in UTC."""
        return self.instant.astimezone(dt.UTC)

    def local(self, instant: dt.datetime) -> dt.datetime:
        """Return ``instant`` in this clock's zone."""
        return instant.astimezone(self.zone)

    def advance(self, **span: float) -> None:
        """Move forward by ``timedelta(**span)``."""
        self.instant += dt.timedelta(**span)


def study_day(
    clock: Clock, instant: dt.datetime | None = None, rollover_hour: int = ROLLOVER_HOUR
) -> dt.date:
    """Return the study day on which ``instant`` (default: now) falls in the user's time zone.

    Wall-clock time decides: on the nights when clocks change the day still turns at 04:00.
    """
    local = clock.local(instant if instant is not None else clock.now())
    day = local.date()
    return day if local.hour >= rollover_hour else day - dt.timedelta(days=1)
