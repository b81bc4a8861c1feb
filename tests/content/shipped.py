"""The shipped decks as the tests of their content see them: read once, drills with their places."""

from __future__ import annotations

import datetime as dt
import functools
import random
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from tests.tracing import untraced
from trainer.drills.kinds import AnyKind, kind_named
from trainer.formats.base import DeckFile, FileDrill
from trainer.formats.yaml_deck import read_deck
from trainer.places import shipped

LOOKED_THROUGH = dt.date(2026, 11, 27)
"""The day on which the facts of the decks were last gone through; shelf lives count to it.

Not today's date: no test is to fail by itself. `make content` takes today's, and whoever goes
through the facts that it names moves this day on.
"""


class Placed(NamedTuple):
    """One drill and where it stands; as text it is what a failure names."""

    deck: DeckFile
    drill: FileDrill

    def __str__(self) -> str:
        return (
            f"decks/{self.deck.path.name}:{self.drill.line}: {self.deck.id}/{self.drill.local_id}"
        )

    @property
    def kind(self) -> AnyKind:
        return kind_named(self.drill.kind)

    @property
    def content(self) -> Any:
        return self.kind.read(self.drill.fields)

    def posed(self, seed: int = 1) -> Any:
        return self.kind.pose(self.content, random.Random(seed))


def decks(today: dt.date = LOOKED_THROUGH) -> tuple[DeckFile, ...]:
    """Return all shipped decks, in the order of their names, as they are on a day."""
    return tuple(deck_named(path.stem, today) for path in sorted(shipped("decks").glob("*.yaml")))


def deck_named(stem: str, today: dt.date = LOOKED_THROUGH) -> DeckFile:
    """Return the shipped deck of a file's name as it is on a day; a process reads it once."""
    return _deck(stem, today)


@functools.cache
def _deck(stem: str, today: dt.date) -> DeckFile:
    with untraced():
        return read_deck(shipped("decks") / f"{stem}.yaml", today)


def drills(*kinds: str) -> Iterator[Placed]:
    """Yield all shipped drills, or those of some kinds."""
    for deck in decks():
        for drill in deck.drills:
            if not kinds or drill.kind in kinds:
                yield Placed(deck, drill)


def none(problems: Iterable[str]) -> None:
    """Fail with all ``problems``, one a line, if there are any."""
    found = list(problems)
    assert not found, "\n".join(["", *found])
