"""The two sides of a card as HTML: a note's fields put into its note type's templates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from trainer.formats.anki import cloze
from trainer.formats.anki.ahead import Part
from trainer.formats.anki.fields import SCRIPTS
from trainer.formats.anki.flat import Flat, TooLong
from trainer.formats.anki.notetypes import NoteType
from trainer.formats.anki.templates import Card
from trainer.formats.base import WARNING
from trainer.formats.bounds import MAX_CLOZE_WORK, MAX_FIELD
from trainer.formats.gathering import Gathering

OCCLUSION = "cards with hidden parts of a picture (image occlusion)"
NO_TYPE = "cards whose note type or template is missing"

_NO_SPECIALS: dict[str, str] = {}

CardType = tuple[int, int]
"""A note type and the ordinal of one of its templates."""


@dataclass
class Sides:
    """Fills in the templates of one collection, and says what they ask for in vain."""

    gathering: Gathering
    types: dict[int, NoteType]
    decks: dict[int, str]
    told: set[str] = field(default_factory=set)
    """The note types of which was said what cannot be carried over."""
    number: int = 0
    kind: NoteType | None = None

    def all_at_once(self, part: Part, numbers: Sequence[int]) -> tuple[list[str], list[str]] | None:
        """Return questions and answers of ``part``, or None where one is not as simple as most.

        ``numbers`` says how many notes there are up to each card's.
        """
        cards = list(zip(part.kinds, part.ordinals, strict=True))
        places: dict[CardType, list[int]] = {card: [] for card in cards}
        for place, card in enumerate(cards):
            places[card].append(place)
        notes = [fields.split("\x1f") for fields in part.fields]
        fronts, backs = [""] * len(cards), [""] * len(cards)
        for card, here in places.items():
            flat = self._frugal(card)
            these = [notes[place] for place in here] if len(places) > 1 else notes
            if flat is None or min(map(len, these)) < len(self.types[card[0]].fields):
                return None
            try:
                sides = [side.column(these) for side in flat]
            except TooLong:
                return None
            for place, front, back in zip(here, *sides, strict=True):
                fronts[place], backs[place] = front, back
        for kind in dict.fromkeys(part.kinds):
            self._tell_of(self.types[kind], numbers[part.kinds.index(kind)])
        return fronts, backs

    def _frugal(self, card: CardType) -> tuple[Flat, Flat] | None:
        kind = self.types.get(card[0])
        flat = kind.flat.get(card[1]) if kind else None
        return flat if flat and flat[0].is_frugal and flat[1].is_frugal else None

    def begin(self, mid: int, tags: str, flds: str, number: int) -> None:
        """Turn to the next note, which is the ``number``th."""
        self.number = number
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
        if kind is not None:
            self._tell_of(kind, self.number)

    def _tell_of(self, kind: NoteType, number: int) -> None:
        """Note, once for each note type in use, what its templates ask for in vain."""
        if kind.name in self.told:
            return
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
            self.gathering.complain(number, message, WARNING)

    def rendered(self, ordinal: int, did: int) -> tuple[str, str] | None:
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
