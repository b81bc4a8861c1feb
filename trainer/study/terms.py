"""On what terms a sitting schedules: the settings, turned into what a rating leads to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from trainer.domain.assessment import Assessment, Verdict
from trainer.domain.deck import QueueEntry
from trainer.domain.ids import DeckId
from trainer.domain.memory import Progress, Rating, Seen
from trainer.scheduling.balance import balanced
from trainer.scheduling.estimates import EstimateRating
from trainer.scheduling.fsrs import Scheduler
from trainer.scheduling.marks import LEECH_LAPSES


@dataclass
class Terms:
    """What a sitting schedules by.

    ``schedulers`` are those of decks with settings of their own. With ``load``, how much is due on
    which day, due days are balanced; ``shares`` say how much of a usual day's work each weekday
    may take. ``estimates`` turn an estimate's error into a rating; a drill forgotten
    ``leech_lapses`` times is pointed out.
    """

    scheduler: Scheduler = field(default_factory=Scheduler)
    schedulers: Mapping[DeckId, Scheduler] = field(default_factory=dict)
    load: dict[dt.date, int] | None = None
    shares: Mapping[int, float] = field(default_factory=dict)
    estimates: EstimateRating = field(default_factory=EstimateRating)
    leech_lapses: int = LEECH_LAPSES

    def scheduler_of(self, entry: QueueEntry) -> Scheduler:
        """Return the scheduler of the drill's deck."""
        return self.schedulers.get(entry.deck_id, self.scheduler)

    def leads_to(
        self,
        entry: QueueEntry,
        progress: Progress,
        day: dt.date,
        *,
        seed: int,
        today: Sequence[Rating],
    ) -> dict[Rating, Seen]:
        """Return what each rating of a drill would lead to on ``day``, days balanced."""
        scheduler = self.scheduler_of(entry)
        if self.load is None:
            return scheduler.preview(progress, day, seed=seed, today=today)
        # Balancing chooses among the days that fuzz would: on top of it, it would go twice as far.
        exact = scheduler.exact.preview(progress, day, seed=seed, today=today)
        return balanced(exact, day, self.load, self.shares, scheduler.maximum_interval_days)

    def suggesting(
        self, assessment: Assessment, seconds: float, *, met_today: bool = False
    ) -> Assessment:
        """Return ``assessment`` with the rating that the user's settings give an estimate.

        What was ``met_today`` already is Good at most: the solution was just seen.
        """
        suggested, estimated = assessment.suggested, assessment.estimated
        if estimated is not None:
            is_right = assessment.verdict is Verdict.CORRECT
            suggested = self.estimates.rating(estimated.log10_error, seconds, is_right=is_right)
        if met_today:
            suggested = min(suggested, Rating.GOOD)
        return assessment._replace(suggested=suggested)

    def note(self, due: dt.date, many: int) -> None:
        """Count ``many`` drills more (or fewer) on the day ``due``."""
        if self.load is not None:
            self.load[due] = self.load.get(due, 0) + many
