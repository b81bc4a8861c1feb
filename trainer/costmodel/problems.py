"""What can be wrong with a question put to the cost model."""

from __future__ import annotations

from collections.abc import Sequence

from trainer.errors import BadInput


class UnknownTerm(BadInput):
    """A word that is no term of the vocabulary. ``suggestions`` are the nearest that are."""

    def __init__(self, name: str, suggestions: Sequence[str]) -> None:
        self.name = name
        self.suggestions = tuple(suggestions)
        remedy = f"did you mean {' or '.join(suggestions)}?" if suggestions else ""
        super().__init__(f"there is no term '{name}'", remedy=remedy)


class OutOfDomain(BadInput):
    """A given that its term can never have: a negative count, a share above one, no number."""


class UnderDetermined(BadInput):
    """The givens do not settle what is asked.

    ``settled_by`` holds the smallest additions found, the most natural first: any one of these
    groups of terms would settle the question.
    """

    def __init__(self, asked: str, settled_by: Sequence[tuple[str, ...]], remedy: str) -> None:
        self.asked = asked
        self.settled_by = tuple(settled_by)
        super().__init__(f"the givens do not settle {asked}", remedy=remedy)


class Contradiction(BadInput):
    """Two givens that cannot both hold.

    ``terms`` names the two, ``factor`` (at least 1) is how far apart they are.
    """

    def __init__(self, what: str, terms: tuple[str, str], factor: float) -> None:
        self.terms = terms
        self.factor = factor
        super().__init__(what, remedy="leave one of them out or mend it")


class OutOfReach(BadInput):
    """No value of the asked term meets the target: the other givens already rule it out."""
