"""Templates that ask for nothing but a note's own fields, as nearly all do: put in at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from trainer.formats.bounds import MAX_FIELD

_BLANK = re.compile(r"(?:\s|&nbsp;|<br\s*/?>|</?div>)*", re.IGNORECASE)
_MANY = 6
"""A template that looks at more fields is not flattened: each has a form for every combination."""


class TooLong(Exception):
    """A card's text exceeds what a field may hold."""


@dataclass(frozen=True, slots=True)
class Put:
    """A field to put in: its place, or the name of something special, and filters."""

    index: int
    name: str
    filters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """What stands there only if a field says something, or only if it does not."""

    index: int
    name: str
    negated: bool
    inside: list[str | Put | Section]


Node = str | Put | Section


def says_something(text: str) -> bool:
    """Return whether a field holds more than blanks and breaks."""
    return bool(text) and _BLANK.fullmatch(text) is None


@dataclass
class Flat:
    """One side of a card as pieces in a row, for each choice of fields that say something."""

    nodes: list[Node]
    tested: tuple[int, ...]
    """The fields whose emptiness decides what is shown."""
    rows: dict[tuple[bool, ...], tuple[str | int, ...]] = field(default_factory=dict)

    def alone(self, fields: Sequence[str]) -> str:
        """Return the field that is all of this side, or "" where none is."""
        pieces = self._row(fields)
        only = pieces[0] if len(pieces) == 1 else ""
        return fields[only] if isinstance(only, int) else ""

    def render(self, fields: Sequence[str]) -> str:
        """Return the side's HTML; ``fields`` are all of the note type's. Raises TooLong."""
        pieces = self._row(fields)
        if len(pieces) == 1:
            only = pieces[0]
            return fields[only] if isinstance(only, int) else only
        parts = [fields[piece] if isinstance(piece, int) else piece for piece in pieces]
        # Counted before it is joined: a template may name a long field ten thousand times.
        if sum(map(len, parts)) > MAX_FIELD:
            raise TooLong
        return "".join(parts)

    def _row(self, fields: Sequence[str]) -> tuple[str | int, ...]:
        """Return the pieces that these fields choose."""
        says = (
            tuple([says_something(fields[index]) for index in self.tested]) if self.tested else ()
        )
        row = self.rows.get(says)
        if row is None:
            told = dict(zip(self.tested, says, strict=True))
            row = self.rows[says] = tuple(_pieces(self.nodes, told))
        return row


def flat(nodes: list[Node]) -> Flat | None:
    """Return ``nodes`` flattened, or None where they ask for more than fields as they stand."""
    tested: set[int] = set()
    if not _is_plain(nodes, tested) or len(tested) > _MANY:
        return None
    return Flat(nodes, tuple(sorted(tested)))


def _is_plain(nodes: list[Node], tested: set[int]) -> bool:
    for node in nodes:
        if isinstance(node, str):
            continue
        if node.index < 0 or (isinstance(node, Put) and node.filters):
            return False
        if isinstance(node, Section):
            tested.add(node.index)
            if not _is_plain(node.inside, tested):
                return False
    return True


def _pieces(nodes: list[Node], told: dict[int, bool]) -> list[str | int]:
    out: list[str | int] = []
    for node in nodes:
        if isinstance(node, str):
            out.append(node)
        elif isinstance(node, Put):
            out.append(node.index)
        elif told[node.index] != node.negated:
            out += _pieces(node.inside, told)
    return out
