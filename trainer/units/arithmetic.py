"""The little arithmetic that people type: 180k, 1.2 million, 2^10, 1/3, 4 × 80. No sums."""

from __future__ import annotations

import math

from trainer.units.cursor import Cursor
from trainer.units.lexer import NUMBER, WORD
from trainer.units.refusals import ANY_EXAMPLE, AmbiguousQuantity, UnreadableQuantity, quoted
from trainer.units.words import magnitude

MOST_DECADES = 60
"""Numbers above 10^60 or below 10^-60 are slips, not estimates."""

LETTERS_OF_TWO_MEANINGS = frozenset("Bb")
"""Billion, or byte and bit."""


class Arithmetic:
    """Reads numbers at a cursor.

    ``divides``: a slash between two numbers divides them. ``letter_is_unit``: B is a byte.
    ``money``: a currency was named, so that "m" can only be a million.
    """

    def __init__(self, cursor: Cursor, *, divides: bool, letter_is_unit: bool) -> None:
        self._cursor = cursor
        self._divides = divides
        self._letter_is_unit = letter_is_unit
        self.money = False
        self.magnitude_read = 1.0

    def numbers(self) -> float:
        """Read a product or quotient of numbers."""
        value = self.factor()
        while self._cursor.peek(1).kind == NUMBER:
            if self._cursor.take_sign("*"):
                value = in_bounds(value * self.factor())
            elif self._may_divide() and self._cursor.take_sign("/"):
                value = in_bounds(value / above_zero(self._divisor()))
            else:
                break
        return value

    def _may_divide(self) -> bool:
        """Tell $2M/12, a division, from $1,200/1M and $180k/30 days, which say per what."""
        behind = self._cursor.peek(2).text
        counts = self.money and (magnitude(behind) or self._cursor.unit_ahead(2))
        return self._divides and not counts

    def _divisor(self) -> float:
        behind = self._cursor.peek(1)
        if magnitude(behind.text) is not None:
            raise AmbiguousQuantity(
                f"{quoted(behind.text)} could belong to the fraction or to its lower part",
                remedy="write 0.5 M, or 1 per 2M",
            )
        return self.factor()

    def factor(self) -> float:
        """Read a number with its power and its magnitude."""
        lexeme = self._cursor.peek()
        if lexeme.kind != NUMBER:
            raise UnreadableQuantity(
                f"a number was expected, not {quoted(lexeme.text)}"
                if lexeme.text
                else "there is no number",
                remedy=ANY_EXAMPLE,
            )
        self._cursor.step()
        value = self._power(lexeme.value) if self._cursor.take_sign("^") else lexeme.value
        return in_bounds(value * (self.magnitude() or 1.0))

    def _power(self, base: float) -> float:
        sign = -1 if self._cursor.take_sign("-") else 1
        lexeme = self._cursor.step()
        if lexeme.kind != NUMBER or lexeme.value % 1 != 0 or self._cursor.peek().text == "^":
            raise UnreadableQuantity(
                "an exponent must be one whole number", remedy="write it like 10^6"
            )
        decades = lexeme.value * abs(math.log10(above_zero(base)))
        if not decades <= MOST_DECADES:
            raise out_of_bounds()
        return math.pow(base, sign * lexeme.value)

    def magnitude(self) -> float | None:
        """Step over k, M, bn, million … and return its factor, or None if there is none."""
        lexeme = self._cursor.peek()
        if lexeme.kind != WORD or self._means_unit(lexeme.text):
            return None
        factor = self._small_m() if lexeme.text == "m" else magnitude(lexeme.text)
        if factor is not None:
            self._cursor.step()
            self.magnitude_read = factor
        return factor

    def _means_unit(self, letter: str) -> bool:
        ambiguous = letter in LETTERS_OF_TWO_MEANINGS and self._letter_is_unit
        return ambiguous and not self._cursor.unit_ahead(1)

    def _small_m(self) -> float:
        if not self.money:
            raise AmbiguousQuantity(
                "“m” could mean million, milli-, minutes or metres", remedy="write M, ms or min"
            )
        return 1e6


def above_zero(value: float) -> float:
    """Return ``value``. Raises UnreadableQuantity where zero cannot stand: below a slash."""
    if value <= 0:
        raise UnreadableQuantity("zero cannot stand there", remedy="check the number after the /")
    return value


def in_bounds(value: float) -> float:
    """Return ``value``. Raises UnreadableQuantity if it is beyond what anybody estimates."""
    if value and not 10.0**-MOST_DECADES < abs(value) < 10.0**MOST_DECADES:
        raise out_of_bounds()
    return value


def out_of_bounds() -> UnreadableQuantity:
    """Return the refusal of a number that is too large or too small."""
    return UnreadableQuantity(
        f"the number is beyond 10^{MOST_DECADES} or below 10^-{MOST_DECADES}",
        remedy="check its exponent",
    )
