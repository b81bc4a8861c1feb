"""What the present study day asks for, within its limits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from trainer.domain.deck import QueueEntry
from trainer.domain.memory import Unseen
from trainer.scheduling.queue import Done, Recall, Today, new_allowed, todays
from trainer.scheduling.siblings import Group, groups_of, has_group
from trainer.settings import Settings
from trainer.store.database import Store
from trainer.study.options import interview_day

MOST_NEW_FACTOR = 3
"""A plan may ask for up to three times the usual number of new drills a day."""

_WIDER = 4
"""Siblings take places: so many times more unseen drills are looked at when some fell away."""


def done_on(store: Store, day: dt.date, entries: Iterable[QueueEntry], *, apart: bool) -> Done:
    """Return what of ``day``'s limits is used up, and which siblings it has asked.

    Groups are looked up only if ``entries`` hold any and siblings are to be kept ``apart``.
    """
    counts = store.daily_counts(day, day).get(day)
    if counts is None:
        return Done()
    has_groups = apart and any(map(has_group, entries))
    groups = frozenset(_asked(store, day)) if has_groups else frozenset()
    return Done(counts.introduced, counts.asked, groups)


def _asked(store: Store, day: dt.date) -> Iterable[Group]:
    for drill_id in {review.drill_id for review in store.reviews_between(day, day)}:
        drill = store.drill(drill_id)
        yield from groups_of(drill.deck_id, drill.tags)


def most_new(settings: Settings) -> int:
    """Return how many new drills a day a plan for an interview may ask for."""
    return settings.new_per_day * MOST_NEW_FACTOR


def settings_on(store: Store, day: dt.date, settings: Settings) -> Settings:
    """Return ``settings`` as they hold on ``day``.

    With an interview ahead, as many new drills come as its plan asks for, reckoned anew each day
    from what is left.
    """
    interview = interview_day(settings)
    if interview is None or interview <= day:
        return settings
    from trainer.scheduling.plan import planned_new

    introduced = store.introduced_on(day)
    left = store.tally(day).unseen + introduced
    planned = planned_new(left, (interview - day).days, most_new(settings))
    return replace(settings, new_per_day=planned)


def day_queue(
    store: Store,
    day: dt.date,
    settings: Settings,
    *,
    recall: Recall,
    seed: int,
    ordered: bool = True,
) -> Today:
    """Return what ``day`` asks for; not ``ordered``, for its counts alone.

    New drills that were wished for come first, and come even where the limit is less.
    """
    found = _of_limits(store, day, settings, recall=recall, seed=seed, ordered=ordered)
    wished = store.wished(day)
    if not wished:
        return found
    ids = {entry.id for entry in wished}
    others = [entry for entry in found.new if entry.id not in ids]
    room = max(0, len(found.new) - len(wished))
    return replace(found, new=(*wished, *others[:room]))


def _of_limits(
    store: Store, day: dt.date, settings: Settings, *, recall: Recall, seed: int, ordered: bool
) -> Today:
    settings = settings_on(store, day, settings)
    counts = store.daily_counts(day, day).get(day)
    room = new_allowed(settings.new_per_day, counts.introduced if counts else 0)
    looked = room
    while True:
        entries = store.study_entries(day, looked)
        done = done_on(store, day, entries, apart=settings.bury_siblings)
        found = todays(entries, day, settings, done, recall=recall, seed=seed, ordered=ordered)
        unseen = sum(isinstance(entry.progress, Unseen) for entry in entries)
        if len(found.new) >= room or unseen < looked:
            return found
        looked *= _WIDER
