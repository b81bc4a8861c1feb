"""Puts validation errors into sentences that an author of decks understands."""

from __future__ import annotations

import dataclasses
import itertools
import typing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from trainer.errors import did_you_mean, nearest
from trainer.formats.base import ERROR

Names = tuple[str | int, ...]
"""From the validated value down to one field: keys and list indices."""

_WANTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "finite_number": "a whole number",
    "int_parsing_size": "a smaller number",
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
    "predicate_failed": "is blank",
    "too_short": "is empty; it needs at least one entry",
    "string_too_long": "is too long",
    "too_long": "has too many entries",
}

_LIMITS = {
    "greater_than_equal": ("at least", "ge"),
    "less_than_equal": ("at most", "le"),
}

_UNKNOWN = frozenset({"unexpected_keyword_argument", "extra_forbidden"})
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Complaint:
    """What to say and where: ``path`` from the validated value down to the field at fault."""

    path: Names
    message: str
    of_key: bool = False
    severity: str = ERROR


def complaints(
    errors: Iterable[Mapping[str, Any]], content: type, kind: str = "", also: Sequence[str] = ()
) -> list[Complaint]:
    """Return the sentences for pydantic's ``errors`` about a ``content`` (of drill ``kind``).

    ``also`` names fields that stand beside those of ``content``. A field that is missing because
    its name is misspelt is complained of once, as a misspelling.
    """
    errors = list(_one_for_each_choice(errors))
    unknown = [_unknown_field(error["loc"], content, kind, also) for error in errors
               if error["type"] in _UNKNOWN]  # fmt: skip
    meant = {(*found.path[:-1], near) for found, near in unknown}
    missing = [_missing(error["loc"], kind) for error in errors
               if error["type"] == "missing" and error["loc"] not in meant]  # fmt: skip
    wrong = [_wrong(error) for error in errors if error["type"] not in _UNKNOWN | {"missing"}
             and not _follows(error, errors)]  # fmt: skip
    return [*missing, *(complaint for complaint, _ in unknown), *wrong]


def misspelt(
    errors: Iterable[Mapping[str, Any]], content: type, also: Sequence[str] = ()
) -> dict[Names, str]:
    """Return where a name is misspelt, and what is meant, as far as that is clear.

    A field of ``also`` is of no concern here.
    """
    found: dict[Names, str] = {}
    for error in errors:
        loc = tuple(error["loc"])
        if error["type"] in _UNKNOWN:
            _, near = _unknown_field(loc, content, "", also)
            found[loc] = "" if len(loc) == 1 and near in also else near
        elif error["type"] == "literal_error" and loc[-1:] == ("[key]",):
            found[loc[:-1]] = meant_by(str(error["input"]), _expected(error))
    return {loc: near for loc, near in found.items() if near}


def meant_by(word: str, known: Sequence[str]) -> str:
    """Return the one of ``known`` that ``word`` may be a misspelling of, or ""."""
    return next(iter(nearest(word.lower(), known, alike=0.7)), "")


def key_of(name: str, entry: Mapping[str, object], known: Sequence[str]) -> str:
    """Return the key under which ``entry`` has the field ``name``, misspelt or not."""
    if name in entry:
        return name
    return next((key for key in entry if meant_by(key, known) == name), name)


def hint(word: str, known: Sequence[str]) -> str:
    """Return "; did you mean 'x'?" for the nearest of ``known``, or the list of them."""
    near = meant_by(word, known)
    if near:
        return f"; {did_you_mean([near])}"
    return f"; there are {', '.join(known)}" if known else ""


def shown(value: object) -> str:
    """Return ``value`` as a sentence can hold it: short, and in the words of a deck file."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    text = str(value)
    short = f"{text[:_SHOWN]}…" if len(text) > _SHOWN else text
    return short if isinstance(value, int | float) else f"'{short}'"


def bad_word(word: str) -> str:
    """Return the sentence for ``word`` where an id is wanted."""
    return (
        f"{shown(word)} cannot be an id; use up to 80 lower-case letters, digits, '-', '_' and"
        " '.', beginning with a letter or digit"
    )


_CHOICES = {"str": "text", "int": "a number", "float": "a number"}
"""What a value may be one of: pydantic tries each, and names it behind the place."""


def _one_for_each_choice(errors: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Yield the errors, those of a value that is none of several types as a single one."""
    for loc, tried in itertools.groupby(errors, _choice):
        group = list(tried)
        if not loc or len(group) == 1:
            yield from group
            continue
        wanted = " or ".join(dict.fromkeys(_CHOICES[error["loc"][-1]] for error in group))
        yield {"type": "union", "loc": loc, "input": group[0]["input"], "ctx": {"wanted": wanted}}


