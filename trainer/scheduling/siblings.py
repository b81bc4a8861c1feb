"""Drills that give each other away: of those that share a group, one is asked on a day. Pure.

A group is a tag that begins with ``group:``, within one deck.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from trainer.domain.deck import QueueEntry
    from trainer.domain.ids import DeckId

GROUP = "group:"

Group = tuple["DeckId", str]


def groups_of(deck_id: DeckId, tags: Iterable[str]) -> Iterator[Group]:
    """Yield the groups of a drill of ``deck_id`` with ``tags``."""
    return ((deck_id, tag) for tag in tags if tag.startswith(GROUP))


def topic_of(tags: Iterable[str]) -> str:
    """Return the first of ``tags`` that is no group, "" if there is none."""
    return next((tag for tag in tags if not tag.startswith(GROUP)), "")


def has_group(entry: QueueEntry) -> bool:
    """Return whether the drill has siblings."""
    return any(tag.startswith(GROUP) for tag in entry.tags)


def apart(entries: Iterable[QueueEntry], asked: set[Group]) -> list[QueueEntry]:
    """Return the first of each group in ``entries``, none of a group in ``asked``.

    Their groups are added to ``asked``. Drills without a group all stay.
    """
    kept = []
    for entry in entries:
        groups = set(groups_of(entry.deck_id, entry.tags))
        if asked.isdisjoint(groups):
            asked |= groups
            kept.append(entry)
    return kept
