"""The verdict on a written statement: its findings in the order in which they fail an interview."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from trainer.domain.aspect import Aspect
from trainer.domain.assessment import Assessment, Finding, Verdict
from trainer.domain.memory import Rating
from trainer.drills.statement import Statement

ORDER = (
    "empty",
    "missing-cost",
    "missing-latency",
    "over-budget",
    "below-floor",
    "above-ceiling",
    "missing-quality",
    "growth-over-budget",
    "price-above-market",
    "price-below-market",
    "missing-budget",
    "missing-percentile",
    "missing-benchmark",
    "missing-traffic",
    "missing-plan",
    "apology",
    "no-impact",
    "too-long",
    "too-short",
    "vague",
    "inside-budget",
)
"""Codes by weight: silence on cost is the article's fatal one, wishful words are the lightest."""

_SHORT = {
    "empty": "No number that anyone could be held to",
    "over-budget": "Over the budget",
    "below-floor": "Faster than the hardware can be",
    "above-ceiling": "More than the hardware can do",
    "growth-over-budget": "The growth breaks the budget",
    "price-above-market": "Far above the market price",
    "price-below-market": "Far below the market price",
    "vague": "A wish is left in it",
    "apology": "An apology instead of a number",
    "no-impact": "Nothing says what it means for budget or risk",
    "too-long": "Too long to be read",
    "too-short": "Too short to carry it",
}
"""What the headline says of a finding; the finding itself follows with its numbers."""

FATAL = frozenset({"empty", "missing-cost", "missing-latency", "missing-quality"})
"""Without one of the triad there is nothing to discuss: Again."""

NOTES = frozenset({"inside-budget"})
"""Said because it is good to know; nothing to mend."""


def judged(
    statement: Statement,
    required: Sequence[Aspect],
    why: str,
    extra: Iterable[Finding] = (),
) -> Assessment:
    """Return the verdict on ``statement``: Good without a fault, Again without one of the triad."""
    findings = in_order(
        [*_missing(statement, required), *statement.holds.findings, *_vague(statement), *extra]
    )
    faults = [finding for finding in findings if finding.code not in NOTES]
    fatal = [finding for finding in faults if finding.code in FATAL]
    if not faults:
        verdict, rating, headline = Verdict.CORRECT, Rating.GOOD, "An interviewer would nod"
    elif fatal or len(faults) > len(required) / 2:
        verdict, rating, headline = Verdict.WRONG, Rating.AGAIN, _headline(faults)
    else:
        verdict, rating, headline = Verdict.CLOSE, Rating.HARD, _headline(faults)
    return Assessment(
        verdict=verdict,
        suggested=rating,
        headline=headline,
        findings=(*findings, *in_order(statement.holds.notes)),
        explanation=why,
    )


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return ``findings`` with what would fail an interview first at the front."""
    weight = {code: place for place, code in enumerate(ORDER)}
    return sorted(findings, key=lambda each: (weight.get(each.code, len(ORDER)), each.start or 0))


def _missing(statement: Statement, required: Iterable[Aspect]) -> Iterator[Finding]:
    if not statement.claims.claims and not statement.claims.plans:
        yield Finding(
            "empty", "There is no number here that anyone could be held to.", "Begin with cost."
        )
    over = any(finding.code == "over-budget" for finding in statement.holds.findings)
    for aspect in statement.lacks(required):
        if over and aspect is Aspect.BUDGET:
            continue  # what is wrong with the budget is said already
        yield Finding(
            f"missing-{aspect.value}",
            f"{aspect.facts.label} is missing.",
            f"Add {aspect.facts.meaning}.",
        )


def _vague(statement: Statement) -> Iterator[Finding]:
    for promise in statement.claims.vague:
        yield Finding(
            "vague",
            f"“{promise.text}” promises nothing that can be measured.",
            "Put a number in its place or leave it out.",
            promise.start,
            promise.end,
        )


def _headline(faults: Sequence[Finding]) -> str:
    first = faults[0]
    said = _SHORT.get(first.code) or first.message.rstrip(".")
    return f"{said}; {len(faults) - 1} more" if len(faults) > 1 else said
