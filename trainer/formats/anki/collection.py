"""The notes and cards of a collection as drills."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field

from trainer.formats.anki import cloze
from trainer.formats.anki.ahead import Ahead, Row
from trainer.formats.anki.database import Foreign
from trainer.formats.anki.fields import SCRIPTS, Fields
from trainer.formats.anki.flat import TooLong
from trainer.formats.anki.notetypes import NoteType, deck_names, note_types
from trainer.formats.anki.templates import Card
from trainer.formats.base import WARNING, PastAnswer
from trainer.formats.bounds import MAX_CLOZE_WORK, MAX_FIELD, MAX_RENDERED_BASE, MAX_RENDERED_SHARE
from trainer.formats.cleaning import hashed_id
from trainer.formats.gathering import Found, Gathering
from trainer.formats.html_text import begins_plainly
from trainer.formats.steps import EVERY, Step

OCCLUSION = "cards with hidden parts of a picture (image occlusion)"
NO_QUESTION = "cards whose question is empty"
NO_TYPE = "cards whose note type or template is missing"
SUSPENDED = "suspended or buried cards, which come in as new ones do"
FILTERED = "cards in filtered decks, which go back to their own"

_COUNTED = {
    SUSPENDED: "select count(*) from cards where queue in (-1, -2, -3)",
    FILTERED: "select count(*) from cards where odid <> 0",
}
_NO_SPECIALS: dict[str, str] = {}
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
        self.types = note_types(self.collection)
        self.decks = deck_names(self.collection)
        self.collection.columns("notes")
        self.collection.columns("cards")
        self.left = MAX_RENDERED_BASE + MAX_RENDERED_SHARE * self.size
        self.told: set[str] = set()
        self.kind: NoteType | None = None
        self.number = 0
        for what, query in _COUNTED.items():
            if many := next(self.collection.rows(query))[0]:
                self.gathering.leave_out(what, many)
        total = next(self.collection.rows("select count(*) from cards"))[0] or 1
        with closing(Ahead(self.collection, total, self.size).rows()) as rows:
            self.gathering.take(self._cards(rows, total, step))

    def _cards(self, rows: Iterable[Row], total: int, step: Step) -> Iterator[Found]:
        history, decks, note = self.history, self.decks, ""
        for index, (nid, mid, name, tags, flds, cid, ordinal, did, unmarked) in enumerate(rows):
            if not index % EVERY:
                step(min(1.0, index / total), f"{index:,} cards")
            if nid != note:
                note = nid
                self._begin(mid, tags, flds)
            sides = self._sides(ordinal, did, unmarked=unmarked)
            if self.left < 0:
                self.gathering.complain(self.number, _ENORMOUS)
                return
            if sides is not None:
                front, back = sides
                own_id, deck, past = hashed_id(name), decks.get(did, ""), history.get(cid, ())
                yield front, back, "", self.number, own_id, deck, self.tags, past

    def _begin(self, mid: int, tags: str, flds: str) -> None:
        """Turn to the next note."""
        self.number += 1
        kind = self.types.get(mid)
        if kind is not self.kind or kind is None:
            self._turn_to(kind)
        self.texts = flds.split("\x1f")
        if len(self.texts) < self.width:
            self.texts += [""] * (self.width - len(self.texts))
        self.parts: dict[str, cloze.Cloze] = {}
        self.tags = self.gathering.tags(tags)

    def _turn_to(self, kind: NoteType | None) -> None:
        self.kind = kind
        self.flat, self.width = (kind.flat, len(kind.fields)) if kind else ({}, 0)
        if kind is not None and kind.name not in self.told:
            self._tell_of(kind)

    def _sides(self, ordinal: int, did: int, *, unmarked: bool) -> tuple[str, str] | None:
        """Return question and answer as Markdown, or None after saying why there are none."""
        if unmarked and (flat := self.flat.get(ordinal)):
            front, back = flat[0].alone(self.texts).strip(), flat[1].alone(self.texts).strip()
            if front and back and begins_plainly(front) and begins_plainly(back):
                self.left -= len(front) + len(back)
                return front, back
        rendered = self._rendered(ordinal, did)
        if rendered is None:
            return None
        self.left -= len(rendered[0]) + len(rendered[1])
        front = self.fields.markdown(rendered[0])
        if not front:
            self.gathering.leave_out(NO_QUESTION)
            return None
        return front, self.fields.markdown(rendered[1]) or _NO_ANSWER

    def _tell_of(self, kind: NoteType) -> None:
        """Note, once for each note type in use, what its templates ask for in vain."""
        self.told.add(kind.name)
        if kind.is_occlusion:
            return
        sides = [side for _, *both in kind.cards for side in both]
        if any(side.has_script for side in sides):
            self.gathering.leave_out(SCRIPTS)
        unknown = sorted({name for side in sides for name in side.unknown})
        if unknown:
            names = ", ".join(f"'{name[:40]}'" for name in unknown[:3])
            message = f"the note type '{kind.name}' asks for a field it has not: {names}"
            self.gathering.complain(self.number, message, WARNING)

    def _rendered(self, ordinal: int, did: int) -> tuple[str, str] | None:
        """Return question and answer, or None after saying why there are none."""
        try:
            if flat := self.flat.get(ordinal):
                return flat[0].render(self.texts), flat[1].render(self.texts)
            return self._by_templates(ordinal, did)
        except TooLong:
            self.gathering.complain(
                self.number, f"this card has a text of more than {MAX_FIELD:,} characters"
            )
            return None

    def _by_templates(self, ordinal: int, did: int) -> tuple[str, str] | None:
        """Return what the templates make of the note, or None after saying why nothing."""
        kind = self.kind
        if kind is None or not kind.cards or not isinstance(ordinal, int):
            self.gathering.leave_out(NO_TYPE)
            return None
        if not kind.is_cloze and not 0 <= ordinal < len(kind.cards):
            self.gathering.leave_out(NO_TYPE)
            return None
        if kind.is_occlusion or (kind.is_cloze and "image-occlusion:" in self.texts[0]):
            self.gathering.leave_out(OCCLUSION)
            return None
        if kind.is_cloze and self.texts[0].count("{{c") * len(self.texts[0]) > MAX_CLOZE_WORK:
            self.gathering.complain(self.number, "this note has too many deletions for its length")
            return None
        name, front, back = kind.cards[0 if kind.is_cloze else ordinal]
        asked = front.has_specials or back.has_specials
        specials = self._specials(kind, name, did) if asked else _NO_SPECIALS
        card = Card(self.texts, ordinal, kind.is_cloze, specials, self.parts)
        return front.render(card), back.render(card)

    def _specials(self, kind: NoteType, card: str, did: int) -> dict[str, str]:
        deck = self.decks.get(did, "")
        return {
            "Tags": " ".join(self.tags),
            "Type": kind.name,
            "Deck": deck,
            "Subdeck": deck.rsplit("::", 1)[-1],
            "Card": card,
        }
