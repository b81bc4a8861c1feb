"""Practising a part on purpose: by deck, kind or tag, what is weak, what is not due yet. Pure."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from trainer.domain.memory import Seen

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from trainer.domain.deck import QueueEntry
    from trainer.scheduling.queue import Recall

FEW_SEEN = 5
"""From fewer seen drills nothing is said about a tag."""


class Focus(NamedTuple):
    """What to practise. An empty set allows all; of each other set a drill needs one, not each.

    ``dimensions`` are tags, too: latency, cost, quality. ``drills`` names single ones.
    """

    decks: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    dimensions: frozenset[str] = frozenset()
    drills: frozenset[str] = frozenset()

    def matches(self, entry: QueueEntry) -> bool:
        """Return whether ``entry`` is to be practised."""
        return (
            (not self.decks or entry.deck_id in self.decks)
            and (not self.kinds or entry.kind in self.kinds)
            and (not self.tags or not self.tags.isdisjoint(entry.tags))
            and (not self.dimensions or not self.dimensions.isdisjoint(entry.tags))
            and (not self.drills or entry.id in self.drills)
        )


def ahead(
    entries: Iterable[QueueEntry], day: dt.date, recall: Recall, many: int
) -> tuple[QueueEntry, ...]:
    """Return up to ``many`` seen drills that are not due yet, the least well remembered first."""
    later = [
        (recall(entry.progress, day), entry.id, entry)
        for entry in entries
        if isinstance(entry.progress, Seen) and entry.progress.due > day
    ]
    return tuple(entry for _, _, entry in sorted(later, key=lambda item: item[:2])[:many])


def weakest(
    entries: Iterable[QueueEntry], tags: Sequence[str], day: dt.date, recall: Recall
) -> str | None:
    """Return the tag whose seen drills are remembered worst on ``day`` on average.

    None when no tag has at least five seen drills.
    """
    recalls: defaultdict[str, list[float]] = defaultdict(list)
    for entry in entries:
        if isinstance(entry.progress, Seen):
            for tag in entry.tags:
                recalls[tag].append(recall(entry.progress, day))
    means = {
        tag: sum(recalls[tag]) / len(recalls[tag]) for tag in tags if len(recalls[tag]) >= FEW_SEEN
    }
    return min(means, key=means.__getitem__) if means else None
