"""What the user sets on a drill beside rating it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final, NamedTuple

from trainer.domain.ids import DrillId, ReviewId
from trainer.domain.memory import Progress, Seen, Unseen
from trainer.errors import BadInput

FLAGS: Final = ("none", "red", "orange", "green", "blue")
"""What a flag's number means; 0 is no flag."""

LEECH_LAPSES: Final = 8
"""A drill forgotten so often is a leech: it costs more than it teaches. As in Anki."""


class NotSeen(BadInput):
    """A drill that was never answered has no progress to move."""

    def __init__(self, drill: str) -> None:
        super().__init__(
            "this drill was never answered, so it has no due day to move",
            where=drill,
            remedy="answer it once first",
        )


@dataclass(frozen=True, slots=True)
class Mark:
    """A drill's marks. ``buried_until`` is the first study day on which it may be asked again."""

    suspended: bool = False
    buried_until: dt.date | None = None
    flag: int = 0

    def __post_init__(self) -> None:
        """Refuse a flag there is not."""
        if not 0 <= self.flag < len(FLAGS):
            raise BadInput(f"there is no flag {self.flag}", remedy=f"choose 0 to {len(FLAGS) - 1}")

    def hides(self, day: dt.date) -> bool:
        """Return whether the drill is not asked on ``day``."""
        return self.suspended or (self.buried_until is not None and day < self.buried_until)


class Adjustment(NamedTuple):
    """A change of progress that is no answer: a reset (``due`` is None) or a new due day.

    ``before`` is what the drill's progress was, so that it can be taken back exactly. Identities
    are made like those of reviews.
    """

    id: ReviewId
    drill_id: DrillId
    due: dt.date | None
    at: dt.datetime
    before: Progress

    def applied(self, progress: Progress) -> Progress:
        """Return what ``progress`` becomes."""
        if self.due is None or isinstance(progress, Unseen):
            return Unseen()
        return Seen(progress.memory, self.due, progress.last_day, progress.reviews, progress.lapses)


def is_leech(lapses: int, threshold: int = LEECH_LAPSES) -> bool:
    """Return whether the lapse that brought the count to ``lapses`` is to be pointed out.

    At ``threshold`` and again after each further half of it, so that the advice is not given at
    every failure.
    """
    past = lapses - threshold
    return past >= 0 and past % max(1, threshold // 2) == 0
