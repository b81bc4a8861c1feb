"""Where somebody stands: the days in a row, readiness per dimension, the weakest spot.

For the start page and the progress page. Every tagged drill's state is summed up, so on a worker.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from trainer.domain.aspect import Dimension
from trainer.scheduling.focus import FEW_SEEN, Focus
from trainer.scheduling.fsrs import REBUILD, ImpossibleMemory
from trainer.settings import Settings
from trainer.store.database import Store
from trainer.store.measuring import ALL
from trainer.store.recalling import NOTHING, Recalled
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
    until = max(interview_day(settings) or day, day)
    return readiness(
        _recalled(store, [each.value for each in Dimension], until, settings, focus), until
    )


def standing(store: Store, day: dt.date, settings: Settings) -> Standing:
    """Return where the user stands on ``day``. Raises the store's errors."""
    return Standing(
        streak=streak(store.daily_counts(day - dt.timedelta(days=STREAK_DAYS), day), day),
        readiness=ready(store, day, settings),
        weak_spot=weakest_bias(store, day) or weakest_tag(store, day, settings),
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


def readiness(found: Mapping[str, Recalled], day: dt.date) -> tuple[Readiness, ...]:
    """Return the readiness for each of latency, cost, quality on ``day``."""
    sums = ((each, found.get(each.value, NOTHING)) for each in Dimension)
    return tuple(Readiness(each, day, of.seen, of.total, of.mean) for each, of in sums)


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


def weakest_tag(store: Store, day: dt.date, settings: Settings) -> WeakSpot | None:
    """Return the tag remembered worst on ``day``, if that is below the desired retention."""
    tags = _topics(store.tags())
    found = _recalled(store, tags, day, settings)
    means = {
        tag: each.recall_sum / each.seen
        for tag in tags
        if (each := found.get(tag, NOTHING)).seen >= FEW_SEEN
    }
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


def _recalled(
    store: Store, tags: Collection[str], day: dt.date, settings: Settings, focus: Focus = ALL
) -> dict[str, Recalled]:
    found = store.recalled(tags, day, scheduler_of(settings).curve, focus)
    if impossible := max((each.impossible for each in found.values()), default=0):
        raise ImpossibleMemory(
            f"{impossible} or more memory states are none to which ratings lead",
            remedy=REBUILD,
        )
    return found
