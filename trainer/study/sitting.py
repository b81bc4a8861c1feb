"""What a sitting shows and tells: the question, its assessment, what changed, what it came to."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from typing import Any, NamedTuple

from trainer.domain.assessment import Assessment
from trainer.domain.ids import DrillId
from trainer.domain.memory import Progress, Rating, Seen
from trainer.study.exercises import Posed


class Question(NamedTuple):
    """An exercise on screen: when it was shown and where the sitting stands.

    Not ``recorded``, its answer leaves no trace: a cram.
    """

    posed: Posed
    progress: Progress
    shown_at: dt.datetime
    done: int
    total: int
    is_repeat: bool
    recorded: bool = True


class Judged(NamedTuple):
    """An answer, its assessment, and what each rating would lead to."""

    answer: Any
    assessment: Assessment
    intervals: Mapping[Rating, Seen]
    day: dt.date
    """The study day it counts for, even if 04:00 passes before it is rated."""
    duration_ms: int


class Change(NamedTuple):
    """What an action of the sitting changed; screens that show any of it reload.

    ``what`` is rated, suspended, buried, flagged, reset, moved, or taken back. ``leech_lapses`` is
    not 0 when the drill was just forgotten often enough to be pointed out: it costs more than it
    teaches, and is better rewritten, split in two, or suspended. With ``leaves`` the question is
    done with and ``next`` is to be called.
    """

    drill_id: DrillId
    rating: Rating | None
    """The rating given; None for any other action, and when one was taken back."""
    what: str = "rated"
    leech_lapses: int = 0
    leaves: bool = True
    was: str = ""
    """What was taken back, where something was: the label of a rating, or one of ``what``."""


_UNMET_DAYS = 0.1


class Moved(NamedTuple):
    """How a drill's memory changed over a sitting: its stability before (None: new) and after."""

    drill_id: DrillId
    before_days: float | None
    after_days: float

    @property
    def change(self) -> float:
        """By how many powers of e the stability grew; what is new was hardly remembered before."""
        return math.log(self.after_days / (self.before_days or _UNMET_DAYS))


class SessionSummary(NamedTuple):
    """What a sitting came to. ``remembered`` counts drills seen before that were not failed.

    ``moved`` holds every drill with a rated answer that was recorded, the largest change first.
    """

    answered: int
    ratings: Mapping[Rating, int]
    seen_before: int
    remembered: int
    new: int
    minutes: float
    weakest: tuple[DrillId, ...]
    moved: tuple[Moved, ...] = ()
    recorded: bool = True
