"""One rated answer: the row of the log that is the truth."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from trainer.domain.ids import DrillId, ReviewId, Seed
from trainer.domain.memory import Progress, Rating


class Review(NamedTuple):
    """One rated answer, stored for ever. Taking it back adds a retraction; the row stays.

    ``answer`` is what was typed or chosen, as text. ``value``, ``expected`` and ``log10_error``
    stand only for estimates (in ``unit``); ``interval_low``/``interval_high`` only where an 80 %
    interval was given. ``before`` is what the drill's progress was, so that the review can be
    taken back exactly.
    ``duration_ms`` runs from the question's showing to the answer. ``at`` is an aware UTC instant
    and ``study_day`` the day it counted for when it was given.
    """

    id: ReviewId
    device: str
    drill_id: DrillId
    kind: str
    seed: Seed
    content_hash: str
    answer: str
    suggested: Rating
    rating: Rating
    duration_ms: int
    at: dt.datetime
    study_day: dt.date
    before: Progress
    value: float | None = None
    expected: float | None = None
    unit: str | None = None
    log10_error: float | None = None
    interval_low: float | None = None
    interval_high: float | None = None
