"""Why a quantity was refused: errors of the reader, each with a sentence for the person typing."""

from __future__ import annotations

from trainer.errors import BadInput

_LONGEST_QUOTE = 40
ANY_EXAMPLE = "write it like $180k/month or 150 ms"
"""What to do where the unit that is wanted is not known; where it is, the example has it."""


class UnreadableQuantity(BadInput):
    """The text is not one number with at most one unit."""


class AmbiguousQuantity(UnreadableQuantity):
    """The text could mean two different numbers, and nothing but a guess would decide."""


class WrongDimension(BadInput):
    """The text is a quantity of another kind than the one asked for: tokens where money was."""


class UnknownUnit(BadInput):
    """A unit that the program itself or a deck asked for is not one of ours."""


def quoted(text: str) -> str:
    """Return ``text`` in quotes, shortened and with unprintable characters spelled out."""
    shown = text.strip()
    if len(shown) > _LONGEST_QUOTE:
        shown = shown[: _LONGEST_QUOTE - 1] + "…"
    if not shown.isprintable():
        shown = ascii(shown)[1:-1]
    return f"“{shown}”"
