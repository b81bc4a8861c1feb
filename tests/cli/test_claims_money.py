"""``triad claims`` says of numbers that they do not hold, beside what the words lack."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Triad


@pytest.mark.parametrize(
    ("text", "code", "said", "quoted"),
    [
        (
            "$0.001 per token at 5 M tokens a day, inside the $250k monthly budget",
            "off-market",
            (
                "USD 150k a month, inside the 250k budget, but about 1,000× the market price: USD"
                " 1,000 per million"
            ),
            "$0.001 per token",
        ),
        (
            "175B in FP16 at 150 ms for 200 tokens on 8 A100",
            "below-physics",
            "reading the weights once takes at least 21.5 ms per token",
            "150 ms",
        ),
    ],
)
def test_numbers_that_do_not_hold(
    triad: Triad, text: str, code: str, said: str, quoted: str
) -> None:
    (finding,) = [
        each for each in triad("claims", text, "--json").data["findings"] if each["code"] == code
    ]
    assert said in finding["message"]
    assert finding["fix"]
    assert text[finding["start"] : finding["end"]] == quoted
    assert said in triad("claims", text).out
