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

_BRIEF = 0.1
"""Who leaves before this share of the slot was not interviewed at all."""


def is_brief(ended_s: float, slot_s: float) -> bool:
    """Return whether so little of a slot was used that no verdict is worth its word."""
    return ended_s < _BRIEF * slot_s


@dataclass(frozen=True, slots=True)
class Past:
    """A held interview in one line.

    ``said`` is how many of the ``topics`` a panel waits for had a number: latency, cost, quality,
    volume, plan. ``cost_s`` is when the cost was first said, None if never. One that ``was_brief``
    has a verdict, but nobody is told it.
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
    was_brief: bool = False

    @property
    def verdict_word(self) -> str:
        """Return the verdict without its reason."""
        return TOO_SHORT if self.was_brief else VERDICTS[self.verdict].partition(":")[0]


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
        was_brief=is_brief(told["ended_s"], told["minutes"] * 60),
    )
