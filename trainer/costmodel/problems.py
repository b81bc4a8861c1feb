"""What can be wrong with a question put to the cost model.

Each can be raised again with another place, as ``type(error)(what, where=..., remedy=...)``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from trainer.errors import BadInput


class UnknownTerm(BadInput):
    """A word that is no term of the vocabulary. ``suggestions`` are the nearest that are."""

    def __init__(
        self, what: str, *, where: str = "", remedy: str = "", suggestions: Sequence[str] = ()
    ) -> None:
        self.suggestions = tuple(suggestions)
        super().__init__(what, where=where, remedy=remedy)


class OutOfDomain(BadInput):
    """A given that its term can never have: a negative count, a share above one, no number."""


class UnderDetermined(BadInput):
    """The givens do not settle what is asked.

    ``settled_by`` holds the smallest additions found, the most natural first: any one of these
    groups of terms would settle the question.
    """

    def __init__(
        self,
        what: str,
        *,
        where: str = "",
        remedy: str = "",
        settled_by: Sequence[tuple[str, ...]] = (),
    ) -> None:
        self.settled_by = tuple(settled_by)
        super().__init__(what, where=where, remedy=remedy)


class Contradiction(BadInput):
    """Two givens that cannot both hold.

    ``terms`` names the two, ``factor`` (at least 1) is how far apart they are.
    """

    def __init__(
        self,
        what: str,
        *,
        where: str = "",
        remedy: str = "leave one of them out or mend it",
        terms: tuple[str, ...] = (),
        factor: float = math.nan,
    ) -> None:
        self.terms = terms
        self.factor = factor
        super().__init__(what, where=where, remedy=remedy)


class OutOfReach(BadInput):
    """No value of the asked term meets the target: the other givens already rule it out."""
