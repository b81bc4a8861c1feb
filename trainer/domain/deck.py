"""Decks and drills as they are stored: content that no room but ``drills`` looks into."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from trainer.domain.ids import DeckId, DrillId
from trainer.domain.memory import Progress

Fields = Mapping[str, object]
"""A drill's content as plain data (text, numbers, lists, mappings), as a deck file states it."""


class Source(NamedTuple):
    """Where a fact comes from. ``date`` is ISO text, as exact as the author knew."""

    title: str
    date: str = ""


class Drill(NamedTuple):
    """One thing in a deck to practise: a named tuple, as decks of 100,000 are made of it.

    ``position`` orders the drills of a deck as the author did. ``content_hash`` changes when the
    content does and is what an answer is held against: one given to an older content is refused.
    """

    id: DrillId
    deck_id: DeckId
    kind: str
    fields: Fields
    content_hash: str
    position: int
    tags: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    level: int | None = None
    """How hard the author thinks it is, from 1 to 3."""
    alias: str = ""
    """The id that the deck file gives it, where it is stored under an older one."""


class Course(NamedTuple):
    """Where a deck stands among the decks of a course, and what its topics build on.

    ``needs`` holds topics with those that come before them: a topic of the same deck by its name,
    one of another deck as ``deck-id/topic``.
    """

    name: str
    order: int = 1
    needs: tuple[tuple[str, tuple[str, ...]], ...] = ()


class Deck(NamedTuple):
    """A deck's own facts, without its drills."""

    id: DeckId
    title: str
    aim: str = ""
    language: str = "en"
    licence: str = ""
    tags: tuple[str, ...] = ()
    course: Course | None = None


class QueueEntry(NamedTuple):
    """What the queue needs to know of a drill, and no more: scheduling reads thousands of these."""

    id: DrillId
    deck_id: DeckId
    kind: str
    position: int
    progress: Progress
    tags: tuple[str, ...] = ()


class DeckChange(NamedTuple):
    """What installing a deck file would do to the store: decided purely, applied at once.

    Nothing of ``unchanged`` is written. ``moved`` drills only change their position. ``removed``
    ones are archived together with their reviews.
    """

    deck: Deck
    added: tuple[Drill, ...] = ()
    changed: tuple[Drill, ...] = ()
    moved: tuple[Drill, ...] = ()
    unchanged: tuple[DrillId, ...] = ()
    removed: tuple[DrillId, ...] = ()
