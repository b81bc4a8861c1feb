"""The JSON Schema that editors complete decks with: sound, and of one mind with the reader.

The few keywords that it uses are checked by hand below; a schema library is not worth a dependency.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from trainer.drills.kinds import KINDS
from trainer.formats.declared import json_schema
from trainer.formats.yaml_tree import read_tree

DATA = Path(__file__).parent.parent / "data" / "decks"
SHIPPED = Path(__file__).parents[2] / "decks"

TYPES = {
    "string": str,
    "number": int | float,
    "integer": int,
    "boolean": bool,
    "array": list,
    "object": dict,
    "null": type(None),
}
KEYWORDS = {
    *("$schema", "$ref", "$defs", "title", "description", "default", "type", "properties"),
    *("required", "additionalProperties", "propertyNames", "items", "oneOf", "anyOf", "enum"),
    *("const", "minItems", "maxItems", "minLength", "maxLength", "minimum", "maximum"),
    *("minProperties", "prefixItems", "pattern"),
}
SCHEMA: dict[str, Any] = json.loads(json.dumps(json_schema()))


def schemas(node: Any = SCHEMA) -> list[dict[str, Any]]:
    """Return every schema below ``node``, itself included."""
    found = [node]
    for keyword in ("items", "additionalProperties", "propertyNames"):
        if isinstance(node.get(keyword), dict):
            found += schemas(node[keyword])
    for keyword in ("properties", "$defs"):
        for inner in node.get(keyword, {}).values():
            found += schemas(inner)
    for keyword in ("oneOf", "anyOf"):
        for inner in node.get(keyword, []):
            found += schemas(inner)
    return found


def fits(value: Any, schema: dict[str, Any]) -> bool:
    """Whether ``value`` is allowed by ``schema``, of which only KEYWORDS are known."""
    if "$ref" in schema:
        return fits(value, SCHEMA["$defs"][schema["$ref"].removeprefix("#/$defs/")])
    if "const" in schema and value != schema["const"]:
        return False
    if "enum" in schema and value not in schema["enum"]:
        return False
    if "anyOf" in schema and not any(fits(value, each) for each in schema["anyOf"]):
        return False
    if "oneOf" in schema and sum(fits(value, each) for each in schema["oneOf"]) != 1:
        return False
    return _has_type(value, schema) and _fits_inside(value, schema) and _fits_size(value, schema)


def _has_type(value: Any, schema: dict[str, Any]) -> bool:
    names = schema.get("type", list(TYPES))
    names = names if isinstance(names, list) else [names]
    if isinstance(value, bool):
        return "boolean" in names
    return any(isinstance(value, TYPES[name]) for name in names)


def _fits_inside(value: Any, schema: dict[str, Any]) -> bool:
    if isinstance(value, list):
        return all(fits(item, schema.get("items", {})) for item in value)
    if not isinstance(value, dict):
        return True
    known, more = schema.get("properties", {}), schema.get("additionalProperties", {})
    names = schema.get("propertyNames", {})
    return (
        set(schema.get("required", [])) <= value.keys()
        and all(fits(name, names) for name in value)
        and all(fits(value[name], known[name]) for name in value.keys() & known.keys())
        and all(
            more is not False and fits(value[name], more) for name in value.keys() - known.keys()
        )
    )


def _fits_size(value: Any, schema: dict[str, Any]) -> bool:
    if isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        return False
    if isinstance(value, str):
        return schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", 10**6)
    if isinstance(value, list):
        return schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", 10**6)
    if isinstance(value, dict):
        return len(value) >= schema.get("minProperties", 0)
    if isinstance(value, int | float):
        return schema.get("minimum", value) <= value <= schema.get("maximum", value)
    return True


def test_it_says_which_json_schema_it_is() -> None:
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert SCHEMA["type"] == "object"


def test_only_known_keywords_are_used_so_that_the_checks_here_mean_something() -> None:
    used = {keyword for schema in schemas() for keyword in schema}
    assert used <= KEYWORDS, used - KEYWORDS


def test_every_type_is_one_and_everything_required_is_there() -> None:
    for schema in schemas():
        names = schema.get("type", [])
        assert set(names if isinstance(names, list) else [names]) <= TYPES.keys()
        assert set(schema.get("required", [])) <= set(schema.get("properties", {}))


def test_every_reference_leads_somewhere() -> None:
    references = re.findall(r'"\$ref": "#/\$defs/([^"]+)"', json.dumps(SCHEMA))
    assert set(references) <= SCHEMA.get("$defs", {}).keys()


def test_every_kind_is_listed() -> None:
    listed = [
        entry["properties"]["kind"]["const"]
        for entry in SCHEMA["properties"]["drills"]["items"]["oneOf"]
    ]
    assert listed == [kind.name for kind in KINDS]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_has_the_common_fields_and_forbids_others(kind: Any) -> None:
    entries = SCHEMA["properties"]["drills"]["items"]["oneOf"]
    (entry,) = [each for each in entries if each["properties"]["kind"]["const"] == kind.name]
    assert {"kind", "id", "tags", "level", "sources"} <= entry["properties"].keys()
    assert entry["additionalProperties"] is False
    assert "kind" in entry["required"]


@pytest.mark.no_cover
@pytest.mark.parametrize("path", [*sorted(SHIPPED.glob("*.yaml"))], ids=lambda path: path.stem)
def test_the_shipped_decks_fit(path: Path) -> None:
    deck: Any = read_tree(path.read_text("utf-8")).data
    for drill in deck["drills"]:
        assert fits(drill, SCHEMA["properties"]["drills"]["items"]), drill
    assert fits(deck, SCHEMA)


GOOD: Any = {
    "format": "triad-deck/1",
    "id": "d",
    "title": "D",
    "drills": [{"kind": "recall", "front": "Q", "back": "A", "level": 1, "tags": ["x"]}],
}
CONTRAST = {"kind": "contrast", "bad": "B", "good": "G", "lacks": {"cost": None}}
ESTIMATE = {"kind": "estimate", "question": "Q", "asked": "x", "givens": {"a": 1}}


@pytest.mark.parametrize(
    "drill",
    [
        CONTRAST,
        ESTIMATE,
        {**ESTIMATE, "givens": {"a": "$1"}},
        {**ESTIMATE, "givens": {"a": {"between": [1, "2 M"], "digits": 1}}},
        {**ESTIMATE, "givens": {"a": {"one_of": [1, 2, 3]}}},
    ],
)
def test_what_the_reader_takes_fits(drill: dict[str, Any]) -> None:
    assert fits({**GOOD, "drills": [*GOOD["drills"], drill]}, SCHEMA)


def test_numbers_that_are_read_as_their_spelling_fit() -> None:
    sources = {"a": {"title": 5, "date": 2026, "shelf_life": "6 months"}}
    drill = {"kind": "recall", "front": 12, "back": 1.5, "tags": [2026], "id": 7}
    assert fits({**GOOD, "title": 2026, "sources": sources, "drills": [drill]}, SCHEMA)


@pytest.mark.parametrize(
    "change",
    [
        {"format": "triad-deck/2"},
        {"title": ""},
        {"drills": []},
        {"titel": "D"},
        {"id": "My Deck"},
        {"drills": [{"kind": "recall", "front": "Q", "back": "A", "id": "No word"}]},
        {"sources": {"a": {"title": True}}},
        {"sources": {"a": {"date": "2026"}}},
        {"sources": {"a": {"title": "X", "url": "Y"}}},
        {"drills": [{"kind": "recall", "front": "Q"}]},
        {"drills": [{"kind": "recal", "front": "Q", "back": "A"}]},
        {"drills": [{"kind": "recall", "front": "Q", "back": "A", "fornt": "Q"}]},
        {"drills": [{"kind": "recall", "front": "Q", "back": "A", "level": 4}]},
        {"drills": [{"kind": "recall", "front": "Q", "back": "A", "tags": "x"}]},
        {"drills": [{**CONTRAST, "lacks": {}}]},
        {"drills": [{**CONTRAST, "lacks": {"coost": ""}}]},
        {"drills": [{**ESTIMATE, "givens": {}}]},
        {"drills": [{**ESTIMATE, "givens": {"a": {"between": [1]}}}]},
        {"drills": [{**ESTIMATE, "givens": {"a": {"one_of": [1]}}}]},
        {"drills": [{**ESTIMATE, "basis": "exakt"}]},
    ],
)
def test_what_the_reader_refuses_does_not_fit(change: dict[str, Any]) -> None:
    assert fits(GOOD, SCHEMA)
    assert not fits({**GOOD, **change}, SCHEMA)
