"""What is wrong in a sync folder, each told apart and said in one sentence."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Trouble(enum.StrEnum):
    """The sorts of trouble. ``WAITING`` ones pass by themselves when all files have arrived."""

    HALF_WRITTEN = "half-written"
    MISSING = "missing"
    CONFLICT_COPY = "conflict copy"
    DAMAGED = "damaged"
    FOREIGN = "foreign"
    NEWER = "newer"
    TOO_LARGE = "too large"
    NOT_PLAIN = "not a plain file"
    SEALED = "sealed"
    UNREADABLE = "unreadable"
    DUPLICATED = "duplicated"


WAITING = frozenset({Trouble.HALF_WRITTEN, Trouble.MISSING})
"""What the engine that carries the files is expected to mend by carrying on."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where (a path within the folder), what, and what to do.

    What is good beside it is merged all the same; nothing is overwritten.
    """

    trouble: Trouble
    where: str
    what: str
    remedy: str

    @property
    def is_waiting(self) -> bool:
        """Whether it passes by itself when the other device's files have arrived whole."""
        return self.trouble in WAITING

    def __str__(self) -> str:
        """Return the one sentence. What others wrote cannot move a terminal's cursor in it."""
        parts = (self.where, self.what, self.remedy)
        where, what, remedy = ("".join(map(_plain, part[:_LONGEST])) for part in parts)
        return f"{where}: {what}; {remedy}."


_LONGEST = 300


def _plain(char: str) -> str:
    return char if char.isprintable() else "\ufffd"
