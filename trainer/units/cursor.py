"""Where the reader stands among the lexemes, and what it may look at or step over."""

from __future__ import annotations

from collections.abc import Sequence

from trainer.units.lexer import NUMBER, SIGN, Lexeme
from trainer.units.words import Powers, unit_word

_END = Lexeme("end", "")


class Cursor:
    """A place in a sequence of lexemes; looking beyond the end gives an empty lexeme."""

    def __init__(self, found: Sequence[Lexeme]) -> None:
        self._found = found
        self._at = 0

    @property
    def ended(self) -> bool:
        """Tell whether everything has been read."""
        return self._at >= len(self._found)

    def peek(self, ahead: int = 0) -> Lexeme:
        """Return the lexeme ``ahead`` places on."""
        place = self._at + ahead
        return self._found[place] if place < len(self._found) else _END

    def step(self, count: int = 1) -> Lexeme:
        """Step over ``count`` lexemes and return the first of them."""
        lexeme = self.peek()
        self._at += count
        return lexeme

    def take_sign(self, text: str) -> bool:
        """Step over the sign ``text`` if it comes next, and tell whether it did."""
        taken = self.peek().kind == SIGN and self.peek().text == text
        self._at += taken
        return taken

    def unit_ahead(self, ahead: int = 0) -> Powers | None:
        """Return the unit that the lexeme ``ahead`` places on stands for, or None."""
        lexeme = self.peek(ahead)
        return None if lexeme.kind == NUMBER else unit_word(lexeme.text)
