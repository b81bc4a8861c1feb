"""Which drill comes next: what is due, what is being learnt, then what is new. Pure."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from trainer.domain.memory import Seen, Unseen
from trainer.scheduling.interleave import Traits, interleave
from trainer.scheduling.siblings import Group, apart, has_group, topic_of

if TYPE_CHECKING:
    from trainer.domain.deck import QueueEntry
    from trainer.settings import Settings

Recall = Callable[[Seen, dt.date], float]
"""The predicted probability of recall on a day: ``Scheduler.retrievability``."""

AGAIN_GAP = 8
"""How many other exercises come before a drill that was just rated Again, where there are any."""

_BANDS = 20
"""Due drills within one twentieth of predicted recall count as equally urgent."""

_MOST_MOVED = 3
"""A drill that comes back may come so many places later than meant, to be unlike its neighbours."""


class Counts(NamedTuple):
    """What the start page says. ``again`` drills failed today and are part of ``due``.

    ``new`` is how many unseen drills today's limit still lets in, ``unseen`` how many there are,
    ``total`` counts every drill that is not archived.
    """

    due: int
    again: int
    new: int
    unseen: int
    total: int


class Done(NamedTuple):
    """What of today's limits is used up, and the groups of siblings asked today."""

    introduced: int = 0
    reviewed: int = 0
    """How many drills of earlier days were asked today."""
    groups: frozenset[Group] = frozenset()


class Today(NamedTuple):
    """What a day asks for, each part in its order."""

    due: Sequence[QueueEntry] = ()
    again: Sequence[QueueEntry] = ()
    new: Sequence[QueueEntry] = ()


def todays(
    entries: Iterable[QueueEntry],
    day: dt.date,
    settings: Settings,
    done: Done,
    *,
    recall: Recall,
    seed: int,
) -> Today:
    """Return what study day ``day`` asks for within its limits, siblings kept apart.

    Due drills stand in the order the settings ask for; drills of about equal recall are mixed by
    ``seed``. By default what is still well remembered comes before what has faded: with a backlog,
    what can still be kept comes first (docs/decisions/0006). What failed today is always asked.
    """
    due: list[QueueEntry] = []
    again: list[QueueEntry] = []
    new: list[QueueEntry] = []
    for entry in entries:
        progress = entry.progress
        if isinstance(progress, Unseen):
            new.append(entry)
        elif progress.due <= day:
            (again if is_again(progress, day) else due).append(entry)
    room = new_allowed(settings.reviews_per_day, done.reviewed)
    grouped = settings.bury_siblings and any(map(has_group, (*due, *again, *new)))
    due = _sorted_due(due, day, settings.due_order, recall, seed)
    again.sort(key=lambda entry: _lot(seed, entry.id))
    if grouped:
        asked = set(done.groups)
        # Those failed today are in ``asked`` themselves.
        apart(again, asked)
        due, new = apart(due, asked), apart(new, asked)
    new = new[: new_allowed(settings.new_per_day, done.introduced)]
    if settings.new_order == "shuffled":
        new.sort(key=lambda entry: _lot(seed, entry.id))
    return Today(due[:room], again, new)


def arrange(
    today: Today, settings: Settings, recent: Sequence[Traits] = ()
) -> tuple[QueueEntry, ...]:
    """Return the drills of ``today`` in one order: due, failed earlier today, then new.

    The settings may put the new ones first or mix them in. Kinds and topics are then interleaved
    so that no three alike follow each other where that can be helped; ``recent`` are the traits of
    what was shown just before.
    """
    known = [*today.due, *today.again]
    if settings.new_place == "before the due ones":
        ordered = [*today.new, *known]
    elif settings.new_place == "mixed in":
        ordered = _spread(known, today.new)
    else:
        ordered = [*known, *today.new]
    return (
        interleave(ordered, traits=traits_of, recent=recent)
        if settings.interleave
        else (tuple(ordered))
    )


def traits_of(entry: QueueEntry) -> Traits:
    """Return what a drill is alike by: its kind, and its topic, the first tag that is no group."""
    return entry.kind, topic_of(entry.tags)


def place_back(queue: Sequence[QueueEntry], entry: QueueEntry, gap: int = AGAIN_GAP) -> int:
    """Return where ``entry``, just rated Again, is put into ``queue``: ``gap`` places on, or last.

    It comes up to three places later if it would then stand between fewer drills of its kind.
    """
    wanted = min(max(gap, 0), len(queue))
    places = range(wanted, min(wanted + _MOST_MOVED, len(queue)) + 1)
    return min(places, key=lambda at: (_makes_three(queue, entry, at), at))


def is_again(progress: Seen, day: dt.date) -> bool:
    """Return whether a drill was rated Again on ``day`` and is therefore due the same day."""
    return progress.due <= day <= progress.last_day


def new_allowed(per_day: int, used: int) -> int:
    """Return how many of a day's limit are left."""
    return max(0, per_day - used)


def _sorted_due(
    due: list[QueueEntry], day: dt.date, order: str, recall: Recall, seed: int
) -> list[QueueEntry]:
    sign = {"strongest first": -1, "weakest first": 1}.get(order)

    def place(entry: QueueEntry) -> tuple[int, bytes]:
        lot = _lot(seed, entry.id)
        progress = entry.progress
        if not isinstance(progress, Seen) or order == "shuffled":
            return 0, lot
        if sign is None:
            return progress.due.toordinal(), lot
        return sign * int(recall(progress, day) * _BANDS), lot

    return sorted(due, key=place)


def _spread(known: Sequence[QueueEntry], new: Sequence[QueueEntry]) -> list[QueueEntry]:
    """Return both in their orders, the new ones at even distances."""
    places = [((at + 0.5) / max(1, len(known)), 0, entry) for at, entry in enumerate(known)]
    places += [((at + 0.5) / max(1, len(new)), 1, entry) for at, entry in enumerate(new)]
    return [entry for _, _, entry in sorted(places, key=lambda item: item[:2])]


def _makes_three(queue: Sequence[QueueEntry], entry: QueueEntry, at: int) -> bool:
    near = [each.kind for each in (*queue[max(0, at - 2) : at], entry, *queue[at : at + 2])]
    return any(a == b == c for a, b, c in zip(near, near[1:], near[2:], strict=False))


def _lot(seed: int, name: str) -> bytes:
    # A keyed hash, not a shuffle: the order must not depend on how the entries came in.
    return hashlib.blake2b(f"{seed}/{name}".encode(), digest_size=8).digest()
