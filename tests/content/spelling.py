"""Words that stand in no list: of the texts of drills, code and names left out."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from pathlib import Path

from tests.content.shipped import Placed

LISTS = Path(__file__).parents[1] / "data" / "words"

_CODE = re.compile(r"`[^`]*`|\{[^}]*\}|\$[^$\s]*|https?://\S+|\S+@\S+")
_WORD = re.compile(r"[^\W\d_]+(?:['][^\W\d_]+)*")
_NOT_TEXT = frozenset(("unit", "asked", "givens", "facts", "task", "tolerance", "basis", "accept",
                       "requires"))  # fmt: skip
_ENDINGS = ("'s", "n't", "'ll", "'re", "'ve")
SHORTEST = 3


@functools.cache
def known() -> frozenset[str]:
    """Return every word of the lists, in small letters."""
    return frozenset(
        word
        for name in ("british.txt", "own.txt")
        for word in (LISTS / name).read_text("utf-8").split("\n")
        if word and not word.startswith("#")
    )


def unknown_words(text: str) -> Iterator[str]:
    """Yield the words of ``text`` that no list has.

    Words with a capital behind the first letter are names and abbreviations (GPU, vLLM); pieces of
    words with figures (p95, x3) are no words.
    """
    plain = _CODE.sub(" ", text).replace("’", "'")
    for found in _WORD.finditer(plain):
        word = _bare(found[0])
        near = plain[max(0, found.start() - 1) : found.start()] + plain[found.end() :][:1]
        if len(word) < SHORTEST or any(map(str.isupper, word[1:])) or re.search(r"[\d_]", near):
            continue
        if word.lower() not in known():
            yield word


def _bare(word: str) -> str:
    """Return ``word`` without a contraction or a possessive."""
    return next((word[: -len(end)] for end in _ENDINGS if word.endswith(end)), word)


def texts(placed: Placed) -> Iterator[str]:
    """Yield all texts of a drill that are read by somebody."""
    yield from _texts(placed.drill.fields)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, dict):
        for name, each in value.items():
            if name not in _NOT_TEXT:
                yield from _texts(each)
