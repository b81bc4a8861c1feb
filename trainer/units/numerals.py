"""Reads one number as people write it: 1,200,000 · 1 200 000 · 0.15 · .5 · 1.2e-3."""

from __future__ import annotations

import math

DIGITS = frozenset("0123456789")
_SEPARATORS = ", '_"

DECIMAL_COMMA = "a comma separates thousands here, not decimals"
DOTTED_GROUPS = "a point separates decimals here, not thousands"
LOOSE_SEPARATOR = "a thousands separator must stand before groups of three digits"


class Numeral:
    """The number that starts at ``start`` of ``text``.

    ``value`` is infinite where the exponent is beyond what a float holds. ``end`` is the first
    place behind the number, ``complaint`` why the number cannot be trusted, or empty.
    """

    def __init__(self, text: str, start: int) -> None:
        self._text = text
        self.end = start
        self.complaint = ""
        whole = self._grouped()
        fraction = self._fraction()
        exponent = self._exponent()
        self.value = float(f"{whole or '0'}.{fraction or '0'}e{exponent or '0'}")
        if self.value == 0 and (whole + fraction).strip("0"):
            self.value = math.inf  # too small to hold is as far out of bounds as too large

    def _char(self, offset: int = 0) -> str:
        """Return the character ``offset`` places on, or a space behind the end."""
        at = self.end + offset
        return self._text[at] if at < len(self._text) else " "

    def _digits(self) -> str:
        start = self.end
        while self._char() in DIGITS:
            self.end += 1
        return self._text[start : self.end]

    def _grouped(self) -> str:
        """Read the digits before the point, with one kind of thousands separator."""
        whole = self._digits()
        separator = self._char()
        may_group = separator in _SEPARATORS and 1 <= len(whole) <= 3 and whole[0] != "0"
        while may_group and self._char() == separator and self._group_follows():
            self.end += 1
            whole += self._digits()
        if self._char() in ",'_" and self._char(1) in DIGITS:
            self.complaint = DECIMAL_COMMA if self._char() == "," else LOOSE_SEPARATOR
            self.end += 1
            self._digits()
        return whole

    def _group_follows(self) -> bool:
        three = all(self._char(place) in DIGITS for place in (1, 2, 3))
        return three and self._char(4) not in DIGITS

    def _fraction(self) -> str:
        if self._char() != "." or self._char(1) == ".":
            return ""
        self.end += 1
        fraction = self._digits()
        if self._char() in ".," and self._char(1) in DIGITS:
            self.complaint = DOTTED_GROUPS
            self.end += 1
            self._digits()
        return fraction

    def _exponent(self) -> str:
        signed = self._char(1) in "+-"
        if self._char() not in "eE" or self._char(1 + signed) not in DIGITS:
            return ""
        sign = self._char(1) if signed else ""
        self.end += 1 + signed
        return sign + self._digits()
