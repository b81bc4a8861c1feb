"""From the scheduler's exact interval to the whole days a drill stays away."""

from __future__ import annotations

import datetime as dt
import hashlib
import math
from typing import Final

_FUZZ_BANDS: Final = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.1), (20.0, math.inf, 0.05))
"""From, to (days) and the share of that stretch by which an interval may move. As in Anki."""


def whole_days(interval_days: float, maximum_days: int, chance: float | None = None) -> int:
    """Return ``interval_days`` as whole days from 1 to ``maximum_days``.

    ``chance`` from 0 up to, not including, 1 picks evenly among the days the fuzz allows; None
    rounds. For one ``chance`` a longer interval never gives fewer days.
    """
    interval_days = min(max(interval_days, 1.0), float(maximum_days))
    if chance is None or interval_days < _FUZZ_BANDS[0][0]:
        return min(max(round(interval_days), 1), maximum_days)
    spread = fuzz_days(interval_days)
    earliest = max(2, round(interval_days - spread))
    latest = min(max(earliest, round(interval_days + spread)), maximum_days)
    earliest = min(earliest, latest)
    return earliest + int(chance * (latest - earliest + 1))


def fuzz_days(interval_days: float) -> float:
    """Return by how many days an interval may be moved either way; short ones by none."""
    if interval_days < _FUZZ_BANDS[0][0]:
        return 0.0
    return 1.0 + sum(
        share * max(0.0, min(interval_days, high) - low) for low, high, share in _FUZZ_BANDS
    )


def day_span(day: dt.date, days: int) -> dt.date:
    """Return ``day`` plus ``days``, at most the calendar's last day."""
    return dt.date.fromordinal(min(day.toordinal() + days, dt.date.max.toordinal()))


def even_chance(seed: int) -> float:
    """Return a number from 0 up to, not including, 1 that ``seed`` alone decides, everywhere.

    Hashed, because setting up a random generator takes longer than the scheduling itself.
    """
    digest = hashlib.blake2b(str(seed).encode(), digest_size=6).digest()
    return int.from_bytes(digest, "big") / (1 << 48)
