"""What an amount looks like: an optional sign, a number, then units above and below "per".

The text is read from left to right, once. Two things can be meant in two ways: a slash between
numbers (``1/3 GB``, ``5/1M tokens``) and the letter B (billion, byte). For these every reading is
returned and the unit that was asked for decides.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from trainer.units.arithmetic import LETTERS_OF_TWO_MEANINGS, Arithmetic, above_zero, in_bounds
from trainer.units.cursor import Cursor
from trainer.units.lexer import NUMBER, WORD, Lexeme
from trainer.units.refusals import UnreadableQuantity, quoted
from trainer.units.words import (
    ABOUT,
    ACCELERATOR_FORMS,
    ACCELERATORS,
    ADVERBS,
    PER,
    Powers,
    magnitude,
)

_MONEY: Powers = (("USD", 1),)
_PERCENT: Powers = (("percent", 1),)
_GPU: Powers = (("GPU", 1),)


@dataclass(slots=True)
class Amount:
    """One reading of a text. Its value is ``number / per`` in the units of ``powers``.

    ``magnitude``: the k, M, bn … that the number carries, 1 if none. ``counted``: "per thousand"
    with no word for what is counted. ``ratio``: a per cent sign or "times" says that this is a
    pure number.
    """

    number: float = 1.0
    per: float = 1.0
    units: dict[str, int] = field(default_factory=dict)
    magnitude: float = 1.0
    counted: bool = False
    ratio: bool = False

    @property
    def powers(self) -> Powers:
        """Return the unit, without what cancelled out."""
        return tuple((name, exponent) for name, exponent in self.units.items() if exponent)

    def add(self, powers: Powers, sign: int = 1) -> None:
        """Multiply (``sign`` 1) or divide (-1) the unit by ``powers``."""
        for name, exponent in powers:
            self.units[name] = self.units.get(name, 0) + sign * exponent


class Understood(NamedTuple):
    """Every reading of a text, one or more, and why other readings were refused."""

    amounts: list[Amount]
    refusals: list[UnreadableQuantity]


def amounts(found: Sequence[Lexeme]) -> Understood:
    """Return every reading of the lexemes. Raises UnreadableQuantity if there is none."""
    texts = {lexeme.text for lexeme in found}
    slashes = (True, False) if "/" in texts else (True,)
    letters = (False, True) if texts & LETTERS_OF_TWO_MEANINGS else (False,)
    readings: list[Amount] = []
    refusals: list[UnreadableQuantity] = []
    for divides, letter_is_unit in itertools.product(slashes, letters):
        try:
            readings.append(_Parser(found, divides=divides, letter_is_unit=letter_is_unit).run())
        except UnreadableQuantity as refusal:
            refusals.append(refusal)
    if not readings:
        raise refusals[0]
    return Understood(readings, refusals)


class _Parser:
    def __init__(self, found: Sequence[Lexeme], *, divides: bool, letter_is_unit: bool) -> None:
        self.cursor = Cursor(found)
        self.arithmetic = Arithmetic(self.cursor, divides=divides, letter_is_unit=letter_is_unit)
        self.result = Amount()

    def run(self) -> Amount:
        """Read everything from the first to the last lexeme."""
        while self.cursor.take_sign("~") or self.cursor.peek().text.lower() in ABOUT:
            self.cursor.step(self.cursor.peek().text.lower() in ABOUT)
        if self.cursor.peek().text in ("<", ">"):
            raise UnreadableQuantity("a bound is not a number", remedy="leave out the < or >")
        negative = self._minus()
        self._money_in_front()
        negative = self._minus() or negative
        number = self.arithmetic.numbers()
        self.result.number = -number if negative else number
        self.result.magnitude = self.arithmetic.magnitude_read
        while not self.cursor.ended:
            self._unit()
        in_bounds(self.result.number / self.result.per)
        return self.result

    def _minus(self) -> bool:
        self.cursor.take_sign("+")
        return self.cursor.take_sign("-")

    def _money_in_front(self) -> None:
        if self.cursor.unit_ahead() == _MONEY:
            self.cursor.step()
            self.result.add(_MONEY)
            self.arithmetic.money = True

    def _unit(self) -> None:
        """Read the next piece of the unit."""
        lexeme = self.cursor.peek()
        word = lexeme.text.lower()
        if self.cursor.take_sign("/"):
            self._below(divisible=not self.result.units)
        elif word in PER:
            self.cursor.step()
            self._below()
        elif word in ADVERBS:
            self.cursor.step()
            self.result.add(((ADVERBS[word], -1),))
        elif lexeme.text == "*" and not self.cursor.peek(1).text:
            self.cursor.step()
            self.result.ratio = True
        elif lexeme.text in ("*", "-") and self.cursor.peek(1).kind == WORD:
            self.cursor.step()
        else:
            self.result.add(self._one_unit())

    def _below(self, *, divisible: bool = False) -> None:
        """Read what stands behind "per": a number, a unit, or both.

        ``divisible``: a plain number alone would be a division, which was read as one already.
        """
        dash = self.cursor.peek().text == "-" and self.cursor.unit_ahead(1) is not None
        self.cursor.step(dash)  # tokens-per-day
        bracket = self.cursor.take_sign("(")
        plain = divisible and not magnitude(self.cursor.peek(1).text)
        count = self._count()
        named = False
        while self.cursor.unit_ahead():
            self.result.add(self._one_unit(), -1)
            named = True
            joined = self.cursor.peek().text in ("-*" if bracket else "-")
            self.cursor.step(joined and self.cursor.unit_ahead(1) is not None)
        if bracket and not self.cursor.take_sign(")"):
            raise UnreadableQuantity("a bracket is not closed", remedy="write USD/(GPU*hour)")
        if not named and (count is None or plain):
            raise UnreadableQuantity("nothing readable follows “per”", remedy="write per token")
        self.result.counted |= not named
        if count is not None:
            self.result.per = in_bounds(self.result.per * above_zero(count))

    def _count(self) -> float | None:
        """Read the number behind "per", if there is one: 1M, thousand, k."""
        if self.cursor.peek().kind == NUMBER:
            return self.arithmetic.factor()
        return self.arithmetic.magnitude()

    def _one_unit(self) -> Powers:
        """Step over one unit, and over "SXM" or "GPUs" behind the name of an accelerator."""
        unit = self.cursor.unit_ahead()
        if unit is None:
            raise self._no_unit()
        word = self.cursor.step().text
        self.result.ratio |= unit == _PERCENT
        if word.lower() in ACCELERATORS:
            dash = self.cursor.peek().text == "-"
            form = self.cursor.peek(dash).text.lower() in ACCELERATOR_FORMS
            self.cursor.step(1 + dash if form else 0)
            self.cursor.step(self.cursor.unit_ahead() == _GPU)
        return unit

    def _no_unit(self) -> UnreadableQuantity:
        lexeme = self.cursor.peek()
        if lexeme.kind == NUMBER or lexeme.text.lower() in ("-", "..", "±", "to", "until"):
            return UnreadableQuantity(
                "there is more than one number", remedy="give one number with its unit"
            )
        return UnreadableQuantity(
            f"{quoted(lexeme.text)} is not a unit this program knows",
            remedy="write units like ms, GB, tokens/s, USD/month",
        )
