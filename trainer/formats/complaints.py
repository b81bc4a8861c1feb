"""Puts a validation error into one sentence that an author of decks understands."""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_WANTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "list_type": "a list",
    "tuple_type": "a list",
    "dict_type": "a mapping (name: value)",
    "mapping_type": "a mapping (name: value)",
    "dataclass_type": "a mapping (name: value)",
    "dataclass_exact_type": "a mapping (name: value)",
}

_SIZES = {
    "string_too_short": "is empty",
    "too_short": "is empty; it needs at least one entry",
    "string_too_long": "is too long",
    "too_long": "has too many entries",
}


@dataclass(frozen=True, slots=True)
class Complaint:
    """What to say and where: ``path`` from the validated value down to the field at fault."""

    path: tuple[str | int, ...]
    message: str
    of_key: bool = False


def complaint(error: Mapping[str, Any], content: type, kind: str = "") -> Complaint:
    """Return the sentence for one of pydantic's errors about a ``content`` (of drill ``kind``)."""
    names = tuple(part for part in error["loc"] if not _is_internal(part))
    what = error["type"]
    if what == "missing":
        return Complaint(names[:-1], f"the field '{names[-1]}' is missing{_in(kind)}")
    if what in {"unexpected_keyword_argument", "extra_forbidden"}:
        return _unknown_field(names, content, kind)
    if what == "literal_error":
        return _not_among(error, names)
    field = f"'{names[-1]}'" if names else "this"
    return Complaint(names, f"{field} {_fault(error)}")


def _fault(error: Mapping[str, Any]) -> str:
    what = error["type"]
    if what in _WANTED:
        return f"must be {_WANTED[what]}, not {_shown(error.get('input'))}"
    if what in _SIZES:
        return _SIZES[what]
    message = str(error["msg"])
    return f"cannot be {_shown(error.get('input'))}: {message[:1].lower()}{message[1:]}"


def nearest(word: str, known: Sequence[str]) -> str:
    """Return "; did you mean 'x'?" for the nearest of ``known``, or the list of them."""
    near = difflib.get_close_matches(word.lower(), known, n=1, cutoff=0.6)
    return f"; did you mean '{near[0]}'?" if near else f"; there are {', '.join(known)}"


def _is_internal(part: object) -> bool:
    """Tell pydantic's own path parts (union members, keys) from those of the file."""
    return isinstance(part, str) and (part == "[key]" or "[" in part or part in _UNION_PARTS)


_UNION_PARTS = frozenset({"str", "int", "float", "bool", "none"})


def _unknown_field(names: tuple[str | int, ...], content: type, kind: str) -> Complaint:
    known = [item.name for item in dataclasses.fields(content)] if len(names) == 1 else []
    if kind and known:
        known += ["kind", "id", "tags", "level", "sources"]
    hint = nearest(str(names[-1]), known) if known else ""
    return Complaint(names, f"there is no field '{names[-1]}'{_in(kind)}{hint}", of_key=True)


def _not_among(error: Mapping[str, Any], names: tuple[str | int, ...]) -> Complaint:
    expected = [
        word.strip().strip("'")
        for word in error["ctx"]["expected"].replace(" or ", ", ").split(",")
    ]
    of_key = "[key]" in error["loc"]
    hint = nearest(str(error["input"]), expected)
    return Complaint(names, f"{_shown(error['input'])} is not known here{hint}", of_key=of_key)


def _in(kind: str) -> str:
    return f" in a drill of kind {kind}" if kind else ""


def _shown(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    text = str(value)
    return f"'{text[:40]}…'" if len(text) > 40 else f"'{text}'"
