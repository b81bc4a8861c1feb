"""The reader's work grows with the text and no faster, whatever the text. Counted, not timed."""

from __future__ import annotations

import sys
from types import FrameType

import pytest

from trainer.claims.claim import Claims
from trainer.claims.reader import extract
from trainer.claims.rubric import judge
from trainer.claims.steps import Steps

pytestmark = pytest.mark.no_cover

LENGTH = 100_000
MOST_PER_CHARACTER = 25
WORST = ("a_", "$", "(", "1+", "1/", "1,", "p95 ", "≤ ", "1 ms or less ", "between 1 and ", "per ")
SHAPES = (
    "p95 ",
    "≤ ",
    "1",
    "1,",
    "1,000 ",
    "1.",
    "(",
    "(8 users) ",
    "between 1 and ",
    "from 1 to ",
    "1 to ",
    '"',
    "“",
    "'",
    "’",
    "per ",
    "per 1M ",
    "$",
    "$1 ",
    "1 ms ",
    "1 ms, ",
    "1 ms or less ",
    "1 tokens a day ",
    "10x",
    "10x10^",
    "1e9",
    "1+",
    "1/",
    "%",
    "1 % ",
    "a",
    "a a ",
    "a_",
    "- ",
    "\n",
    "| ",
    "> ",
    ">= ",
    "; ",
    "? ",
    "of ",
    "and ",
    "if ",
    "not ",
    "would ",
    "at most ",
    "at 1 rps ",
    "for 2k-token prompts ",
    "on our ",
    "our QA set ",
    "set ",
    "our 1 question ",
    "F1 ",
    "on HumanEval ",
    "we measure daily against ",
    "roll back if ",
    "out of ",
    "1 out of 10 ",
    "point one ",
    "two hundred ",
    "half a ",
    "a dollar fifty ",
    "million ",
    "nines ",
    "a second and ",
    "cost per ",
    "both at p99 ",
    "p95/p99 ",
    "fast ",
    "later ",
    "we'll ",
    "as fast as possible ",
    "budget ",
    "½",
    "😀",
    "\u0301",
    "\x00",
    "\u202e",
    "İ",
)


def _filled(shape: str, length: int) -> str:
    return (shape * (length // len(shape) + 1))[:length]


def _steps(text: str) -> int:
    steps = Steps()
    extract(text, steps)
    return steps.taken


@pytest.mark.parametrize("shape", WORST)
def test_a_hundred_thousand_characters_take_steps_in_proportion(shape: str) -> None:
    assert _steps(_filled(shape, LENGTH)) <= MOST_PER_CHARACTER * LENGTH


@pytest.mark.parametrize("shape", SHAPES)
def test_any_shape_takes_steps_in_proportion(shape: str) -> None:
    assert _steps(_filled(shape, LENGTH // 10)) <= MOST_PER_CHARACTER * LENGTH // 10


def _calls(text: str) -> int:
    """Return how many calls reading ``text`` makes: a count that no loop can leave out."""
    made = 0

    def note(_frame: FrameType, _event: str, _argument: object) -> None:
        nonlocal made
        made += 1

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        extract(text)
    finally:
        sys.setprofile(before)
    return made


@pytest.mark.parametrize("shape", SHAPES)
def test_four_times_the_text_makes_four_times_the_calls(shape: str) -> None:
    extract("")
    assert _calls(_filled(shape, 4000)) <= 4.6 * _calls(_filled(shape, 1000)) + 500


@pytest.mark.parametrize(
    "text",
    ["9" * LENGTH, "," * LENGTH, "1" + "0," * (LENGTH // 2), "x" * LENGTH, " " * LENGTH],
    ids=["one giant number", "commas", "a list", "one giant word", "spaces"],
)
def test_monsters_are_read_and_judged(text: str) -> None:
    found = extract(text)
    assert found == Claims(text, found.claims, found.plans, found.vague)
    judge(found)
    assert _steps(text) <= MOST_PER_CHARACTER * LENGTH
