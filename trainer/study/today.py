"""What today holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from trainer.scheduling.queue import Counts

SECONDS_PER_DRILL: Mapping[str, float] = {"recall": 20.0, "contrast": 40.0, "estimate": 75.0}
"""How long a drill takes before the user's own times are known: tried with a stopwatch."""

OTHER_SECONDS = 60.0


class Today(NamedTuple):
    """The start page's numbers.

    ``by_kind`` counts what Start would bring up. ``next_due`` is the next day on which something
    falls due, with how many, when nothing is left today. ``interview_in`` is how many days it is
    to the interview; None when none is ahead.
    """

    day: dt.date
    counts: Counts
    by_kind: Mapping[str, int]
    minutes: float
    answered_today: int
    next_due: tuple[dt.date, int] | None
    interview_in: int | None = None

    @property
    def waiting(self) -> int:
        """How many drills Start would bring up."""
        return sum(self.by_kind.values())


def minutes_for(by_kind: Mapping[str, int], seconds: Mapping[str, float]) -> float:
    """Return how many minutes the drills take at ``seconds`` per drill of each kind."""
    known = {**SECONDS_PER_DRILL, **seconds}
    return sum(count * known.get(kind, OTHER_SECONDS) for kind, count in by_kind.items()) / 60
