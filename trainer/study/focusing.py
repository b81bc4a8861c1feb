"""What there is to practise on purpose: decks, kinds, tags, what is weak, what a focus meets."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from trainer.clock import SystemClock
from trainer.domain.aspect import Dimension
from trainer.domain.deck import QueueEntry
from trainer.domain.ids import DrillId
from trainer.domain.memory import Seen, Unseen
from trainer.scheduling.focus import Focus, weakest
from trainer.scheduling.siblings import GROUP
from trainer.settings import Settings
from trainer.store.database import Store
from trainer.study.options import scheduler_of

Step = Callable[[float, str], None]

DIMENSIONS = tuple(dimension.value for dimension in Dimension)


@dataclass(frozen=True)
class Grounds:
    """What can be chosen from. ``entries`` are the drills that are neither suspended nor buried.

    ``kinds`` and ``tags`` say how many drills they hold, ``tags`` the commonest first. ``weakest``
    is the dimension that is remembered worst, None while too little was seen.
    """

    day: dt.date
    entries: tuple[QueueEntry, ...]
    decks: Mapping[str, str]
    kinds: Mapping[str, int]
    tags: Mapping[str, int]
    weakest: str | None
    flagged: frozenset[DrillId]
    suspended: int
    leeches: frozenset[DrillId] = frozenset()


@dataclass(frozen=True, slots=True)
class Met:
    """How many drills a focus meets."""

    due: int
    new: int
    later: int

    @property
    def total(self) -> int:
        """How many there are in all."""
        return self.due + self.new + self.later


def grounds(database: Path, day: dt.date, settings: Settings, step: Step) -> Grounds:
    """Return what can be chosen from on ``day``. Made for a worker; raises the store's errors."""
    step(0.0, "looking at the drills")
    with Store.open(database, device="", at=SystemClock().now()) as store:
        marks = store.marks()
        decks = {str(deck.id): deck.title for deck in store.decks()}
        every = store.entries()
    entries = tuple(each for each in every if each.id not in marks or not marks[each.id].hides(day))
    tags = Counter(tag for each in entries for tag in each.tags if not tag.startswith(GROUP))
    for dimension in DIMENSIONS:
        del tags[dimension]
    recall = scheduler_of(settings).retrievability
    return Grounds(
        day=day,
        entries=entries,
        decks=decks,
        kinds=dict(sorted(Counter(each.kind for each in entries).items())),
        tags=dict(tags.most_common()),
        weakest=weakest(entries, DIMENSIONS, day, recall),
        flagged=frozenset(drill_id for drill_id, mark in marks.items() if mark.flag),
        suspended=sum(mark.suspended for mark in marks.values()),
        leeches=frozenset(each.id for each in entries if _is_leech(each, settings)),
    )


def _is_leech(entry: QueueEntry, settings: Settings) -> bool:
    progress = entry.progress
    return isinstance(progress, Seen) and progress.lapses >= settings.leech_lapses


def met(there: Grounds, focus: Focus) -> Met:
    """Return how many drills ``focus`` meets."""
    due = new = later = 0
    for entry in there.entries:
        if focus.matches(entry):
            if isinstance(entry.progress, Unseen):
                new += 1
            elif entry.progress.due <= there.day:
                due += 1
            else:
                later += 1
    return Met(due, new, later)


def let_back(store: Store) -> int:
    """Let all suspended drills be asked again; return how many there were."""
    suspended = [drill_id for drill_id, mark in store.marks().items() if mark.suspended]
    for drill_id in suspended:
        store.put_mark(drill_id, replace(store.mark(drill_id), suspended=False))
    return len(suspended)
