"""What the present study day asks for, within its limits."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from trainer.domain.deck import QueueEntry
from trainer.domain.memory import Unseen
from trainer.scheduling.queue import Done, Recall, Today, new_allowed, todays
from trainer.scheduling.siblings import GROUP, Group, groups_of, has_group
from trainer.settings import Settings
from trainer.store.database import Store
from trainer.store.errors import NoSuchDrill
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
        # An answer may have come from another device before its deck does.
        with suppress(NoSuchDrill):
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
    store: Store, day: dt.date, settings: Settings, *, recall: Recall, seed: int
) -> Today:
    """Return what ``day`` asks for.

    New drills that were wished for come first, and come even where the limit is less.
    """
    reads = partial(store.study_entries, day)
    return _with_wishes(store, day, _of_limits(store, day, settings, reads, recall, seed))


class Held(NamedTuple):
    """How many drills a day asks for, by kind, in the order of the kinds' names.

    ``due`` includes those failed today, which ``again`` counts.
    """

    by_kind: Mapping[str, int]
    due: int
    again: int
    new: int


def day_counts(store: Store, day: dt.date, settings: Settings, *, recall: Recall) -> Held:
    """Return how much ``day_queue`` holds.

    Due drills are read one by one only where a limit decides which of them count, and those that
    have siblings.
    """
    kinds = store.due_by_kind(day, GROUP if settings.bury_siblings else None)
    due, again, marked = map(sum, zip((0, 0, 0), *kinds.values(), strict=True))
    counts = store.daily_counts(day, day).get(day)
    room = new_allowed(settings.reviews_per_day, counts.asked if counts else 0)
    if due + marked - again > room:
        kinds, due, again = {}, 0, 0
        queue = day_queue(store, day, settings, recall=recall, seed=0)
    else:
        siblings = store.due_marked(day, GROUP) if marked else []
        reads = partial(_after, siblings, store, day)
        found = _of_limits(store, day, settings, reads, recall, seed=0)
        queue = _with_wishes(store, day, found)
    by_kind = Counter({kind: each.due for kind, each in kinds.items()})
    by_kind.update(entry.kind for entry in (*queue.due, *queue.again, *queue.new))
    due, again = due + len(queue.due) + len(queue.again), again + len(queue.again)
    return Held(dict(sorted(by_kind.items())), due, again, len(queue.new))


def _after(entries: list[QueueEntry], store: Store, day: dt.date, many: int) -> list[QueueEntry]:
    return entries + store.unseen_entries(day, many)


def _with_wishes(store: Store, day: dt.date, found: Today) -> Today:
    wished = store.wished(day)
    if not wished:
        return found
    ids = {entry.id for entry in wished}
    others = [entry for entry in found.new if entry.id not in ids]
    room = max(0, len(found.new) - len(wished))
    return found._replace(new=(*wished, *others[:room]))


def _of_limits(
    store: Store,
    day: dt.date,
    settings: Settings,
    reads: Callable[[int], list[QueueEntry]],
    recall: Recall,
    seed: int,
) -> Today:
    """Return what ``day`` asks of what ``reads`` returns for a number of unseen drills."""
    settings = settings_on(store, day, settings)
    counts = store.daily_counts(day, day).get(day)
    room = new_allowed(settings.new_per_day, counts.introduced if counts else 0)
    looked = room
    while True:
        entries = reads(looked)
        done = done_on(store, day, entries, apart=settings.bury_siblings)
        found = todays(entries, day, settings, done, recall=recall, seed=seed)
        unseen = sum(isinstance(entry.progress, Unseen) for entry in entries)
        if len(found.new) >= room or unseen < looked:
            return found
        looked *= _WIDER
