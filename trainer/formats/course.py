"""The course of a deck: what it says, and topics in it that are unknown or wait in a circle."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from trainer.domain.deck import Course
from trainer.formats.base import WARNING, Problem
from trainer.formats.complaints import hint, shown
from trainer.scheduling.course import Topic, topic_needed
from trainer.scheduling.siblings import topic_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from trainer.formats.base import DeckFile, FileDrill
    from trainer.formats.declared import Header
    from trainer.formats.yaml_tree import Tree

Path = tuple[str | int, ...]


def course_of(header: Header) -> Course | None:
    """Return the course that a deck is part of; by itself, a deck without a name for it is one."""
    entry = header.course
    if entry is None:
        return None
    return Course(entry.name.strip() or header.id, entry.order, tuple(entry.needs.items()))


def places_in(tree: Tree, header: Header) -> dict[tuple[str, str], tuple[int, int]]:
    """Return where each topic is named that is needed, by the topic that needs it and its word."""
    return {
        (topic, word): tree.place(("course", "needs", topic, place))
        for topic, words in (header.course.needs if header.course else {}).items()
        for place, word in enumerate(words)
    }


def course_problems(header: Header, drills: Sequence[FileDrill]) -> Iterator[tuple[Path, str]]:
    """Yield where a topic is needed that the deck has not, or that waits for itself.

    What stands in another deck is not looked at: ``problems_between`` does that.
    """
    deck_id, needs = header.id, header.course.needs if header.course else {}
    topics = frozenset(topic_of(drill.tags) for drill in drills) - {""}
    waits: dict[Topic, list[Topic]] = defaultdict(list)
    for topic, words in needs.items():
        at: Path = ("course", "needs", topic)
        if topic not in topics:
            yield at, _unknown(topic, topics)
        for place, word in enumerate(words):
            needed = topic_needed(deck_id, word, topics)
            if needed[0] == deck_id and needed[1] not in topics:
                yield (*at, place), _unknown(word, topics)
            elif _leads_to(needed, (deck_id, topic), waits):
                yield (*at, place), _circle(topic, word)
            waits[deck_id, topic].append(needed)


def problems_between(decks: Sequence[DeckFile]) -> Iterator[Problem]:
    """Yield where a deck needs a topic that another of ``decks`` has not, or that waits for it."""
    topics = {deck.id: frozenset(topic_of(drill.tags) for drill in deck.drills) for deck in decks}
    waits: dict[Topic, list[Topic]] = defaultdict(list)
    for deck in decks:
        for (topic, word), place in deck.course_places.items():
            needed = other, name = topic_needed(deck.id, word, topics[deck.id])
            said = ""
            if other != deck.id and name not in topics.get(other, {name}):
                said = _unknown(name, topics[other], other)
            elif other != deck.id and _leads_to(needed, (deck.id, topic), waits):
                said = _circle(topic, word)
            if said:
                yield Problem(str(deck.path), *place, WARNING, said)
            waits[deck.id, topic].append(needed)


def _unknown(word: str, topics: frozenset[str], deck: str = "") -> str:
    whose = f"the deck '{deck}'" if deck else "this deck"
    return f"{shown(word)} is no topic of {whose}{hint(word, sorted(topics - {''}))}"


def _circle(topic: str, word: str) -> str:
    return f"'{topic}' would wait for itself, as {shown(word)} waits for it; take one of them out"


def _leads_to(first: Topic, wanted: Topic, waits: Mapping[Topic, Sequence[Topic]]) -> bool:
    """Return whether ``wanted`` is ``first`` or something that ``first`` waits for."""
    seen: set[Topic] = set()
    left = [first]
    while left:
        topic = left.pop()
        if topic == wanted:
            return True
        if topic not in seen:
            seen.add(topic)
            left += waits.get(topic, ())
    return False
