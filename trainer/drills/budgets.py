"""Which amounts of a statement are the envelope, and which say what is spent of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from trainer.claims.claim import Claim, Claims
from trainer.domain.assessment import Finding
from trainer.drills.amounts import dollars, short, times

DAYS_PER_MONTH = 30.0
"""As the article counts, and the cost model unless told otherwise."""

MONTHS = {"USD/month": 1.0, "USD/year": 1 / 12, "USD/day": DAYS_PER_MONTH}
"""How many months' worth of an amount is one month's, by its unit."""

_WORDS = ("budget", "envelope", "cap", "ceiling", "limit")
_BEFORE, _BEHIND = 20, 12
_SLACK = 1.01
"""Rounding of an amount that restates the envelope."""


@dataclass(frozen=True, slots=True)
class Budgets:
    """The envelope a month in USD, None where nobody tells; what is said to be spent; misfits."""

    envelope: float | None
    spends: tuple[tuple[Claim, float], ...]
    findings: tuple[Finding, ...]


def upper(claim: Claim) -> float:
    """Return the upper end of what a claim says."""
    return claim.value if claim.value_high is None else claim.value_high


def read_budgets(claims: Claims, facts: Mapping[str, float]) -> Budgets:
    """Return what ``claims`` say of money a month, against the envelope of ``facts``."""
    amounts = [
        (claim, upper(claim) * MONTHS[claim.unit])
        for claim in claims.of("budget")
        if claim.unit in MONTHS
    ]
    given = _given(facts)
    stated = [amount for amount in amounts if _is_envelope(claims.text, amount[0])]
    if not stated and len(amounts) > 1:
        stated = [max(amounts, key=lambda amount: amount[1])]
    if given is None:
        envelope = max((usd for _, usd in stated), default=None)
        return Budgets(envelope, _rest(amounts, stated, envelope), ())
    findings = tuple(_beyond(claim, usd, given) for claim, usd in amounts if usd > given * _SLACK)
    over = [each for each in amounts if each[1] > given * _SLACK]
    return Budgets(given, _rest(amounts, [*stated, *over], given), findings)


def _given(facts: Mapping[str, float]) -> float | None:
    if "monthly_budget" in facts:
        return facts["monthly_budget"]
    if "annual_budget" in facts:
        return facts["annual_budget"] / 12
    return facts["daily_budget"] * DAYS_PER_MONTH if "daily_budget" in facts else None


def _is_envelope(text: str, claim: Claim) -> bool:
    if claim.comparator in {"le", "lt"}:
        return True
    around = text[max(0, claim.start - _BEFORE) : claim.end + _BEHIND].lower()
    return any(word in around for word in _WORDS)


def _rest(
    amounts: list[tuple[Claim, float]], stated: list[tuple[Claim, float]], envelope: float | None
) -> tuple[tuple[Claim, float], ...]:
    """Return the amounts that are told as spent: exact ones that do not restate the envelope."""
    return tuple(
        (claim, usd)
        for claim, usd in amounts
        if (claim, usd) not in stated
        and claim.comparator in {"eq", "approx"}
        and (envelope is None or abs(usd - envelope) > envelope * (_SLACK - 1))
    )


def _beyond(claim: Claim, usd: float, envelope: float) -> Finding:
    said = f"{dollars(usd)} a month is {times(usd / envelope)} the {short(envelope)} budget."
    return Finding("beyond-envelope", said, "Stay inside the envelope.", claim.start, claim.end)
