"""Which drill comes next: due ones, then new ones, kinds mixed. Pure and reproducible."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trainer.domain.memory import Seen, Unseen
from trainer.scheduling.interleave import interleave

if TYPE_CHECKING:
    from trainer.domain.deck import QueueEntry

Recall = Callable[[Seen, dt.date], float]
"""The predicted probability of recall on a day: ``Scheduler.retrievability``."""

AGAIN_GAP = 8
"""How many other exercises come before a drill that was just rated Again, where there are any."""

_BANDS = 20
"""Due drills within one twentieth of predicted recall count as equally urgent."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What the start page says. ``again`` drills failed today and are part of ``due``.

    ``new`` is how many unseen drills today's limit still lets in, ``unseen`` how many there are,
    ``total`` counts every drill that is not archived.
    """

    due: int
    again: int
    new: int
    unseen: int
    total: int


def arrange(
    entries: Iterable[QueueEntry],
    day: dt.date,
    *,
    new_per_day: int,
    introduced: int,
    recall: Recall,
    seed: int,
    recent_kinds: Sequence[str] = (),
) -> tuple[QueueEntry, ...]:
    """Return the drills to practise on study day ``day``, in order.

    First what is due, what is still well remembered before what has faded: with a backlog, what
    can still be kept comes first (docs/decisions/0006). Drills of about equal recall are mixed
    by ``seed``. Then
    unseen drills in the order of ``entries`` as far as ``new_per_day`` minus the ``introduced``
    ones allows, last those failed earlier today. The kinds are then interleaved so that no three
    alike follow each other where that can be helped; ``recent_kinds`` were shown just before.
    """
    due: list[tuple[int, bytes, QueueEntry]] = []
    again: list[tuple[bytes, QueueEntry]] = []
    unseen: list[QueueEntry] = []
    room = new_allowed(new_per_day, introduced)
    for entry in entries:
        progress = entry.progress
        if isinstance(progress, Unseen):
            if len(unseen) < room:
                unseen.append(entry)
        elif progress.due <= day:
            lot = _lot(seed, entry.id)
            if is_again(progress, day):
                again.append((lot, entry))
            else:
                due.append((-int(recall(progress, day) * _BANDS), lot, entry))
    # Lots differ, so entries themselves are never compared.
    ordered = [entry for _, _, entry in sorted(due, key=lambda item: item[:2])]
    ordered += unseen
    ordered += [entry for _, entry in sorted(again, key=lambda item: item[0])]
    return interleave(ordered, key=_kind, recent=recent_kinds)


def put_back(
    queue: Sequence[QueueEntry], entry: QueueEntry, gap: int = AGAIN_GAP
) -> tuple[QueueEntry, ...]:
    """Return ``queue`` with ``entry``, just rated Again, ``gap`` places on or at its end."""
    place = min(max(gap, 0), len(queue))
    return (*queue[:place], entry, *queue[place:])


def is_again(progress: Seen, day: dt.date) -> bool:
    """Return whether a drill was rated Again on ``day`` and is therefore due the same day."""
    return progress.due <= day <= progress.last_day


def new_allowed(new_per_day: int, introduced: int) -> int:
    """Return how many unseen drills may still come in today."""
    return max(0, new_per_day - introduced)


def count(
    entries: Iterable[QueueEntry], day: dt.date, *, new_per_day: int, introduced: int
) -> Counts:
    """Return today's counts over ``entries``."""
    due = again = unseen = total = 0
    for entry in entries:
        total += 1
        progress = entry.progress
        if isinstance(progress, Unseen):
            unseen += 1
        elif progress.due <= day:
            due += 1
            again += is_again(progress, day)
    new = min(unseen, new_allowed(new_per_day, introduced))
    return Counts(due=due, again=again, new=new, unseen=unseen, total=total)


def _kind(entry: QueueEntry) -> str:
    return entry.kind


def _lot(seed: int, name: str) -> bytes:
    # A keyed hash, not a shuffle: the order must not depend on how the entries came in.
    return hashlib.blake2b(f"{seed}/{name}".encode(), digest_size=8).digest()
