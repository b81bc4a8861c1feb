"""Do the numbers of a statement hold? Its claims against money, the market and physics.

Claims come from prose, facts from the drill's scenario and from what the statement itself says of
its system. Whatever can be computed from the two is; what cannot is passed over in silence: this
is about numbers that are wrong, not about numbers that are missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from trainer.claims.claim import Claims
from trainer.domain.assessment import Finding
from trainer.drills.physics import check_physics
from trainer.drills.spend import Month, check_money

CODES = (
    "beyond-envelope",
    "below-physics",
    "does-not-fit",
    "above-ceiling",
    "spend-mismatch",
    "short-of-volume",
    "other-volume",
    "other-budget",
    "growth-over-budget",
    "off-market",
)
"""What can be found here, by weight."""


@dataclass(frozen=True, slots=True)
class Holds:
    """What a statement's numbers came to.

    ``findings`` do not hold; ``notes`` do: worth saying, nothing to mend. ``month`` is the dearest
    month that was promised, None where no price meets a volume. ``inside`` are the places of the
    prices that fit the budget.
    """

    findings: tuple[Finding, ...] = ()
    notes: tuple[Finding, ...] = ()
    month: Month | None = None
    inside: tuple[tuple[int, int], ...] = ()

    def has(self, code: str) -> bool:
        """Tell whether there is a finding of ``code``."""
        return any(finding.code == code for finding in self.findings)


NOTHING = Holds()
"""What there is to say where nothing was computed."""


def check_envelope(
    claims: Claims,
    facts: Mapping[str, float],
    places: Mapping[str, tuple[int, int]] | None = None,
) -> Holds:
    """Return what the cost model says to ``claims`` about a system of which ``facts`` are known.

    ``facts`` maps terms of the cost model to values in their units. Where they fix a volume or a
    budget it counts, else what the statement itself says of them. ``places`` tells where in the
    text a fact was mentioned.
    """
    money = check_money(claims, facts)
    findings = (*money.findings, *check_physics(claims, facts, places or {}))
    return Holds(findings, money.notes, money.month, money.inside)
