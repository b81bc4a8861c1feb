"""The verdict on a written statement: its findings in the order in which they fail an interview."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from trainer.claims.rubric import ADVICE, LACKS, Demands, judge
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
    "no-unit",
    "no-cost-unit",
    "no-percentile",
    "average-latency",
    "benchmark-misfit",
    "too-good",
    "no-benchmark",
    "no-traffic",
    "no-plan",
    "apology",
    "no-impact",
    "too-long",
    "too-short",
    "vague",
    *ADVICE,
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
    "missing-cost": "Silent on cost",
    "missing-latency": "Silent on latency",
    "missing-quality": "Silent on quality",
    "missing-budget": "Silent on the budget",
    "no-percentile": "A latency without a percentile",
    "average-latency": "An average where the tail counts",
    "benchmark-misfit": "A metric that does not fit the task",
    "too-good": "A score too good to be true",
    "no-benchmark": "A score without a benchmark",
    "no-traffic": "No word of the traffic it holds for",
    "no-plan": "No measurement plan",
    "apology": "An apology instead of a number",
    "no-impact": "Nothing says what it means for budget or risk",
    "too-long": "Too long to be read",
    "too-short": "Too short to carry it",
}
"""What the headline says of a finding; the finding itself follows with its numbers."""

FATAL = frozenset({"empty", "missing-cost", "missing-latency", "missing-quality"})
"""Without one of the triad there is nothing to discuss: Again."""

NOTES = frozenset({"inside-budget", *ADVICE})
"""Said because it is good to know; a statement passes without."""


def judged(
    statement: Statement,
    required: Sequence[Aspect],
    why: str,
    extra: Iterable[Finding] = (),
) -> Assessment:
    """Return the verdict on ``statement``: Good without a fault, Again without one of the triad."""
    findings = in_order([*_faults(statement, required), *statement.holds.findings, *extra])
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


def lacking(statement: Statement, required: Sequence[Aspect]) -> frozenset[Aspect]:
    """Return which of the ``required`` aspects the statement has not, as the verdict counts it."""
    said = {LACKS.get(finding.code) for finding in _faults(statement, required)}
    return frozenset(aspect for aspect in required if aspect.value in said)


def _faults(statement: Statement, required: Sequence[Aspect]) -> Iterator[Finding]:
    """Yield what the words alone lack."""
    if not statement.claims.claims and not statement.claims.plans:
        said = "There is no number here that anyone could be held to."
        yield Finding("empty", said, "Begin with cost.")
    yield from judge(statement.claims, _demands(required, statement.task))
    over = any(finding.code == "over-budget" for finding in statement.holds.findings)
    if Aspect.BUDGET in required and Aspect.BUDGET not in statement.covered and not over:
        said = "Nothing says how it sits in the budget."
        fix = "Say the month's spend and the budget it fits, or a price and a volume."
        yield Finding("missing-budget", said, fix)


def _demands(required: Sequence[Aspect], task: str) -> Demands:
    triad = (Aspect.LATENCY, Aspect.COST, Aspect.QUALITY)
    return Demands(
        dimensions=tuple(aspect.value for aspect in triad if aspect in required),
        task=task,
        percentile=Aspect.PERCENTILE in required,
        benchmark=Aspect.BENCHMARK in required,
        traffic=Aspect.TRAFFIC in required,
        plan=Aspect.PLAN in required,
    )


def _headline(faults: Sequence[Finding]) -> str:
    first = faults[0]
    said = _SHORT.get(first.code) or first.message.rstrip(".")
    return f"{said}; {len(faults) - 1} more" if len(faults) > 1 else said
