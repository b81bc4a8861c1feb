"""Cuts what was typed into numbers, words and signs. Says why where that cannot be done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from unicodedata import decimal

from trainer.units.numerals import DIGITS, Numeral
from trainer.units.refusals import UnreadableQuantity, quoted
from trainer.units.words import ACCELERATOR_FORMS, ACCELERATORS, FOREIGN_MONEY

LONGEST_TEXT = 200
NUMBER = "number"
WORD = "word"
SIGN = "sign"

_SAME = str.maketrans(
    dict.fromkeys("\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
                  "\u202f\u205f\u3000\t\n\r", " ")
    | dict.fromkeys("\u2212\u2010\u2011\u2012\u2013\u2014\ufe63\uff0d", "-")
    | dict.fromkeys("×∗·⋅•✕✖⨯", "*")
    | dict.fromkeys("÷∕⁄", "/")
    | dict.fromkeys("≈∼≃≅", "~")
    | {"’": "'", "μ": "µ", "≤": "<", "≥": ">", "＄": "$", "％": "%"}
)  # fmt: skip
_RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-", strict=True))
_LONG_SIGNS = {"+/-": "±", "+-": "±", "**": "^", "..": "..", "…": ".."}
_SIGNS = frozenset("+-*/^~<>=$%¢()[],;±")
_POINTLESS = "write it like $180k/month, 1.2e-3 USD/token or 150 ms"
_EUROS = frozenset(("€", "eur", "euro", "euros"))


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A number (with its ``value``), a word or a sign."""

    kind: str
    text: str
    value: float = 0.0


def lexemes(text: str) -> tuple[Lexeme, ...]:
    """Return the lexemes of ``text`` in order. Raises UnreadableQuantity with every reason."""
    if len(text) > LONGEST_TEXT:
        raise UnreadableQuantity(
            f"the text is {len(text)} characters long and a quantity never is",
            remedy=f"write one number and its unit in at most {LONGEST_TEXT} characters",
        )
    scanner = _Scanner(_with_plain_digits(text).translate(_SAME))
    if scanner.complaints:
        reasons = ", and ".join(dict.fromkeys(scanner.complaints))
        raise UnreadableQuantity(f"{quoted(text)}: {reasons}", remedy=scanner.remedy)
    return tuple(scanner.found)


def _with_plain_digits(text: str) -> str:
    """Write digits of other scripts, and wide ones, as those that everybody reads."""
    if text.isascii():
        return text
    return "".join(str(decimal(char)) if char.isdecimal() else char for char in text)


class _Scanner:
    """One pass over the text; complaints are collected so that all of them can be told."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found: list[Lexeme] = []
        self.complaints: list[str] = []
        self.remedy = _POINTLESS
        while self.at < len(self.text):
            self._next()

    def _char(self, offset: int = 0) -> str:
        return self.text[self.at + offset : self.at + offset + 1]

    def _next(self) -> None:
        here = self._char()
        if here == " ":
            self.at += 1
        elif here in DIGITS or (here == "." and self._char(1) in DIGITS):
            self._number()
        elif here.isalpha():
            self._word()
        elif here in _RAISED:
            self._exponent()
        else:
            self._sign()

    def _number(self) -> None:
        numeral = Numeral(self.text, self.at)
        self.found.append(Lexeme(NUMBER, self.text[self.at : numeral.end], numeral.value))
        self.at = numeral.end
        if numeral.complaint:
            self.complaints.append(numeral.complaint)
            self.remedy = "write 0.18 for decimals and 1,200,000 for thousands"

    def _word(self) -> None:
        end = self._end(lambda char: char.isalpha())
        longer = self._end(lambda char: char.isalpha() or char in DIGITS)
        if self._is_times(end, longer):
            self.found.append(Lexeme(SIGN, "*"))
            self.at += 1
            return
        if self.text[self.at : longer].lower() in ACCELERATORS | ACCELERATOR_FORMS:
            end = longer
        elif self.text[self.at : end + 1] == "US$":
            end += 1
        word = self.text[self.at : end]
        self.at = end
        self.found.append(Lexeme(WORD, word))
        self._check_money(word)

    def _is_times(self, end: int, longer: int) -> bool:
        """Tell whether an x behind a number is the sign: 8xH100, 1.5x10^6, 12x."""
        behind_number = bool(self.found) and self.found[-1].kind == NUMBER
        alone = end == self.at + 1 or self.text[self.at + 1 : longer].lower() in ACCELERATORS
        return behind_number and self._char() in "xX" and alone

    def _end(self, belongs: Callable[[str], bool]) -> int:
        end = self.at
        while end < len(self.text) and belongs(self.text[end]):
            end += 1
        return end

    def _exponent(self) -> None:
        end = self._end(lambda char: char in _RAISED)
        written = "".join(_RAISED[char] for char in self.text[self.at : end])
        self.at = end
        digits = written.removeprefix("-")
        if not digits or "-" in digits:
            self.complaints.append("the raised sign is not an exponent")
            return
        self.found.append(Lexeme(SIGN, "^"))
        if digits != written:
            self.found.append(Lexeme(SIGN, "-"))
        self.found.append(Lexeme(NUMBER, digits, float(digits)))

    def _sign(self) -> None:
        for written, meaning in _LONG_SIGNS.items():
            if self.text.startswith(written, self.at):
                self.found.append(Lexeme(SIGN, meaning))
                self.at += len(written)
                return
        here = self._char()
        self.at += 1
        if here in _SIGNS:
            self.found.append(Lexeme(SIGN, here))
        elif not self._check_money(here) and here != ".":  # a full stop ends "approx." and "mo."
            self.complaints.append(f"{quoted(here)} is not part of a number or a unit")

    def _check_money(self, word: str) -> bool:
        if word.lower() not in FOREIGN_MONEY:
            return False
        name = "euros have" if word.lower() in _EUROS else f"{quoted(word)} has"
        self.complaints.append(f"{name} no exchange rate here")
        self.remedy = "write dollars, with a point before decimals: 0.18 M USD"
        return True
