"""Collects the cards of a foreign file as recall drills, within bounds, and names what is left."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from pathlib import Path
from typing import NamedTuple

from trainer.formats.base import (
    ERROR,
    WARNING,
    DeckFile,
    FileDrill,
    PastAnswer,
    Picture,
    Problem,
    UnreadableDeck,
)
from trainer.formats.bounds import MAX_DECKS, MAX_DRILLS, MAX_PROBLEMS, MAX_TEXT
from trainer.formats.cleaning import (
    clean_name,
    clean_tags,
    clean_texts,
    deck_id,
    question_id,
    word_id,
)
from trainer.formats.hashing import recall_hash
from trainer.formats.steps import EVERY
from trainer.scheduling.marks import Mark

_drill = tuple.__new__
"""Makes a named tuple in half the time of its own ``_make``."""

_SHOWN = re.compile(r"\]\(([^()\s]+)\)")

Found = tuple[str, str, str, int, str, str, tuple[str, ...], tuple[PastAnswer, ...], Mark | None]
"""One card, as ``Batch`` has it."""


class Batch(NamedTuple):
    """Cards that are taken in at once, a column for each fact."""

    asked: Sequence[str]
    """Questions, answers and whys as Markdown."""
    answers: Sequence[str]
    whys: Sequence[str]
    lines: Sequence[int]
    ids: Sequence[str]
    """What the file itself tells the card by, "" where its question does."""
    decks: Sequence[str]
    tags: Sequence[tuple[str, ...]]
    histories: Sequence[tuple[PastAnswer, ...]]
    """The answers that were given before."""
    marks: Sequence[Mark | None]


@dataclass
class Gathered:
    """One deck of a foreign file while it fills."""

    id: str
    title: str
    drills: list[FileDrill] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    """Where in ``drills`` each local id stands, to find what is there twice."""


class Gathering:
    """Everything that is found in one foreign file.

    ``prefix`` names the format in the ids of decks, ``title`` is that of cards whose deck the
    file does not name.
    """

    def __init__(self, path: Path, prefix: str, title: str) -> None:
        self.path = path
        self.prefix = prefix
        self.title = clean_name(title) or "Untitled"
        self.decks: dict[str, Gathered] = {}
        self.problems: list[Problem] = []
        self.unlisted = 0
        self._titled: dict[str, Gathered] = {}
        self.not_carried: Counter[str] = Counter()
        self.pictures: dict[str, Picture] = {}
        self.count = 0
        self._tags: dict[str, tuple[str, ...]] = {}

    def complain(self, line: int, message: str, severity: str = ERROR) -> None:
        """Note a problem; beyond the bound they are only counted."""
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(Problem(str(self.path), line, 1, severity, message))
        else:
            self.unlisted += 1

    def leave_out(self, what: str, count: int = 1) -> None:
        """Note that ``count`` of ``what`` cannot be carried over."""
        self.not_carried[what] += count

    def tags(self, words: str, separators: str = "") -> tuple[str, ...]:
        """Return the tags written in ``words``; the same words cost nothing twice."""
        found = self._tags.get(words)
        if found is None:
            text = words
            for separator in separators:
                text = text.replace(separator, " ")
            found = clean_tags(text.split())
            if len(self._tags) < MAX_DRILLS:
                self._tags[words] = found
        return found

    def _begin(self, name: str) -> Gathered:
        """Begin the deck called ``name``, or go on with one that has the same title."""
        title = clean_name(name) or self.title
        if title not in self._titled and len(self._titled) >= MAX_DECKS:
            self.leave_out(f"decks beyond {MAX_DECKS:,}, whose cards are put into one")
            title = self.title
        if title not in self._titled:
            self._titled[title] = Gathered(deck_id(self.prefix, title), title)
        found = self.decks[name] = self._titled[title]
        return found

    def add(
        self,
        front: str,
        back: str,
        *,
        line: int = 1,
        key: str = "",
        deck: str = "",
        why: str = "",
        tags: tuple[str, ...] = (),
    ) -> None:
        """Take in one card, its texts Markdown.

        ``key`` is what the file itself tells the card by; without one its question does.
        """
        own_id = word_id(key) if key else ""
        self.take_all(Batch([front], [back], [why], [line], [own_id], [deck], [tags], [()], [None]))

    def take(self, cards: Iterable[Found]) -> None:
        """Take in ``cards``, some hundred at once; those before an error that they raise, too."""
        some: list[Found] = []
        try:
            for card in cards:
                some.append(card)
                if len(some) == EVERY:
                    full, some = some, []
                    self.take_all(Batch(*zip(*full, strict=True)))
        finally:
            if some:
                self.take_all(Batch(*zip(*some, strict=True)))

    def take_all(self, batch: Batch) -> None:
        """Take in the cards of ``batch``: what can be is done for all of them at once."""
        fronts, backs, whys = map(clean_texts, batch[:3])
        ids = [own or question_id(front) for own, front in zip(batch.ids, fronts, strict=True)]
        contents = list(map(recall_hash, fronts, backs, whys))
        clean = batch._replace(asked=fronts, answers=backs, whys=whys)
        longest = max(map(len, (*fronts, *backs, *whys)))
        if longest > MAX_TEXT or not (all(fronts) and all(backs)) or not self._has_room(clean, ids):
            self._take_each(clean, ids, contents)
            return
        name = batch.decks[0]
        into = self.decks.get(name) or self._begin(name)
        positions = range(len(into.drills), len(into.drills) + len(ids))
        into.places.update(zip(ids, positions, strict=True))
        self.count += len(ids)
        into.drills += map(
            _drill, repeat(FileDrill),
            zip(ids, repeat("recall"), map(_fields, fronts, backs, whys), contents, positions,
                batch.tags, repeat(()), repeat(None), map(bool, batch.ids), batch.lines,
                batch.histories, batch.marks),
        )  # fmt: skip

    def _has_room(self, batch: Batch, ids: list[str]) -> bool:
        """Return whether all of ``batch`` goes into one deck, which has none of its cards."""
        if self.count + len(ids) > MAX_DRILLS or batch.decks.count(batch.decks[0]) != len(ids):
            return False
        into = self.decks.get(batch.decks[0])
        new = set(ids)
        return len(new) == len(ids) and (into is None or into.places.keys().isdisjoint(new))

    def _take_each(self, batch: Batch, ids: list[str], contents: list[str]) -> None:
        for row in zip(*batch, ids, contents, strict=True):
            front, back, why, line, own_id, deck, tags, history, mark, local_id, content = row
            if not (front and back and self.count < MAX_DRILLS and _fits(front, back, why)):
                self._refuse(front, back, why, line)
                continue
            into = self.decks.get(deck) or self._begin(deck)
            if local_id in into.places:
                local_id = self._other_id(into, local_id, content, line)
                if not local_id:
                    continue
            position = len(into.drills)
            into.places[local_id] = position
            self.count += 1
            # Named, the fields of a drill would take twice as long.
            drill = (local_id, "recall", _fields(front, back, why), content, position, tags, (),
                     None, bool(own_id), line, history, mark)  # fmt: skip
            into.drills.append(_drill(FileDrill, drill))

    def _refuse(self, front: str, back: str, why: str, line: int) -> None:
        """Say why a card is not taken in."""
        if not front or not back:
            what = "question" if not front else "answer"
            self.complain(line, f"this card has no {what}")
        elif not _fits(front, back, why):
            self.complain(line, f"this card has a text of more than {MAX_TEXT:,} characters")
        elif self.count == MAX_DRILLS:
            self.count += 1
            self.complain(line, f"only the first {MAX_DRILLS:,} cards of a file are taken in")

    def _other_id(self, deck: Gathered, local_id: str, content: str, line: int) -> str:
        """Return an id for a card whose own is taken; "" if the card itself is there already."""
        same = deck.drills[deck.places[local_id]]
        if same.content_hash == content:
            message = f"this card says the same as the one on line {same.line}"
            self.complain(line, message, WARNING)
            return ""
        if f"c-{content}" in deck.places:
            self.complain(line, "this card stands in the file before", WARNING)
            return ""
        return f"c-{content}"

    def files(self, also: Sequence[Problem] = ()) -> tuple[DeckFile, ...]:
        """Return what was gathered, a DeckFile for each deck.

        What concerns the whole file stands with the first. Raises UnreadableDeck when not one
        card was good.
        """
        problems = [*also, *sorted(self.problems, key=lambda problem: problem.line)]
        if self.unlisted:
            message = f"{self.unlisted:,} more problems are not listed"
            problems.append(Problem(str(self.path), 1, 1, WARNING, message))
        decks = list({deck.id: deck for deck in self.decks.values() if deck.drills}.values())
        if not decks:
            raise UnreadableDeck((self._nothing(),))
        self._free()
        return tuple(
            DeckFile(
                path=self.path,
                id=deck.id,
                title=deck.title,
                drills=tuple(deck.drills),
                problems=tuple(problems) if index == 0 else (),
                not_carried=self._left_out() if index == 0 else (),
                pictures=self._pictures_of(deck),
                whole=False,
            )
            for index, deck in enumerate(decks)
        )

    def _nothing(self) -> Problem:
        """Return why there is not one card, in a sentence."""
        what, line = "there is no card in this file that could be taken in", 1
        if self.problems:
            first = self.problems[0]
            what, line = f"{what}: {first.message}", first.line
            if more := len(self.problems) + self.unlisted - 1:
                what += f" (and {more:,} more like it)"
        elif left := self._left_out():
            what += f"; left out: {'; '.join(left)}"
        return Problem(str(self.path), line, 1, ERROR, what)

    def _free(self) -> None:
        """Let go of what only gathering needs: a large file's would be tens of megabytes."""
        self._tags.clear()
        for deck in self.decks.values():
            deck.places.clear()

    def _pictures_of(self, deck: Gathered) -> tuple[Picture, ...]:
        if not self.pictures:
            return ()
        shown = {
            name
            for drill in deck.drills
            for text in drill.fields.values()
            if "](" in str(text)
            for name in _SHOWN.findall(str(text))
        }
        return tuple(self.pictures[name] for name in sorted(shown & self.pictures.keys()))

    def _left_out(self) -> tuple[str, ...]:
        return tuple(f"{what}: {count:,}" for what, count in sorted(self.not_carried.items()))


def _fields(front: str, back: str, why: str) -> dict[str, str]:
    return {"front": front, "back": back, "why": why} if why else {"front": front, "back": back}


def _fits(front: str, back: str, why: str) -> bool:
    return len(front) <= MAX_TEXT and len(back) <= MAX_TEXT and len(why) <= MAX_TEXT
