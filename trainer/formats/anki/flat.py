"""Templates that ask for nothing but a note's own fields, as nearly all do: put in at once."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from trainer.formats.bounds import MAX_FIELD

_BLANK = re.compile(r"(?:\s|&nbsp;|<br\s*/?>|</?div>)*", re.IGNORECASE)
_MANY = 6
"""A template that looks at more fields is not flattened: each has a form for every combination."""

_LITTLE = 1000
"""So many characters a frugal template adds to the fields at most."""


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

    @functools.cached_property
    def is_frugal(self) -> bool:
        """Whether it can hardly be longer than the fields: each is there once, and little else."""
        put: list[int] = []
        said = _counted(self.nodes, put)
        return said <= _LITTLE and len(put) == len(set(put))

    def column(self, notes: Sequence[Sequence[str]]) -> list[str]:
        """Return the side of many cards, each given by its note's fields. Raises TooLong."""
        says = [[says_something(note[index]) for note in notes] for index in self.tested]
        chosen = set(zip(*says, strict=True)) if says else {()}
        pieces = self._pieces(chosen.pop())
        only = pieces[0] if not chosen and len(pieces) == 1 else ""
        if isinstance(only, int):
            return [note[only] for note in notes]
        return list(map(self.render, notes))

    def render(self, fields: Sequence[str]) -> str:
        """Return the side's HTML; ``fields`` are all of the note type's. Raises TooLong."""
        pieces = self._pieces(tuple([says_something(fields[index]) for index in self.tested]))
        if len(pieces) == 1:
            only = pieces[0]
            return fields[only] if isinstance(only, int) else only
        parts = [fields[piece] if isinstance(piece, int) else piece for piece in pieces]
        # Counted before it is joined: a template may name a long field ten thousand times.
        if sum(map(len, parts)) > MAX_FIELD:
            raise TooLong
        return "".join(parts)

    def _pieces(self, says: tuple[bool, ...]) -> tuple[str | int, ...]:
        """Return the pieces for this choice of tested fields that say something."""
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


def _counted(nodes: list[Node], put: list[int]) -> int:
    """Return how many characters ``nodes`` add to the fields; ``put`` hears which those are."""
    said = 0
    for node in nodes:
        if isinstance(node, str):
            said += len(node)
        elif isinstance(node, Put):
            put.append(node.index)
        else:
            said += _counted(node.inside, put)
    return said


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
