"""What is looked for among the drills: words, phrases and filters, as typed or as chosen."""

from __future__ import annotations

import enum
import re
from typing import NamedTuple

from trainer.domain.ids import DrillId
from trainer.errors import BadInput


class Field(enum.StrEnum):
    """What a term is held against. All but the first two are typed as ``name:value``."""

    WORD = "word"
    PHRASE = "phrase"
    IS = "is"
    KIND = "kind"
    TAG = "tag"
    DECK = "deck"


class State(enum.StrEnum):
    """What ``is:`` may ask for. ``DUE`` leaves out what is suspended or buried."""

    DUE = "due"
    NEW = "new"
    SEEN = "seen"
    SUSPENDED = "suspended"
    BURIED = "buried"
    FLAGGED = "flagged"
    LEECH = "leech"


class Term(NamedTuple):
    """One condition. A word holds for each word that begins with it, whatever its case.

    ``value`` of a tag may end in ``*``; that of a deck is its id, or, where
    no deck has that id, part of its title.
    """

    field: Field
    value: str
    is_excluded: bool = False


class Order(enum.StrEnum):
    """How what was found is ordered; what is equal stays in the order of decks and drills."""

    PLACE = "place"
    KIND = "kind"
    TEXT = "text"
    LEVEL = "level"
    DUE = "due"
    STABILITY = "stability"
    LAPSES = "lapses"
    REVIEWS = "reviews"


class Found(NamedTuple):
    """The drills found, as many as were asked for, and how many there are in all."""

    ids: tuple[DrillId, ...]
    total: int


_PIECE = re.compile(
    r"""
    (?P<minus>-)?
    (?:(?P<field>is|kind|tag|deck):)?
    (?:"(?P<quoted>[^"]*)"?|(?P<bare>[^\s"]+))
    """,
    re.VERBOSE | re.IGNORECASE,
)


def read_search(text: str) -> tuple[Term, ...]:
    """Return the terms that a user typed: ``kv cache tag:serving -is:new "per token"``.

    A minus in front excludes; a quotation mark that is not closed goes to the end. Raises BadInput
    for a state there is not.
    """
    return tuple(term for found in _PIECE.finditer(text) if (term := _term(found)) is not None)


def _term(found: re.Match[str]) -> Term | None:
    quoted, bare = found["quoted"], found["bare"]
    value = (quoted if bare is None else bare).strip()
    excluded = found["minus"] is not None
    if found["field"]:
        field = Field(found["field"].lower())
        if field is Field.IS:
            value = _state(value).value
    else:
        field = Field.WORD if quoted is None else Field.PHRASE
    return Term(field, value, excluded) if value else None


def _state(word: str) -> State:
    try:
        return State(word.lower())
    except ValueError as error:
        raise BadInput(
            f"there is no state {word!r}" if word else "is: needs a state",
            remedy="write one of " + ", ".join(f"is:{state}" for state in State),
        ) from error
