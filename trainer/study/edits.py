"""Which drills without an id are edits of stored ones: a mended typo must not cost history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from trainer.domain.deck import Drill
from trainer.domain.ids import DrillId
from trainer.formats.alike import words_in

SAME = 0.5
"""The part of their words that two versions of one drill share."""

MANY = 250_000
"""So many pairs are no edit any more but another deck."""


def is_nameless(drill: Drill) -> bool:
    """Return whether the drill's id was made from its content."""
    return drill.id.startswith(f"{drill.deck_id}/h-")


def edits(new: Sequence[Drill], stored: Iterable[Drill]) -> Mapping[DrillId, Drill]:
    """Return which stored drill each of the ``new`` ones was before it was edited. Pure.

    The likest pair first; of equally like ones, those that stand nearest in the deck.
    """
    old = [drill for drill in stored if is_nameless(drill)]
    if not new or len(new) * len(old) > MANY:
        return {}
    counted = {drill.id: Counter(words_in(dict(drill.fields))) for drill in (*new, *old)}
    pairs = []
    for after in new:
        for before in old:
            share = _share(counted[after.id], counted[before.id])
            if after.kind == before.kind and share >= SAME:
                pairs.append((-share, abs(after.position - before.position), after, before))
    found: dict[DrillId, Drill] = {}
    taken: set[DrillId] = set()
    for *_, after, before in sorted(pairs, key=lambda pair: (*pair[:2], pair[2].id, pair[3].id)):
        if after.id not in found and before.id not in taken:
            found[after.id] = before
            taken.add(before.id)
    return found


def _share(one: Counter[str], other: Counter[str]) -> float:
    return (one & other).total() / max(one.total(), other.total(), 1)
