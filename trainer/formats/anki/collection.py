"""The notes and cards of a collection as drills."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import accumulate, chain, compress
from operator import ne
from typing import Any

from trainer.formats.anki.ahead import Ahead, Part
from trainer.formats.anki.database import Foreign
from trainer.formats.anki.fields import Fields
from trainer.formats.anki.notetypes import deck_names, note_types
from trainer.formats.anki.sides import Sides
from trainer.formats.base import PastAnswer
from trainer.formats.bounds import MAX_RENDERED_BASE, MAX_RENDERED_SHARE
from trainer.formats.cleaning import hashed_id
from trainer.formats.gathering import Batch, Gathering
from trainer.formats.html_columns import markdown_of_all
from trainer.formats.steps import EVERY, Step
from trainer.scheduling.marks import FLAGS, Mark

NO_QUESTION = "cards whose question is empty"
BURIED = "buried cards, which come in as others do"
COLOURS = "flags of a colour there is not (pink, turquoise, purple)"
FILTERED = "cards in filtered decks, which go back to their own"

_COUNTED = {
    BURIED: "select count(*) from cards where queue in (-2, -3)",
    FILTERED: "select count(*) from cards where odid <> 0",
}
_MARKED = """
    select id, coalesce(queue = -1, 0), coalesce(flags & 7, 0) from cards
    where queue = -1 or (flags & 7) <> 0
"""
_AT_ONCE = 2_000_000
"""So many characters of cards are held before they are taken in."""

_NO_ANSWER = "(this card has no answer)"
_ENORMOUS = "the cards from here on are left out: they unfold to enormous texts"


@dataclass
class Cards:
    """Takes the cards of one collection in."""

    collection: Foreign
    gathering: Gathering
    fields: Fields
    size: int
    """Bytes of the collection: what it may grow to is in proportion."""
    history: dict[int, tuple[PastAnswer, ...]] = field(default_factory=dict)

    def take(self, step: Step) -> None:
        """Take all cards in. Raises what reading the database raises."""
        types = note_types(self.collection)
        self.decks = deck_names(self.collection)
        self.sides = Sides(self.gathering, types, self.decks)
        self.collection.columns("notes")
        self.collection.columns("cards")
        self.left = MAX_RENDERED_BASE + MAX_RENDERED_SHARE * self.size
        self.number = 0
        for what, query in _COUNTED.items():
            if many := next(self.collection.rows(query))[0]:
                self.gathering.leave_out(what, many)
        total = next(self.collection.rows("select count(*) from cards"))[0] or 1
        self.marks = self._marks()
        done = 0
        ahead = Ahead(self.collection, total, self.size, single=bool(self.marks or self.history))
        with closing(ahead.parts()) as parts:
            for part in parts:
                share = min(1.0, done / total)
                step(share, f"{done:,} cards")
                done += len(part.notes)
                self._take(part, step, share)
                if self.left < 0:
                    self.gathering.complain(self.sides.number, _ENORMOUS)
                    return

    def _marks(self) -> dict[int, Mark]:
        """Return the marks of the cards that have any, by the cards' ids."""
        found: dict[int, Mark] = {}
        for card, suspended, number in self.collection.rows(_MARKED):
            flag = number if number < len(FLAGS) else 0
            if number != flag:
                self.gathering.leave_out(COLOURS)
            if suspended or flag:
                found[card] = _mark(bool(suspended), flag)
        return found

    def _take(self, part: Part, step: Step, share: float) -> None:
        """Take the cards of ``part`` in, all at once where they are as simple as most."""
        numbers = self._numbers(part.notes)
        simple = self.sides.all_at_once(part, numbers)
        size = sum(map(len, chain(*simple))) if simple else 0
        if simple and size <= self.left:
            self.left -= size
            self._put(part, numbers, *simple)
            return
        for kept, fronts, backs in self._one_by_one(part, numbers):
            step(share, f"{self.gathering.count:,} cards")
            if kept:
                columns: list[Any] = [[column[index] for index in kept] for column in part]
                self._put(Part(*columns), [numbers[index] for index in kept], fronts, backs)

    def _numbers(self, notes: Sequence[object]) -> list[int]:
        """Return how many notes there are up to each card's."""
        numbers = list(accumulate(chain((self.number + 1,), map(ne, notes[1:], notes))))
        self.number = numbers[-1]
        return numbers

    def _put(
        self, cards: Part, numbers: Sequence[int], fronts: list[str], backs: list[str]
    ) -> None:
        """Take in cards whose sides are given as HTML."""
        asked = markdown_of_all(fronts, self.fields.markdown)
        answers = markdown_of_all(backs, self.fields.markdown)
        tags = {words: self.gathering.tags(words) for words in set(cards.tags)}
        past, marks = self.history, self.marks
        columns: list[Sequence[Any]] = [
            asked,
            [answer or _NO_ANSWER for answer in answers],
            [""] * len(asked),
            numbers,
            [hashed_id(name) for name in cards.names],
            [self.decks.get(deck, "") for deck in cards.decks],
            [tags[words] for words in cards.tags],
            [past.get(card, ()) for card in cards.cards] if past else [()] * len(asked),
            [marks.get(card) for card in cards.cards] if marks else [None] * len(asked),
        ]
        if not all(asked):
            self.gathering.leave_out(NO_QUESTION, asked.count(""))
            columns = [list(compress(column, asked)) for column in columns]
        if columns[0]:
            self.gathering.take_all(Batch(*columns))

    def _one_by_one(
        self, part: Part, numbers: list[int]
    ) -> Iterator[tuple[list[int], list[str], list[str]]]:
        """Yield places of cards in ``part`` with both sides as HTML, some at once."""
        kept: list[int] = []
        fronts: list[str] = []
        backs: list[str] = []
        size = note = 0
        for index, (_, kind, _, tags, fields, _, ordinal, deck) in enumerate(
            zip(*part, strict=True)
        ):
            if numbers[index] != note:
                note = numbers[index]
                self.sides.begin(kind, tags, fields, note)
            sides = self.sides.rendered(ordinal, deck)
            if sides is None:
                continue
            self.left -= (long := len(sides[0]) + len(sides[1]))
            if self.left < 0:
                break
            kept.append(index)
            fronts.append(sides[0])
            backs.append(sides[1])
            size += long
            if size > _AT_ONCE or len(kept) == EVERY:
                yield kept, fronts, backs
                kept, fronts, backs, size = [], [], [], 0
        yield kept, fronts, backs


@functools.cache
def _mark(suspended: bool, flag: int) -> Mark:  # noqa: FBT001 (a cache wants its keys by place)
    return Mark(suspended=suspended, flag=flag)
