"""The fields of a deck file, declared once: the checks and the JSON Schema derive from here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Annotated, Any, Literal

from annotated_types import Ge, Le, Len

from trainer.drills.base import Text
from trainer.drills.kinds import KINDS
from trainer.formats.bounds import MAX_DRILLS

FORMAT = "triad-deck/1"

WORD = r"[a-z0-9][a-z0-9._-]{0,79}"
"""What an id may be: it becomes part of file names, searches and logs."""


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """Where a fact comes from, named once per deck, and for how long it may be trusted."""

    __pydantic_config__ = {"extra": "forbid", "coerce_numbers_to_str": True}  # noqa: RUF012

    title: Text
    date: str = ""
    shelf_life: str = ""


@dataclass(frozen=True, slots=True)
class CourseEntry:
    """Where the deck stands in a course, and what its topics build on."""

    __pydantic_config__ = {"extra": "forbid", "coerce_numbers_to_str": True}  # noqa: RUF012

    name: str = ""
    order: Annotated[int, Ge(1), Le(1000)] = 1
    needs: Mapping[str, tuple[Annotated[str, Len(1, 161)], ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Header:
    """The fields of a deck file."""

    __pydantic_config__ = {"extra": "forbid", "coerce_numbers_to_str": True}  # noqa: RUF012

    format: Literal["triad-deck/1"]
    id: Annotated[str, Len(1)]
    title: Text
    drills: Annotated[list[Any], Len(1, MAX_DRILLS)]
    aim: str = ""
    language: str = "en"
    licence: str = ""
    sources: Mapping[str, SourceEntry] = field(default_factory=dict)
    course: CourseEntry | None = None


@dataclass(frozen=True, slots=True)
class Common:
    """The fields that every drill may have, whatever its kind."""

    __pydantic_config__ = {"extra": "forbid", "coerce_numbers_to_str": True}  # noqa: RUF012

    kind: str
    id: str | None = None
    tags: tuple[Annotated[str, Len(1, 80)], ...] = ()
    level: Annotated[int, Ge(1), Le(3)] | None = None
    sources: tuple[str, ...] = ()


REQUIRED = ("format", "id", "title", "drills")
HEADER_FIELDS = (
    *REQUIRED, "aim", "language", "licence", "sources", "course",
)  # fmt: skip

COMMON_FIELDS = ("kind", "id", "tags", "level", "sources")


_ADAPTERS: dict[type, Any] = {}
_ONE_AT_A_TIME = Lock()
"""Two workers that import pydantic at once can each meet the other's half of it: an ImportError."""


def adapter(content: type) -> Any:
    """Return pydantic's validator for a declared type, made on first use."""
    with _ONE_AT_A_TIME:
        if content not in _ADAPTERS:
            from pydantic import TypeAdapter

            _ADAPTERS[content] = TypeAdapter(content)
        return _ADAPTERS[content]


_SAID = {
    "format": "Which format this is; always the same.",
    "id": "Stable for ever: what is learnt is kept under it.",
    "title": "What the library shows.",
    "aim": "What somebody can do who has learnt this deck.",
    "language": "Of the texts, as in 'en' or 'de-CH'.",
    "licence": "Under which the deck may be passed on, best as an SPDX identifier.",
    "sources": "Where facts come from, by names that the drills refer to.",
    "course": "The course that the deck is part of: its drills are then met in a course's order.",
    "name": "The same in all decks of the course; by itself the deck is one.",
    "order": "Which place the deck has in the course, from 1.",
    "needs": "Topics, each with those that come before it; of another deck as 'deck-id/topic'.",
    "drills": "What is practised, one entry each.",
    "kind": "What sort of drill it is; the other fields depend on it.",
    "tags": "Words to find it by.",
    "level": "1 easy, 2, 3 hard.",
    "date": "As exact as is known: 2026, 2026-11 or 2026-11-26.",
    "shelf_life": "For how long its facts may be trusted, as in '18 months'.",
    "why": "Shown after the answer; Markdown.",
}
"""What an editor says of a field while it is typed."""


def json_schema() -> dict[str, object]:
    """Return the JSON Schema of a deck file, derived from the declarations, for editors."""
    schema: dict[str, Any] = adapter(Header).json_schema()
    common = adapter(Common).json_schema()
    definitions = schema.setdefault("$defs", {})
    for node in (schema, common, *definitions.values()):
        _as_read(node)
    entries = []
    for kind in KINDS:
        own = adapter(kind.content_type).json_schema(ref_template="#/$defs/{model}")
        definitions.update(own.pop("$defs", {}))
        if kind.content_type.__pydantic_config__.get("coerce_numbers_to_str"):
            _as_read(own)
        own["title"] = f"{kind.name} drill"
        own["properties"] = {
            **common["properties"],
            **own["properties"],
            "kind": {"const": kind.name, "description": _SAID["kind"]},
        }
        own["required"] = ["kind", *own.get("required", [])]
        entries.append(own)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = f"Triad Trainer deck ({FORMAT})"
    schema["properties"]["drills"]["items"] = {"oneOf": entries}
    return schema


def _as_read(schema: dict[str, Any]) -> None:
    """Make the fields of one mapping say what the reader takes and what they are for.

    A number stands for its own spelling where a text is wanted; an id is a word.
    """
    for name, field_schema in schema["properties"].items():
        if name in _SAID:
            field_schema["description"] = _SAID[name]
        listed = [field_schema.get("items", {})]
        if isinstance(inside := field_schema.get("additionalProperties"), dict):
            listed.append(inside.get("items", {}))
        for node in (field_schema, *field_schema.get("anyOf", ()), *listed):
            if node.get("type") == "string":
                node["type"] = ["string", "number"]
                if name == "id":
                    node["pattern"] = f"^{WORD}$"
