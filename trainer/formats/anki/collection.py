"""The notes and cards of a collection as drills."""

from __future__ import annotations

from dataclasses import dataclass, field

from trainer.formats.anki import cloze
from trainer.formats.anki.database import Foreign
from trainer.formats.anki.fields import SCRIPTS, Fields
from trainer.formats.anki.flat import TooLong
from trainer.formats.anki.notetypes import FlatSides, NoteType, deck_names, note_types
from trainer.formats.anki.templates import Card
from trainer.formats.base import WARNING, PastAnswer
from trainer.formats.bounds import MAX_CLOZE_WORK, MAX_FIELD, MAX_RENDERED_BASE, MAX_RENDERED_SHARE
from trainer.formats.gathering import Gathering
from trainer.formats.steps import EVERY, Step

OCCLUSION = "cards with hidden parts of a picture (image occlusion)"
NO_QUESTION = "cards whose question is empty"
NO_TYPE = "cards whose note type or template is missing"
SUSPENDED = "suspended or buried cards, which come in as new ones do"
FILTERED = "cards in filtered decks, which go back to their own"

_CARDS = """
    select n.id, n.guid, n.mid, n.tags, n.flds, c.id, c.ord,
        case when c.odid <> 0 then c.odid else c.did end, c.queue, c.odid
    from cards c join notes n on n.id = c.nid order by c.nid, c.ord
"""
_ASIDE = (-1, -2, -3)
_NO_SPECIALS: dict[str, str] = {}
_NO_ANSWER = "(this card has no answer)"

Row = tuple[int, object, int, object, object, int, int, int, object, int]


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
        total = next(self.collection.rows("select count(*) from cards"))[0] or 1
        self.note: int | None = None
        self.number = 0
        for index, row in enumerate(self.collection.rows(_CARDS)):
            if not index % EVERY:
                step(min(1.0, index / total), f"{index:,} cards")
            if not self._row(row):
                break

    def _tell_of(self, kind: NoteType) -> None:
        """Note, once for each note type in use, what its templates ask for in vain."""
        if kind.is_occlusion or kind.name in self.told:
            return
        self.told.add(kind.name)
        sides = [side for _, *both in kind.cards for side in both]
        if any(side.has_script for side in sides):
            self.gathering.leave_out(SCRIPTS)
        unknown = sorted({name for side in sides for name in side.unknown})
        if unknown:
            names = ", ".join(f"'{name[:40]}'" for name in unknown[:3])
            message = f"the note type '{kind.name}' asks for a field it has not: {names}"
            self.gathering.complain(self.number, message, WARNING)

    def _row(self, row: Row) -> bool:
        """Take one card in; return whether to go on."""
        nid, guid, mid, tags, flds, cid, ordinal, did, queue, odid = row
        if nid != self.note:
            self.note = nid
            self.number += 1
            self.texts = str(flds).split("\x1f")
            self.parts: dict[str, cloze.Cloze] = {}
            self.kind = self.types.get(mid)
            self.flat = self._flat_sides(self.kind)
            self.tags = self.gathering.tags(str(tags))
        if queue in _ASIDE:
            self.gathering.leave_out(SUSPENDED)
        if odid:
            self.gathering.leave_out(FILTERED)
        rendered = self._rendered(ordinal, did)
        if rendered is None:
            return True
        self.left -= len(rendered[0]) + len(rendered[1])
        if self.left < 0:
            self.gathering.complain(
                self.number, "the cards from here on are left out: they unfold to enormous texts"
            )
            return False
        self._add(rendered, f"{guid}/{ordinal}", did, cid)
        return True

    def _flat_sides(self, kind: NoteType | None) -> FlatSides:
        """Return the sides of the note at hand that take nothing but its fields."""
        if kind is None:
            return {}
        self._tell_of(kind)
        self.texts += [""] * (len(kind.fields) - len(self.texts))
        return kind.flat

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

    def _add(self, rendered: tuple[str, str], key: str, did: int, cid: int) -> None:
        front = self.fields.markdown(rendered[0])
        if not front:
            self.gathering.leave_out(NO_QUESTION)
            return
        self.gathering.add(
            front,
            self.fields.markdown(rendered[1]) or _NO_ANSWER,
            line=self.number,
            key=key,
            deck=self.decks.get(did, ""),
            tags=self.tags,
            history=self.history.get(cid, ()),
        )
