"""Nothing but the reader's own refusals comes out, whatever goes in (see tests/campaigns)."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.units.quantity import (
    UnreadableQuantity,
    WrongDimension,
    read_interval,
    read_quantity,
)

UNITS = ("1", "s", "byte", "GB", "token/day", "USD/token", "USD/Mtoken", "USD/GPU/hour", "percent")
PIECES = (
    "1", "0", "12", "180", ",", ".", "e", "E", "-", "+", "^", "*", "/", "x", "×", "k", "M", "B",
    "b", "m", " ", "$", "€", "%", "USD", "tokens", "GB", "per ", " a ", "H100", "(", ")", "[",
    "±", "..", "to", "⁻", "⁶", "~", "<", "million", "/M", "FLOPS", "hour", "'", "_",
)  # fmt: skip
anything = st.one_of(
    st.text(max_size=220),
    st.lists(st.sampled_from(PIECES), max_size=30).map("".join),
)


def outcome(read: Callable[[], Sequence[float]]) -> Sequence[float]:
    """Return the numbers read, none where the reader refused in a whole sentence."""
    try:
        return read()
    except (UnreadableQuantity, WrongDimension) as refusal:
        complete = bool(refusal.what and refusal.remedy)
    assert complete
    return ()


@pytest.mark.no_cover
@settings(deadline=None, derandomize=True, max_examples=1500)
@given(text=anything, unit=st.sampled_from(UNITS))
def test_reads_a_finite_number_or_refuses(text: str, unit: str) -> None:
    values = outcome(lambda: (read_quantity(text, unit).value,))

    assert all(math.isfinite(value) for value in values)


@pytest.mark.no_cover
@settings(deadline=None, derandomize=True, max_examples=1500)
@given(text=anything, unit=st.sampled_from(UNITS))
def test_reads_two_finite_ends_or_refuses(text: str, unit: str) -> None:
    ends = outcome(lambda: read_interval(text, unit))

    assert all(math.isfinite(end) for end in ends)
    assert list(ends) == sorted(ends)
