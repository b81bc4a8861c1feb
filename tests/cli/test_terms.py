"""``triad terms``: what can be asked for and given."""

from __future__ import annotations

from tests.cli.conftest import Triad
from trainer.costmodel.terms import TERMS


def test_all_terms_with_unit_and_meaning(triad: Triad) -> None:
    lines = triad("terms").out.splitlines()
    assert [line.split()[0] for line in lines] == list(TERMS)
    assert any(line.startswith("memory_bandwidth ") and line.endswith("[byte/s]") for line in lines)


def test_those_with_a_word(triad: Triad) -> None:
    assert "output_price " in triad("terms", "OUTPUT").out
    assert "memory_bandwidth" not in triad("terms", "OUTPUT").out
    assert triad("terms", "zebra").out == "Nothing holds 'zebra'.\n"


def test_as_json_without_infinities(triad: Triad) -> None:
    data = triad("terms", "memory_bandwidth", "--json").data
    (term,) = [term for term in data["terms"] if term["name"] == "memory_bandwidth"]
    assert term["most"] is None
    assert term["low"] < term["high"]


def test_an_unknown_term_is_told_where_they_are_listed(triad: Triad) -> None:
    assert triad("solve", "zebra").err == (
        "triad: there is no term 'zebra'; 'triad terms' lists them all.\n"
    )
