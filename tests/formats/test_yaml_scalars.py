"""What an unquoted word is, by YAML 1.2's core schema, and that numbers keep their spelling."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.formats.yaml_tree import Decimal, Whole, plain_scalar, read_tree


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("Null", None),
        ("NULL", None),
        ("true", True),
        ("True", True),
        ("TRUE", True),
        ("false", False),
        ("False", False),
        ("FALSE", False),
        ("0", 0),
        ("-7", -7),
        ("+7", 7),
        ("007", 7),
        ("999999999999999999", 999_999_999_999_999_999),
        ("1.5", 1.5),
        ("1.", 1.0),
        (".5", 0.5),
        ("-1.5e3", -1500.0),
        ("1e3", 1000.0),
        ("1E-3", 0.001),
        ("1000000000000000000000", 1e21),
    ],
)
def test_what_the_core_schema_reads(text: str, value: object) -> None:
    found = plain_scalar(text)
    assert found == value
    assert isinstance(found, type(value))


@pytest.mark.parametrize(
    "text",
    [
        # YAML 1.1 made booleans, numbers and times of these; 1.2 does not.
        *("yes", "no", "on", "off", "y", "n", "1_000", "12:30", "2026-11-24", "0b1"),
        # Neither of these is a quantity an author of decks would write.
        *("0x10", "0o7", ".inf", "-.inf", ".nan", ".Inf", "nan", "inf", "NaN", "Infinity"),
        *("1e999", "-1e999", "9" * 40, "1e1000", "1.2.3", "e3", ".", "-", "+", "1 M", "٣"),
        *("nUll", "tRue", " 1", "1 ", "1\n"),
    ],
)
def test_everything_else_is_text(text: str) -> None:
    assert plain_scalar(text) == text
    assert type(plain_scalar(text)) is str


@pytest.mark.parametrize("text", ["1.10", "007", "0.00001", "1e5", "12345678901234567890123"])
def test_a_number_taken_as_text_is_what_the_author_wrote(text: str) -> None:
    assert str(plain_scalar(text)) == text


def test_a_number_taken_as_a_number_is_one() -> None:
    assert json.dumps([plain_scalar("007"), plain_scalar("1.10")]) == "[7, 1.1]"
    assert isinstance(plain_scalar("007"), Whole)
    assert isinstance(plain_scalar("1.10"), Decimal)


@settings(deadline=None, derandomize=True)
@given(st.integers(-(10**18) + 1, 10**18 - 1))
def test_whole_numbers_come_back(number: int) -> None:
    assert plain_scalar(str(number)) == number


@settings(deadline=None, derandomize=True)
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_come_back(number: float) -> None:
    assert plain_scalar(repr(number)) == number


@settings(deadline=None, derandomize=True)
@given(st.text(alphabet="0123456789.+-eE_x:naif~ \n", max_size=12))
def test_no_word_is_a_number_that_is_none(text: str) -> None:
    found = plain_scalar(text)
    if isinstance(found, float):
        assert math.isfinite(found)
        assert found == float(text)


@pytest.mark.parametrize("text", ["1", "true", "null", ""])
def test_quotes_make_text(text: str) -> None:
    assert read_tree(f"a: '{text}'").data == {"a": text}
    assert read_tree(f'a: "{text}"').data == {"a": text}


def test_a_key_is_always_text_as_it_was_written() -> None:
    assert read_tree("1.10: a\ntrue: b\n~: c\n'': d\n2026: e").data == {
        "1.10": "a",
        "true": "b",
        "~": "c",
        "": "d",
        "2026": "e",
    }
