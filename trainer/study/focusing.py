"""What there is to practise on purpose: decks, kinds, tags, what is weak, what a focus meets."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from trainer.clock import Clock, SystemClock
from trainer.domain.aspect import Dimension
from trainer.domain.deck import QueueEntry
from trainer.domain.ids import DrillId
from trainer.domain.memory import Seen, Unseen
from trainer.scheduling.focus import Focus, weakest
from trainer.scheduling.siblings import GROUP
from trainer.settings import Settings
from trainer.store.database import Store
from trainer.study.options import scheduler_of
from trainer.study.sittings import DAY, FOCUS, FOCUS_DRILLS, Sittings
from trainer.study.steady import steady

Step = Callable[[float, str], None]

DIMENSIONS = tuple(dimension.value for dimension in Dimension)


@dataclass(frozen=True)
class Grounds:
    """What can be chosen from. ``entries`` are the drills that are neither suspended nor buried.

    They are None while they are still being read: then nothing is known of single drills.

    ``kinds`` and ``tags`` say how many drills they hold, ``tags`` the commonest first. ``weakest``
    is the dimension that is remembered worst, None while too little was seen.
    """

    day: dt.date
    entries: tuple[QueueEntry, ...] | None
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


def glance(database: Path, day: dt.date, step: Step) -> Grounds:
    """Return decks, kinds and tags alone, a tenth of a second's work over 100,000 drills.

    Made for a worker; raises the store's errors.
    """
    step(0.0, "looking at the drills")
    with _open(database) as store:
        tallies = store.tally_by_kind(day)
        tags = Counter(store.tags())
        decks = _titles(store)
        suspended = sum(mark.suspended for mark in store.marks().values())
    return Grounds(
        day=day,
        entries=None,
        decks=decks,
        kinds={
            kind: shown for kind, each in tallies.items() if (shown := each.total - each.hidden)
        },
        tags=_topics(tags),
        weakest=None,
        flagged=frozenset(),
        suspended=suspended,
    )


def grounds(database: Path, day: dt.date, settings: Settings, step: Step) -> Grounds:
    """Return what can be chosen from on ``day``. Made for a worker; raises the store's errors."""
    step(0.0, "looking at the drills")
    with steady(), _open(database) as store:
        marks, decks = store.marks(), _titles(store)
        entries = tuple(
            each
            for each in store.entries()
            if each.id not in marks or not marks[each.id].hides(day)
        )
    tags = Counter(tag for each in entries for tag in each.tags)
    recall = scheduler_of(settings).retrievability
    return Grounds(
        day=day,
        entries=entries,
        decks=decks,
        kinds=dict(sorted(Counter(each.kind for each in entries).items())),
        tags=_topics(tags),
        weakest=weakest(entries, DIMENSIONS, day, recall),
        flagged=frozenset(drill_id for drill_id, mark in marks.items() if mark.flag),
        suspended=sum(mark.suspended for mark in marks.values()),
        leeches=frozenset(each.id for each in entries if _is_leech(each, settings)),
    )


def chosen(
    database: Path,
    clock: Clock,
    settings: Settings,
    seed: int,
    focus: Focus,
    way: str,
    many: int | None,
    step: Step,
) -> tuple[QueueEntry, ...]:
    """Return the drills that a sitting over ``focus`` asks, up to ``many``, in their order.

    ``way`` is FOCUS, to practise as scheduled, or CRAM, due or not; with DAY it is what today asks
    for, whatever the focus. Made for a worker: thousands of drills are put in order, or all looked
    at. Raises the store's errors.
    """
    step(0.0, "choosing the drills")
    with steady(), _open(database) as store:
        sittings = Sittings(store, clock, settings, random.Random(seed))  # noqa: S311 (an order)
        if way == DAY:
            return sittings.daily_queue()
        if way == FOCUS:
            return sittings.focused_queue(focus, many or FOCUS_DRILLS)
        return sittings.crammed_queue(focus, many)


def _open(database: Path) -> Store:
    return Store.open(database, device="", at=SystemClock().now())


def _titles(store: Store) -> dict[str, str]:
    return {str(deck.id): deck.title for deck in store.decks()}


def _topics(tags: Counter[str]) -> dict[str, int]:
    """Return the commonest first, without the dimensions and the groups of siblings."""
    return {
        tag: many
        for tag, many in tags.most_common()
        if tag not in DIMENSIONS and not tag.startswith(GROUP)
    }


def _is_leech(entry: QueueEntry, settings: Settings) -> bool:
    progress = entry.progress
    return isinstance(progress, Seen) and progress.lapses >= settings.leech_lapses


def met(there: Grounds, focus: Focus) -> Met:
    """Return how many drills ``focus`` meets among those that were read."""
    due = new = later = 0
    for entry in there.entries or ():
        if focus.matches(entry):
            if isinstance(entry.progress, Unseen):
                new += 1
            elif entry.progress.due <= there.day:
                due += 1
            else:
                later += 1
    return Met(due, new, later)


def let_back(store: Store, at: dt.datetime) -> int:
    """Let all suspended drills be asked again, as of ``at``; return how many there were."""
    wanted = {
        drill_id: replace(mark, suspended=False)
        for drill_id, mark in store.marks().items()
        if mark.suspended
    }
    store.put_marks(wanted, at)
    return len(wanted)
