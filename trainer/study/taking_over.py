"""Answers given in another program as reviews of ours, so that FSRS starts from them."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from trainer.clock import Clock, study_day
from trainer.domain.ids import DrillId, ReviewId, Seed
from trainer.domain.memory import Progress, Rating, Seen, Unseen
from trainer.domain.review import Review
from trainer.formats.base import FileDrill, PastAnswer
from trainer.scheduling.fsrs import Scheduler
from trainer.store.foreign import Answered

ANKI = "anki"
"""Stands in the log where other reviews name the machine they were given on."""

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_EARLIEST_MS = 1_136_073_600_000
"""2006-01-01: before Anki there were no answers in Anki, only clocks that were wrong."""


@dataclass(frozen=True)
class TakeOver:
    """Turns past answers into reviews, replayed by ``scheduler`` from where a drill stands.

    Only what is later than a drill's last answer here is taken over: the same file twice adds
    nothing, and a newer file adds what is new in it.
    """

    scheduler: Scheduler
    clock: Clock

    def reviews(
        self, drills: Iterable[tuple[DrillId, FileDrill]], answered: Answered
    ) -> Iterator[tuple[Review, Seen]]:
        """Yield each review with what it led to, a drill's one after the other."""
        now_ms = (self.clock.now() - _EPOCH) // dt.timedelta(milliseconds=1)
        for drill_id, entry in drills:
            known = answered.last.get(drill_id)
            after_ms = (
                (known[0] - _EPOCH) // dt.timedelta(milliseconds=1) if known else _EARLIEST_MS
            )
            wanted = [each for each in entry.history if after_ms < each.at_ms <= now_ms]
            progress = known[1] if known else Unseen()
            yield from self._replayed(drill_id, entry, wanted, progress, answered.retracted)

    def _replayed(
        self,
        drill_id: DrillId,
        entry: FileDrill,
        answers: list[PastAnswer],
        progress: Progress,
        used: frozenset[ReviewId],
    ) -> Iterator[tuple[Review, Seen]]:
        today: list[Rating] = []
        for answer in answers:
            at = _EPOCH + dt.timedelta(milliseconds=answer.at_ms)
            day, rating = study_day(self.clock, at), Rating(answer.rating)
            if isinstance(progress, Seen) and progress.last_day != day:
                today.clear()
            review_id, seed = _identity(drill_id, answer, used)
            after = self.scheduler.next(progress, rating, day, seed=seed, today=today)
            today.append(rating)
            yield (
                Review(
                    id=review_id,
                    device=ANKI,
                    drill_id=drill_id,
                    kind=entry.kind,
                    seed=seed,
                    content_hash=entry.content_hash,
                    answer="",
                    suggested=rating,
                    rating=rating,
                    duration_ms=answer.duration_ms,
                    at=at,
                    study_day=day,
                    before=progress,
                ),
                after,
            )
            progress = after


def _identity(
    drill_id: DrillId, answer: PastAnswer, used: frozenset[ReviewId]
) -> tuple[ReviewId, Seed]:
    """Return id and seed of a review: the same on every machine, so that logs can be merged.

    The id is a UUID of version 7, whose random part is a hash of drill and instant. An id of
    ``used`` was taken back with an earlier import; then there is another.
    """
    from uuid import UUID  # asks the system what it is called

    again = 0
    while True:
        text = f"{drill_id}\x1f{answer.at_ms}\x1f{again}"
        digest = hashlib.sha256(text.encode()).digest()
        bits = int.from_bytes(digest[:10], "big")
        value = (answer.at_ms & (1 << 48) - 1) << 80
        value |= 0x7 << 76 | (bits & 0xFFF) << 64 | 0b10 << 62 | bits >> 18
        review_id = ReviewId(str(UUID(int=value)))
        if review_id not in used:
            return review_id, Seed(int.from_bytes(digest[10:14], "big"))
        again += 1
