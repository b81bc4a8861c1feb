"""Numbers in digits and in words."""

from __future__ import annotations

import pytest

from trainer.claims.lexicon import lexicon
from trainer.claims.numbers import digits, read_number
from trainer.claims.tokens import tokenize


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("150", 150),
        ("1,200", 1200),
        ("1.200.000", 1_200_000),
        ("0,4", 0.4),
        ("1,5", 1.5),
        ("12,3456", 12.3456),
        ("0,125", 0.125),
        ("1,234.56", 1234.56),
        ("1.234,56", 1234.56),
        ("1'200'000", 1_200_000),
        ("250 000", 250_000),
        ("1\u202f250\u202f000", 1_250_000),
        (".85", 0.85),
        ("2e-6", 2e-6),
        ("1.5E3", 1500),
        ("2e−6", 2e-6),
        ("10^6", 1e6),
        ("5×10^6", 5e6),
        ("2½", 2.5),
        ("5 M", 5e6),
        ("250k", 250e3),
        ("3bn", 3e9),
        ("3 million", 3e6),
        ("2 hundred thousand", 2e5),
        ("2 hundred thousand million", 2e5),
        ("2 and a half", 2.5),
        ("2-and-a-half", 2.5),
        ("2 million and a half", 2.5e6),
        ("0 and a half", 0),
        ("half a", 0.5),
        ("half", 0.5),
        ("a quarter of a", 0.25),
        ("two thirds", 2 / 3),
        ("half a million", 5e5),
        ("three-quarters of a million", 7.5e5),
        ("one", 1),
        ("a hundred", 100),
        ("a hundred and fifty", 150),
        ("a hundred fifty", 150),
        ("two hundred and fifty thousand", 250_000),
        ("two million five hundred thousand", 2_500_000),
        ("ninety-nine", 99),
        ("twenty twenty", 20),
        ("ninety-nine point nine", 99.9),
        ("ninety-nine point ninety five", 99.95),
        ("point nine five", 0.95),
        ("one point half", 1),
        ("zero point one two three four five six seven eight nine", 0.12345678),
        ("one and a half million", 1.5e6),
        ("one and two", 1),
        ("two hundred and", 200),
        ("three dozen", 36),
    ],
)
def test_a_number_is_read(text: str, value: float) -> None:
    number = read_number(tokenize(text), 0, lexicon())
    assert number is not None
    assert number.value == pytest.approx(value)


@pytest.mark.parametrize(
    "text",
    ["", "token", "a", "an answer", "1.2.3", "1,2,3", "1.23,4,5", "12.34,5.6", "1e999", "9" * 41],
)
def test_what_is_no_number_is_not_read(text: str) -> None:
    assert read_number(tokenize(text), 0, lexicon()) is None


@pytest.mark.parametrize("text", ["10^", "10^x", "10^40", "10^1.2.3", "5×10", "5 x 10 ^"])
def test_a_power_without_its_exponent_is_the_number_alone(text: str) -> None:
    number = read_number(tokenize(text), 0, lexicon())
    assert number is not None
    assert number.end == 1


def test_a_number_in_words_ends_somewhere() -> None:
    text = " and ".join(["one hundred"] * 9)
    number = read_number(tokenize(text), 0, lexicon())
    assert number is not None
    assert number.end <= 17


def test_the_digits_of_the_reader() -> None:
    assert digits("1,5") == 1.5
    assert digits("1.000.00") is None


def test_tens_multiplied_for_ever_are_read_without_recursion() -> None:
    assert read_number(tokenize("10x" * 5000), 0, lexicon()) is not None
