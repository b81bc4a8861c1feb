"""The numbers a user sets: read as written, shown, slid."""

from __future__ import annotations

import math

import pytest

from trainer.errors import BadInput
from trainer.study.workbench.configuration import DEFAULT
from trainer.study.workbench.fields import FIELDS, OutOfRange
from trainer.units.quantity import UnreadableQuantity


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("gpus", "8", 8),
        ("gpus", "3×H100", 3),
        ("batch", "2^10", 1024),
        ("prompt_tokens", "8k", 8000),
        ("tokens_per_day", "1.2 B", 1.2e9),
        ("tokens_per_day", "5 M tokens/day", 5e6),
        ("traffic", "0.5", 0.5),
        ("traffic", "1200 requests/minute", 20),
        ("gpu_price", "$2.49/h", 2.49),
        ("input_price", "$3", 3),
        ("input_price", "3e-6 USD/token", 3),
        ("monthly_budget", "$180k", 180e3),
        ("monthly_budget", "1.2M", 1.2e6),
        ("utilisation", "70 %", 0.7),
        ("utilisation", "0.7", 0.7),
    ],
)
def test_numbers_are_read_as_people_write_them(name: str, text: str, value: float) -> None:
    assert FIELDS[name].read(text) == pytest.approx(value)


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("batch", "2.5", "the batch must be a whole number, not 2.5"),
        ("batch", "0", "the batch must lie between 1 and 10,000"),
        ("gpus", "5000", "the number of GPUs must lie between 1 and 1,024"),
        ("utilisation", "130 %", "the utilisation must lie between 1 % and 100 %"),
        ("gpu_price", "$0", "the price of a GPU-hour must lie between $0.001 and $1,000"),
    ],
)
def test_what_cannot_be_counted_with_is_refused_in_a_sentence(
    name: str, text: str, sentence: str
) -> None:
    with pytest.raises(OutOfRange) as refusal:
        FIELDS[name].read(text)
    assert sentence in str(refusal.value)


@pytest.mark.parametrize("text", ["", "many", "40 GB"])
def test_what_is_no_number_of_this_kind_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        FIELDS["batch"].read(text)
    assert issubclass(UnreadableQuantity, BadInput)


@pytest.mark.parametrize("name", FIELDS)
def test_what_a_field_shows_it_reads_back(name: str) -> None:
    field = FIELDS[name]
    for position in range(field.last + 1):
        value = field.value_at(position)
        assert field.read(field.show(value)) == pytest.approx(value, rel=1e-3)
        assert field.admits(field.read(field.show(value)))


@pytest.mark.parametrize("name", FIELDS)
def test_a_slider_runs_from_end_to_end_in_steps_that_can_be_felt(name: str) -> None:
    field = FIELDS[name]
    stops = [field.value_at(position) for position in range(field.last + 1)]
    assert (stops[0], stops[-1]) == (field.low, field.high)
    assert stops == sorted(set(stops))
    assert len(stops) <= 200
    for position, stop in enumerate(stops):
        assert field.position(stop) == position
        assert field.admits(stop)
    assert field.value_at(-1) == field.low
    assert field.value_at(10**6) == field.high


def test_the_slider_stands_at_the_nearest_stop() -> None:
    field = FIELDS["gpus"]
    assert [field.value_at(place) for place in range(field.last + 1)] == [1, 2, 4, 8, 16, 32, 64]
    assert field.value_at(field.position(3.4)) == 4
    assert field.value_at(field.position(2.9)) == 2
    assert field.position(1000) == field.last
    assert field.position(0.1) == 0


def test_the_batch_stops_at_powers_of_two() -> None:
    field = FIELDS["batch"]
    stops = {field.value_at(place) for place in range(field.last + 1)}
    assert {2.0**power for power in range(11)} <= stops


def test_the_default_is_within_every_field() -> None:
    for name, field in FIELDS.items():
        assert field.admits(getattr(DEFAULT, name)), name


@pytest.mark.parametrize("value", [True, "8", None, math.nan, math.inf, 0, 2.5, 10_001])
def test_what_a_batch_cannot_be(value: object) -> None:
    assert not FIELDS["batch"].admits(value)


def test_mnemonics_are_told_apart() -> None:
    keys = [field.caption[field.caption.index("&") + 1].upper() for field in FIELDS.values()]
    assert len(set(keys)) == len(keys)
