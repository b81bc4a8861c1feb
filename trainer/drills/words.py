"""The words of a statement, and the counts among them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

MOST_WORDS = 4000
"""Reading stops here: no statement is longer, and a stranger's text might be."""

_COUNTS = {
    "a": 1, "an": 1, "one": 1, "single": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "sixteen": 16,
}  # fmt: skip
_EDGES = ".,;:!?()[]“”\"'"
_WORD = re.compile(r"[/×]|[^\s×/–-]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word in lower case, and where it stands in the text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Number:
    """A number and the letter written behind it, "" if there is none; "k" is in ``value``."""

    value: float
    letter: str


def words_of(text: str) -> Iterator[Word]:
    """Yield the words in lower case, without the punctuation at their edges."""
    for found in itertools.islice(_WORD.finditer(text), MOST_WORDS):
        bare = found[0].strip(_EDGES)
        if bare:
            start = found.start() + found[0].index(bare)
            yield Word(bare.lower(), start, start + len(bare))


def at(words: list[str], index: int) -> str:
    """Return the word at ``index``, "" outside the text."""
    return words[index] if 0 <= index < len(words) else ""


def number(word: str) -> Number | None:
    """Read digits with a point and at most one letter behind them: 175b, 1.5k, 8."""
    body = word.replace(",", "")
    letter = body[-1:] if body[-1:].isalpha() else ""
    digits = body[: len(body) - len(letter)]
    if not digits.isascii() or not digits.replace(".", "", 1).isdigit():
        return None
    return Number(float(digits) * (1e3 if letter == "k" else 1.0), letter)


def count(word: str) -> float | None:
    """Read how many: "8", "8x", "1,500", "eight"; None for any other word."""
    if word in _COUNTS:
        return float(_COUNTS[word])
    found = number(word.removesuffix("x"))
    return found.value if found is not None and not found.letter else None
