"""The deck of numbers to know against the catalogue: what is learnt is what is counted with.

How a drill names the figures it states is told at the top of the deck.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from ruamel.yaml import YAML

from trainer.places import shipped
from trainer.units.quantity import read_quantity

DECK = YAML(typ="safe").load(shipped("decks") / "numbers-to-know.yaml")
CATALOGUE_TOPICS = {"accelerators", "language-models", "prices"}
SPOT, OVER = "spot.", ".over."
UNITS = {
    "peak_flops": "FLOP/s",
    "fp8_flops": "FLOP/s",
    "int8_flops": "FLOP/s",
    "fp4_flops": "FLOP/s",
    "gpu_memory": "byte",
    "memory_bandwidth": "byte/s",
    "link_bandwidth": "byte/s",
    "price_per_gpu_hour": "USD/GPU/hour",
    "input_price": "USD/Mtoken",
    "output_price": "USD/Mtoken",
    "cached_price": "USD/Mtoken",
}
"""In what a figure is kept in the catalogue; the figures of language models are plain numbers."""

Entry = Mapping[str, Any]
Fact = tuple[float, str]


def _entries() -> Iterator[Entry]:
    for name in ("models", "accelerators", "prices"):
        path = shipped("resources") / "catalogue" / f"{name}.json"
        yield from json.loads(path.read_text("utf-8"))[name]


ENTRIES = tuple(_entries())


def _figure(entry: str, field: str) -> float:
    """Return the catalogue's figure; an id may stand for a model and for its price."""
    found = [known[field] for known in ENTRIES if known["id"] == entry and field in known]
    assert len(found) == 1, f"the catalogue has {len(found)} entries '{entry}' with '{field}'"
    return float(found[0])


def _split(name: str) -> tuple[str, list[str]]:
    """Return the entry and the fields of ``ENTRY.FIELD.FIELD``; an entry may hold dots, too."""
    fields = {field for entry in ENTRIES for field in entry}
    words, named = name.split("."), []
    while words[-1] in fields:
        named.insert(0, words.pop())
    assert named, f"no field of the catalogue in '{name}'"
    return ".".join(words), named


def facts(drill_id: str) -> list[Fact]:
    """Return the figures that a drill of this id states, each with the unit it is kept in."""
    name, over, below = drill_id.removeprefix(SPOT).partition(OVER)
    entry, fields = _split(name)
    if not over:
        return [(_figure(entry, field), UNITS.get(field, "1")) for field in fields]
    (field,) = fields
    same_entry = any(known["id"] == entry and below in known for known in ENTRIES)
    divisor = _figure(entry, below) if same_entry else _figure(below, field)
    return [(_figure(entry, field) / divisor, "1")]


def stated(drill: Mapping[str, Any]) -> list[str]:
    """Return what the drill says: its bold phrases, or what is right in place of its flaws."""
    if drill["kind"] == "spot":
        return [str(flaw["right"]) for flaw in drill["flaws"]]
    return re.findall(r"\*\*(.+?)\*\*", drill["back"])


def rounded_alike(figure: float, known: float) -> bool:
    """Return whether ``figure`` is ``known`` within half of its second significant digit."""
    half = 0.5 * 10 ** (math.floor(math.log10(known)) - 1)
    return abs(figure - known) <= half * (1 + 1e-9)


WITH_FACTS = [drill for drill in DECK["drills"] if "." in drill["id"]]


@pytest.mark.parametrize("drill", WITH_FACTS, ids=lambda drill: drill["id"])
def test_a_figure_to_know_is_the_one_the_catalogue_has(drill):
    expected, said = facts(drill["id"]), stated(drill)
    assert len(said) >= len(expected)
    for (known, unit), text in zip(expected, said, strict=False):
        figure = read_quantity(text, unit).value
        assert rounded_alike(figure, known), f"{text} is stated, the catalogue has {known} {unit}"


def test_figures_of_the_catalogue_are_asked_under_their_names():
    unnamed = [
        drill["id"]
        for drill in DECK["drills"]
        if drill["tags"][0] in CATALOGUE_TOPICS
        and drill["kind"] == "recall"
        and drill not in WITH_FACTS
    ]
    assert unnamed == []
    assert len(WITH_FACTS) >= 80


def test_every_figure_has_a_date_and_a_shelf_life():
    assert all(source.keys() >= {"date", "shelf_life"} for source in DECK["sources"].values())
    assert all(drill["sources"] for drill in DECK["drills"])


@pytest.mark.parametrize(
    ("figure", "known", "alike"),
    [
        (3.4, 3.35, True),
        (3.3, 3.35, True),
        (3.5, 3.35, False),
        (990, 989, True),
        (1000, 989, False),
    ],
)
def test_two_significant_figures_are_what_is_compared(figure, known, alike):
    assert rounded_alike(figure, known) is alike


def test_what_an_id_says_is_read_with_dots_in_names_of_entries():
    assert facts("llama3.1-70b.layers.kv_heads") == [(80, "1"), (8, "1")]
    assert facts("gpt-5.5.output_price") == [(30, "USD/Mtoken")]
    assert facts("gpt-5.output_price.over.input_price") == [(8, "1")]
    assert facts("h100-sxm.link_bandwidth.over.a100-80-sxm") == [(1.5, "1")]
