"""The application's verdict on an answer. The user's own verdict is a Rating."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, NamedTuple

from trainer.domain.memory import Rating

if TYPE_CHECKING:
    from trainer.domain.derivation import Derivation


class Verdict(enum.Enum):
    """How an answer stands."""

    CORRECT = "correct"
    CLOSE = "close"
    WRONG = "wrong"
    UNJUDGED = "unjudged"
    """The user judges himself (recall)."""
    GIVEN_UP = "given up"
    """Nothing was answered: the user said that he does not know."""


class Finding(NamedTuple):
    """One thing to say about an answer.

    ``code`` is stable and machine-readable, ``message`` one sentence, ``fix`` what would mend it.
    ``start`` and ``end`` are offsets into the text it is about, when it is about a text.
    """

    code: str
    message: str
    fix: str = ""
    start: int | None = None
    end: int | None = None


class Estimated(NamedTuple):
    """The numbers of an estimate, all in ``unit``.

    ``log10_error`` is log10(value / expected): 0 is exact, +1 is ten times too high.
    ``interval`` holds the ends of the 80 % interval, where one was given.
    """

    value: float
    expected: float
    unit: str
    log10_error: float
    interval: tuple[float, float] | None = None


class Assessment(NamedTuple):
    """What the application thinks of one answer.

    ``headline`` is read in a second; ``findings`` are the details. ``suggested`` is the rating
    that Enter accepts. ``explanation`` is the author's own why (Markdown).
    """

    verdict: Verdict
    suggested: Rating
    headline: str
    findings: tuple[Finding, ...] = ()
    explanation: str = ""
    working: Derivation | None = None
    estimated: Estimated | None = None
