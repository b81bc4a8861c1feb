"""The interviews that were held, each in one line. Reads no claims, so it is quickly loaded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from trainer.domain.interview import InterviewRecord
from trainer.store.database import Store

VERDICTS: Mapping[str, str] = {
    "advance": "Advance",
    "mixed": "Mixed",
    "high-risk": "High risk: unbounded cost",
}
"""What the panel would say of it."""

TOO_SHORT = "Too short to judge"


@dataclass(frozen=True, slots=True)
class Past:
    """A held interview in one line.

    ``said`` is how many of the ``topics`` a panel waits for had a number: latency, cost, quality,
    volume, plan. ``cost_s`` is when the cost was first said, None if never.
    """

    id: str
    day: dt.date
    minutes: int
    system: str
    verdict: str
    said: int
    topics: int
    cost_s: float | None
    holds: int
    fails: int

    @property
    def verdict_word(self) -> str:
        """Return the verdict without its reason."""
        return VERDICTS[self.verdict].partition(":")[0]


def history(store: Store) -> tuple[Past, ...]:
    """Return the interviews held to their end, oldest first."""
    return tuple(_past(each) for each in store.interviews())


def _past(record: InterviewRecord) -> Past:
    told = record.outcome or {}
    first = told["first_said"]
    return Past(
        id=record.id,
        day=dt.date.fromisoformat(told["day"]),
        minutes=told["minutes"],
        system=told["system"],
        verdict=told["verdict"],
        said=sum(at is not None for at in first.values()),
        topics=len(first),
        cost_s=first["cost"],
        holds=told["holds"],
        fails=told["fails"],
    )
