"""A text under reading: its tokens, the marks of the lexicon on them, and the steps taken."""

from __future__ import annotations

from dataclasses import dataclass

from trainer.claims.lexicon import Lexicon, Marks, lexicon, mark
from trainer.claims.numbers import Number, read_number
from trainer.claims.steps import Steps
from trainer.claims.tokens import HYPHEN, Tokens, tokenize

_NOTHING: dict[int, tuple[int, str]] = {}


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything the recognisers look at. Positions are token indices throughout."""

    tokens: Tokens
    marks: Marks
    lexicon: Lexicon
    steps: Steps

    def at(self, role: str, start: int) -> tuple[int, str] | None:
        """Return (end, value) of the phrase with ``role`` that begins at ``start``."""
        return self.marks.at.get(role, _NOTHING).get(start)

    def until(self, role: str, end: int) -> tuple[int, str] | None:
        """Return (start, value) of the phrase with ``role`` that ends right before ``end``."""
        return self.marks.until.get(role, _NOTHING).get(end)

    def key(self, index: int) -> str:
        """Return the key of a token, "" outside the text."""
        keys = self.tokens.keys
        return keys[index] if 0 <= index < len(keys) else ""

    def number(self, start: int) -> Number | None:
        """Return the number that begins at ``start``."""
        return read_number(self.tokens, start, self.lexicon)

    def past_hyphen(self, index: int) -> int:
        """Return ``index``, or the next if a hyphen stands there."""
        return index + 1 if self.key(index) == HYPHEN else index

    def first(self, role: str, start: int, end: int) -> tuple[int, int, str] | None:
        """Return (start, end, value) of the first phrase with ``role`` between two positions."""
        table = self.marks.at.get(role, _NOTHING)
        self.steps.add(max(0, end - start) if table else 0)
        for index in range(start, end) if table else ():
            found = table.get(index)
            if found is not None and found[0] <= end:
                return (index, *found)
        return None

    def last(self, role: str, start: int, end: int) -> tuple[int, int, str] | None:
        """Return (start, end, value) of the last phrase with ``role`` between two positions."""
        table = self.marks.until.get(role, _NOTHING)
        self.steps.add(max(0, end - start) if table else 0)
        for index in range(end, start, -1) if table else ():
            found = table.get(index)
            if found is not None and found[0] >= start:
                return (found[0], index, found[1])
        return None


def read(text: str, steps: Steps | None = None) -> Reading:
    """Return ``text`` cut into tokens and marked."""
    counted = Steps() if steps is None else steps
    tokens = tokenize(text, counted)
    return Reading(tokens, mark(tokens, counted), lexicon(), counted)