def _choice(error: Mapping[str, Any]) -> Names:
    """Return the place of a value that was tried as one of several types; no place for others."""
    *loc, last = error["loc"] or [""]
    return tuple(loc) if error["type"] == _TRIED.get(last) else ()


_TRIED = {"str": "string_type", "int": "int_type", "float": "float_type"}


def _follows(error: Mapping[str, Any], errors: Sequence[Mapping[str, Any]]) -> bool:
    """Return whether a list is too short only because of what is wrong with its entries."""
    here = error["loc"]
    return error["type"] == "too_short" and any(
        other["loc"][: len(here)] == here and len(other["loc"]) > len(here) for other in errors
    )


def _missing(names: Names, kind: str) -> Complaint:
    return Complaint(names[:-1], f"the field '{names[-1]}' is missing{_in(kind)}")


def _unknown_field(
    names: Names, content: type, kind: str, also: Sequence[str]
) -> tuple[Complaint, str]:
    known = _fields_at(content, names[:-1])
    if len(names) == 1:
        known += also
    word = str(names[-1])
    where = _in(kind) if len(names) == 1 else f" in {_name(names[:-1])}"
    message = f"there is no field {shown(word)}{where}{hint(word, known)}"
    return Complaint(names, message, of_key=True), meant_by(word, known)


def _fields_at(content: Any, names: Names) -> list[str]:
    """Return the fields of the dataclass that stands at ``names`` below ``content``."""
    for name in names:
        if dataclasses.is_dataclass(content):
            content = typing.get_type_hints(content)[str(name)]
        else:
            # Of a mapping the values', of a list the entries'; tuple[X, ...] names them first.
            content = [part for part in typing.get_args(content) if part is not Ellipsis][-1]
        content = _without_none(content)
    return [item.name for item in dataclasses.fields(content)]


def _without_none(hint: Any) -> Any:
    parts = typing.get_args(hint)
    return parts[0] if parts[-1:] == (type(None),) else hint


def _wrong(error: Mapping[str, Any]) -> Complaint:
    # pydantic marks a fault of a key by a last step "[key]".
    of_key = error["loc"][-1:] == ("[key]",)
    names = error["loc"][:-1] if of_key else error["loc"]
    if error["type"] == "literal_error":
        return _not_among(error, names, of_key=of_key)
    return Complaint(names, f"{_name(names)} {_fault(error)}", of_key)


def _not_among(error: Mapping[str, Any], names: Names, *, of_key: bool) -> Complaint:
    word = error["input"]
    fault = "is not known here" if of_key else f"cannot be {shown(word)}"
    return Complaint(names, f"{_name(names)} {fault}{hint(str(word), _expected(error))}", of_key)


def _expected(error: Mapping[str, Any]) -> list[str]:
    expected = error["ctx"]["expected"].replace(" or ", ", ")
    return [word.strip().strip("'") for word in expected.split(",")]


def _fault(error: Mapping[str, Any]) -> str:
    what, value = error["type"], error["input"]
    if what in _WANTED:
        return f"must be {_WANTED[what]}, not {shown(value)}{_mended(what, value)}"
    if what == "union":
        return f"must be {error['ctx']['wanted']}, not {shown(value)}"
    if what in _SIZES:
        return _SIZES[what]
    if what in _LIMITS:
        words, limit = _LIMITS[what]
        return f"is {words} {error['ctx'][limit]}, not {shown(value)}"
    message = str(error["msg"])
    return f"cannot be {shown(value)}: {message[:1].lower()}{message[1:]}"


def _mended(what: str, value: object) -> str:
    """Return what would mend a wrong type, where the author's intention is plain."""
    if what == "string_type" and isinstance(value, bool):
        return "; put quotes round it if it is meant as text"
    if what in {"list_type", "tuple_type"} and isinstance(value, str):
        return f"; write [{value}]" if len(value) <= _SHOWN else "; put [ ] round it"
    return ""


def _name(names: Names) -> str:
    if not names:
        return "this"
    if isinstance(names[-1], int):
        return f"entry {names[-1] + 1} of '{names[-2]}'"
    return shown(names[-1])


def _in(kind: str) -> str:
    return f" in a drill of kind {kind}" if kind else ""
