"""Note types and decks of a collection, out of JSON (older) or tables of messages (newer)."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from trainer.formats.anki import wire
from trainer.formats.anki.database import Foreign
from trainer.formats.anki.flat import Flat
from trainer.formats.anki.templates import Template, compiled
from trainer.formats.bounds import MAX_TEMPLATES
from trainer.formats.cleaning import clean_name

_CLOZE = 1
_OCCLUSION = 6
"""What Anki calls the kind of a note type, and which stock note type it was made from."""


FlatSides = dict[int, tuple[Flat, Flat]]
"""Question and answer of cards, by their ordinals."""


class BadCollection(Exception):
    """What a collection says of its note types or decks cannot be read."""


@dataclass(frozen=True)
class NoteType:
    """A note type: its fields' names and the two sides of each of its cards."""

    name: str
    fields: tuple[str, ...]
    cards: tuple[tuple[str, Template, Template], ...]
    """Name, question and answer."""
    is_cloze: bool
    is_occlusion: bool

    @functools.cached_property
    def flat(self) -> FlatSides:
        """Question and answer of each card that asks for nothing but fields as they stand."""
        if self.is_cloze or self.is_occlusion:
            return {}
        return {
            ordinal: (front.flat, back.flat)
            for ordinal, (_, front, back) in enumerate(self.cards)
            if front.flat and back.flat
        }


def note_types(collection: Foreign) -> dict[int, NoteType]:
    """Return the note types by id. Raises BadCollection and NoTable."""
    if collection.has("notetypes"):
        return _from_tables(collection)
    models = _json_column(collection, "models")
    return {key: _from_json(model) for key, model in _by_id(models)}


def deck_names(collection: Foreign) -> dict[int, str]:
    """Return the decks' names, levels parted by ``::``, by id. Raises BadCollection, NoTable."""
    if collection.has("decks"):
        collection.columns("decks")
        rows = collection.rows("select id, name from decks")
        return {key: _deck_name(str(name)) for key, name in rows if isinstance(key, int)}
    decks = _json_column(collection, "decks")
    return {key: _deck_name(str(deck.get("name", ""))) for key, deck in _by_id(decks)}


def _deck_name(name: str) -> str:
    levels = (clean_name(level) for level in name.replace("\x1f", "::").split("::"))
    return "::".join(level for level in levels if level)


_JSON = {
    "models": "select models from col limit 1",
    "decks": "select decks from col limit 1",
}


def _json_column(collection: Foreign, column: str) -> Any:
    if column not in collection.columns("col"):
        raise BadCollection(column)
    row = next(collection.rows(_JSON[column]), None)
    try:
        return json.loads(row[0]) if row else {}
    except (ValueError, TypeError, RecursionError) as error:
        raise BadCollection(column) from error


def _by_id(found: object) -> Iterator[tuple[int, dict[str, Any]]]:
    if not isinstance(found, dict):
        raise BadCollection
    for key, value in list(found.items())[:MAX_TEMPLATES]:
        if isinstance(value, dict) and len(key) < 20 and key.lstrip("-").isdecimal():
            yield int(key), value


def _ordered(found: object) -> list[dict[str, Any]]:
    """Return the entries of a list in the order of their ``ord``, not of the list."""
    entries = (
        [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []
    )
    places = [entry.get("ord") for entry in entries]
    if all(isinstance(place, int) for place in places):
        entries.sort(key=lambda entry: int(entry["ord"]))
    return entries[:MAX_TEMPLATES]


def _from_json(model: dict[str, Any]) -> NoteType:
    fields = tuple(str(entry.get("name", "")) for entry in _ordered(model.get("flds")))
    sides = [
        (str(entry.get("name", "")), str(entry.get("qfmt", "")), str(entry.get("afmt", "")))
        for entry in _ordered(model.get("tmpls"))
    ]
    return _note_type(
        str(model.get("name", "")),
        fields,
        sides,
        is_cloze=model.get("type") == _CLOZE,
        is_occlusion=model.get("originalStockKind") == _OCCLUSION,
    )


def _from_tables(collection: Foreign) -> dict[int, NoteType]:
    for table in ("notetypes", "fields", "templates"):
        collection.columns(table)
    fields: dict[int, list[str]] = {}
    for key, name in collection.rows("select ntid, name from fields order by ntid, ord"):
        fields.setdefault(key, []).append(str(name))
    sides: dict[int, list[tuple[str, str, str]]] = {}
    query = "select ntid, name, config from templates order by ntid, ord"
    for count, (key, name, config) in enumerate(collection.rows(query)):
        if count >= MAX_TEMPLATES:
            break
        front, back = _texts(config, 1), _texts(config, 2)
        sides.setdefault(key, []).append((str(name), front, back))
    found = {}
    for key, name, config in collection.rows("select id, name, config from notetypes"):
        found[key] = _note_type(
            str(name),
            tuple(fields.get(key, ())[:MAX_TEMPLATES]),
            sides.get(key, []),
            is_cloze=_number(config, 1) == _CLOZE,
            is_occlusion=_number(config, 9) == _OCCLUSION,
        )
        if len(found) >= MAX_TEMPLATES:
            break
    return found


def _texts(config: object, wanted: int) -> str:
    try:
        return wire.text(config, wanted) if isinstance(config, bytes) else ""
    except wire.BadMessage as error:
        raise BadCollection("templates") from error


def _number(config: object, wanted: int) -> int:
    try:
        return wire.number(config, wanted) if isinstance(config, bytes) else 0
    except wire.BadMessage as error:
        raise BadCollection("notetypes") from error


def _note_type(
    name: str,
    fields: tuple[str, ...],
    sides: list[tuple[str, str, str]],
    *,
    is_cloze: bool,
    is_occlusion: bool,
) -> NoteType:
    return NoteType(
        clean_name(name),
        fields,
        tuple(
            (clean_name(card), compiled(front, fields), compiled(back, fields, back=True))
            for card, front, back in sides
        ),
        is_cloze,
        is_occlusion,
    )
