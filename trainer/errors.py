"""The one tree of errors that a user may see: what happened, where, and what to do.

Anything that is not a :class:`TrainerError` is a defect and reaches the crash dialog
(in the window) or the interpreter's own report (on the command line).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence


class TrainerError(Exception):
    """Something went wrong that is not a defect of the program.

    ``what`` is a clause that says what happened, ``where`` names the place (a file with line and
    column, a field, a path) and ``remedy`` what the reader can do. ``str()`` joins the three into
    one sentence. ``exit_code`` is what the command line returns for it.
    """

    exit_code = 2

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        self.what = what
        self.where = where
        self.remedy = remedy
        super().__init__(what, where, remedy)

    @property
    def advice(self) -> str:
        """What happened and what to do, for a list that says by itself where."""
        return f"{self.what.rstrip('.')}; {self.remedy}" if self.remedy else self.what

    def __str__(self) -> str:
        """Return the one sentence: where, what and remedy."""
        sentence = f"{self.where}: {self.advice}" if self.where else self.advice
        return sentence if sentence.endswith((".", "?", "!")) else sentence + "."


class BadInput(TrainerError):
    """The input is at fault: a file, a value or a word on the command line."""

    exit_code = 1


class CannotRun(TrainerError):
    """The surroundings do not let us run: no display, no room, no permission."""


def nearest(word: str, known: Iterable[str], most: int = 1, alike: float = 0.6) -> list[str]:
    """Return up to ``most`` of ``known`` that ``word`` may be meant to be, the likeliest first.

    ``alike`` is how alike they must be, from 0 to 1; only the beginning of a long ``word`` counts.
    """
    import difflib  # Only mistakes need it.

    return difflib.get_close_matches(word[:_READ], list(known), n=most, cutoff=alike)


_READ = 60


def did_you_mean(near: Sequence[str], otherwise: str = "") -> str:
    """Return the remedy that offers the names ``near``; ``otherwise`` where there are none."""
    named = " or ".join(f"'{name}'" for name in near)
    return f"did you mean {named}?" if near else otherwise
