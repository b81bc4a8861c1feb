"""Where somebody stands: the days in a row, readiness per dimension, the weakest spot.

For the start page and the progress page. Reads every tagged drill's state, so on a worker.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from trainer.domain.aspect import Dimension
from trainer.domain.memory import Progress, Seen
from trainer.scheduling.focus import FEW_SEEN, Focus
from trainer.scheduling.queue import Recall
from trainer.settings import Settings
from trainer.store.database import Store
from trainer.store.measuring import ALL
from trainer.study.estimating import Bias, biases
from trainer.study.options import interview_day, scheduler_of
from trainer.units.writing import percent

LOOKED_BACK_DAYS = 84
"""Bias is judged over so many days."""

STREAK_DAYS = 400
"""A streak is counted so far back."""

_CLEAR = math.log10(1.5)
"""A bias by less than this factor is no weak spot."""

_MOST_TAGS = 40


@dataclass(frozen=True, slots=True)
class Readiness:
    """What of one dimension's drills will be known on ``day``.

    ``recall`` is the mean predicted retrievability of the ``seen`` ones on that day; None when
    none was seen. ``share`` counts those never seen as not known.
    """

    dimension: Dimension
    day: dt.date
    seen: int
    total: int
    recall: float | None

    @property
    def share(self) -> float | None:
        """The share of all drills expected to be known, 0 to 1; None when there are no drills."""
        return (self.recall or 0.0) * self.seen / self.total if self.total else None


@dataclass(frozen=True, slots=True)
class WeakSpot:
    """One thing worth five minutes: its ``name``, a ``sentence`` why, and what to practise."""

    name: str
    sentence: str
    focus: Focus


@dataclass(frozen=True, slots=True)
class Standing:
    """Days in a row, readiness for each dimension, the weakest spot if there is one."""

    streak: int
    readiness: tuple[Readiness, ...]
    weak_spot: WeakSpot | None


def ready(
    store: Store, day: dt.date, settings: Settings, focus: Focus = ALL
) -> tuple[Readiness, ...]:
    """Return the readiness for the interview's day, or for ``day`` when none is ahead."""
    memories = _by_tag(store.memories((each.value for each in Dimension), focus))
    until = max(interview_day(settings) or day, day)
    return readiness(memories, until, scheduler_of(settings).retrievability)


def standing(store: Store, day: dt.date, settings: Settings) -> Standing:
    """Return where the user stands on ``day``. Raises the store's errors."""
    tags = _topics(store.tags())
    memories = _by_tag(store.memories(tags))
    return Standing(
        streak=streak(store.daily_counts(day - dt.timedelta(days=STREAK_DAYS), day), day),
        readiness=ready(store, day, settings),
        weak_spot=weakest_bias(store, day) or weakest_tag(memories, tags, day, settings),
    )


def year_begins(day: dt.date, weeks: int = 53) -> dt.date:
    """Return the Monday with which the last ``weeks`` weeks, ``day``'s own the last, begin."""
    return day - dt.timedelta(days=day.weekday() + 7 * (weeks - 1))


def streak(days: Collection[dt.date], today: dt.date) -> int:
    """Return how many days in a row had a review; today may still be to come."""
    at = today if today in days else today - dt.timedelta(days=1)
    first = at
    while at in days:
        at -= dt.timedelta(days=1)
    return (first - at).days


def readiness(
    memories: dict[str, list[Progress]], day: dt.date, recall: Recall
) -> tuple[Readiness, ...]:
    """Return the readiness for each of latency, cost, quality on ``day``."""
    return tuple(_ready(each, memories.get(each.value, []), day, recall) for each in Dimension)


def _ready(dimension: Dimension, found: list[Progress], day: dt.date, recall: Recall) -> Readiness:
    seen = [progress for progress in found if isinstance(progress, Seen)]
    mean = sum(recall(each, day) for each in seen) / len(seen) if seen else None
    return Readiness(dimension, day, len(seen), len(found), mean)


def weakest_bias(store: Store, day: dt.date) -> WeakSpot | None:
    """Return the quantity estimated clearly wrong on average lately, the farthest one."""
    first = day - dt.timedelta(days=LOOKED_BACK_DAYS - 1)
    for bias in biases(store.estimate_sums(first, day)):
        if bias.direction != "even" and abs(bias.log10_mean) >= _CLEAR:
            drills = store.drills_asking(bias.term)
            if drills:
                return WeakSpot(bias.label, _bias_sentence(bias), Focus(drills=drills))
    return None


def _bias_sentence(bias: Bias) -> str:
    where = "high" if bias.log10_mean > 0 else "low"
    factor = bias.factor if bias.log10_mean > 0 else 1 / bias.factor
    return (
        f"Your last {bias.answers} estimates of {bias.label} are {factor:.2g} times too {where} on"
        " average."
    )


def weakest_tag(
    memories: dict[str, list[Progress]], tags: Iterable[str], day: dt.date, settings: Settings
) -> WeakSpot | None:
    """Return the tag remembered worst on ``day``, if that is below the desired retention."""
    recall = scheduler_of(settings).retrievability
    means: dict[str, float] = {}
    for tag in tags:
        seen = [each for each in memories.get(tag, []) if isinstance(each, Seen)]
        if len(seen) >= FEW_SEEN:
            means[tag] = sum(recall(each, day) for each in seen) / len(seen)
    if not means:
        return None
    tag = min(means, key=means.__getitem__)
    if means[tag] >= settings.desired_retention:
        return None
    sentence = (
        f"You would remember {percent(means[tag])} of “{tag}” today; you asked for"
        f" {percent(settings.desired_retention)}."
    )
    return WeakSpot(tag, sentence, Focus(tags=frozenset({tag})))


def _topics(tags: dict[str, int]) -> list[str]:
    """Return the commonest tags that say what a drill is about."""
    named = [tag for tag in tags if ":" not in tag]
    return sorted(named, key=lambda tag: (-tags[tag], tag))[:_MOST_TAGS]


def _by_tag(rows: Iterable[tuple[str, Progress]]) -> dict[str, list[Progress]]:
    found: defaultdict[str, list[Progress]] = defaultdict(list)
    for tag, progress in rows:
        found[tag].append(progress)
    return found
