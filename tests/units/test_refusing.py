"""What is no clear number is refused with a reason, never guessed."""

from __future__ import annotations

import pytest

from trainer.errors import BadInput
from trainer.units.quantity import UnknownUnit, UnreadableQuantity, WrongDimension, read_quantity

UNREADABLE = [
    ("", "1", "no number"),
    ("   ", "1", "no number"),
    ("monthly", "USD/month", "a number was expected"),
    ("nan", "1", "a number was expected"),
    ("inf", "1", "a number was expected"),
    ("∞", "1", "not part of a number"),
    ("½", "1", "not part of a number"),
    ("\x00", "1", r"\\x00"),
    ("=5", "1", "a number was expected"),
    # other people's punctuation
    ("0,18", "1", "a comma separates thousands"),
    ("0,180", "1", "a comma separates thousands"),
    ("1,23,456", "1", "a comma separates thousands"),
    ("1.200.000", "1", "a point separates decimals"),
    ("1.200,50", "1", "a point separates decimals"),
    ("1'20", "1", "groups of three"),
    ("€5", "USD", "euros have no exchange rate"),
    ("5 EUR", "USD", "euros have no exchange rate"),
    ("£5", "USD", "“£” has no exchange rate"),
    ("5 yen", "USD", "“yen” has no exchange rate"),
    # out of bounds
    ("9^9^9^9", "1", "one whole number"),
    ("2^0.5", "1", "one whole number"),
    ("2^", "1", "one whole number"),
    ("2⁻", "1", "not an exponent"),
    ("2¹⁻", "1", "not an exponent"),
    ("0^0", "1", "zero cannot stand there"),
    ("1/0", "1", "zero cannot stand there"),
    ("5 per 0 tokens", "1/token", "zero cannot stand there"),
    ("1e999", "1", "beyond"),
    ("1e-999", "1", "beyond"),
    ("1e999^0", "1", "beyond"),
    ("1e40*1e40", "1", "beyond"),
    ("1e-40/1e40", "1", "beyond"),
    ("10^99999999", "1", "beyond"),
    ("5 per 1e50 per 1e50", "1", "beyond"),
    ("1e50 per 1e-50 tokens", "1/token", "beyond"),
    # more than one number, or none that is one
    ("100-120 ms", "ms", "more than one number"),
    ("100 – 120", "ms", "more than one number"),
    ("100..120", "ms", "more than one number"),
    ("100 ± 5", "ms", "more than one number"),
    ("5 million 200", "1", "more than one number"),
    ("1 h 30 min", "s", "more than one number"),
    ("80 GB + 3", "GB", r"“\+” is not a unit"),
    ("<150 ms", "ms", "a bound"),
    ("≤ 150 ms", "ms", "a bound"),
    # two meanings
    ("5m", "s", "million, milli-"),
    ("5B", "byte", "two ways"),
    ("40 B", "byte", "two ways"),
    ("5B", "byte/s", "two ways"),
    ("40G", "GB", "on top of the unit's own"),
    ("5M a day", "Mtoken/day", "on top of the unit's own"),
    ("1/2 M", "token/day", "fraction or to its lower part"),
    ("1/2 million", "1", "fraction or to its lower part"),
    ("10M/2M", "1", "fraction or to its lower part"),
    ("1/3 B", "byte", "fraction or to its lower part"),
    ("5 mtok", "token", "“mtok” is not a unit"),
    ("5 gb", "byte", "“gb” is not a unit"),
    # broken units
    ("5 miles", "s", "“miles” is not a unit"),
    ("5 s^2", "s", "is not a unit"),
    ("5 USD/(GPU*h", "USD/GPU/hour", "bracket"),
    ("5 USD/", "USD", "follows “per”"),
    ("5 USD per cow", "USD", "follows “per”"),
    ("1" * 201, "1", "201 characters"),
]


@pytest.mark.parametrize(("text", "unit", "reason"), UNREADABLE)
def test_refuses_with_a_reason(text: str, unit: str, reason: str) -> None:
    with pytest.raises(UnreadableQuantity, match=reason) as caught:
        read_quantity(text, unit)

    assert caught.value.remedy
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("5M tokens", "USD/month"),
        ("1e6 tokens", "USD/token"),
        ("$180k/month", "USD"),
        ("24 requests/s", "token/s"),
        ("80 GB", "1"),
        ("12x", "USD"),
        ("12/3x", "USD"),
        ("85 %", "USD/month"),
        ("5 days", "token/day"),
        ("30 weeks", "day/month"),
        ("$5 per thousand", "USD/month"),
        ("5 per thousand", "1"),
        ("989 TFLOPS", "FLOP"),
        ("$5 per 1k", "USD/GPU/hour/token"),
        ("5 USD*USD", "USD"),
        ("30 days/month", "USD/month"),
        ("5 GB/byte", "USD/month"),
        ("5 GB/byte", "1/byte"),
    ],
)
def test_refuses_another_dimension(text: str, unit: str) -> None:
    with pytest.raises(WrongDimension, match="is wanted"):
        read_quantity(text, unit)


def test_says_every_reason_at_once() -> None:
    with pytest.raises(UnreadableQuantity) as caught:
        read_quantity("0,18 M€", "USD/month")

    assert "comma" in caught.value.what
    assert "euros have no exchange rate" in caught.value.what
    assert "0.18 M USD" in caught.value.remedy


@pytest.mark.parametrize("text", ["0", "-5", "−1e-9"])
def test_refuses_zero_and_less_on_request(text: str) -> None:
    with pytest.raises(UnreadableQuantity, match="not above zero"):
        read_quantity(text, "USD", positive=True)


def test_names_both_sides_of_a_wrong_dimension() -> None:
    with pytest.raises(WrongDimension) as caught:
        read_quantity("5M tokens", "USD/month")
    assert "in token" in caught.value.what
    assert "USD/month" in caught.value.what

    with pytest.raises(WrongDimension, match="pure number is wanted; leave out the unit"):
        read_quantity("80 GB", "1")


@pytest.mark.parametrize("unit", ["", "parsec", "USD per month", "/", "tokens day$"])
def test_refuses_a_unit_that_nobody_defined(unit: str) -> None:
    with pytest.raises(UnknownUnit):
        read_quantity("5", unit)


def test_every_refusal_is_the_input_at_fault() -> None:
    for refusal in (UnreadableQuantity, WrongDimension, UnknownUnit):
        assert issubclass(refusal, BadInput)


@pytest.mark.parametrize(
    ("unit", "example"),
    [
        ("GB", "150 GB"),
        ("USD/month", "$150 per month"),
        ("ms", "150 ms"),
        ("token/s", "150 tokens/s"),
    ],
)
def test_the_example_is_of_what_is_asked(unit: str, example: str) -> None:
    with pytest.raises(UnreadableQuantity) as refused:
        read_quantity("banana", unit)
    assert refused.value.what == "“banana” cannot be read: a number was expected"
    assert refused.value.remedy == f"write it like {example}"


def test_two_numbers_joined_by_a_word_are_two() -> None:
    with pytest.raises(UnreadableQuantity, match="more than one number"):
        read_quantity("20 to 10", "ms")
