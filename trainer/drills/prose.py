"""The verdict on a written statement: its findings in the order in which they fail an interview."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from trainer.claims.rubric import ADVICE, LACKS, Demands, judge
from trainer.domain.aspect import Aspect
from trainer.domain.assessment import Assessment, Finding, Verdict
from trainer.domain.memory import Rating
from trainer.drills.base import ContentProblem
from trainer.drills.statement import Statement
from trainer.errors import BadInput

ORDER = (
    "empty",
    "missing-cost",
    "missing-latency",
    "missing-quality",
    "missing-budget",
    "below-physics",
    "does-not-fit",
    "above-ceiling",
    "beyond-envelope",
    "spend-mismatch",
    "short-of-volume",
    "other-volume",
    "other-budget",
    "growth-over-budget",
    "no-unit",
    "no-cost-unit",
    "off-market",
    "no-percentile",
    "average-latency",
    "benchmark-misfit",
    "too-good",
    "no-benchmark",
    "no-plan",
    "no-traffic",
    "apology",
    "deferral",
    "no-impact",
    "hedge",
    "too-long",
    "too-short",
    "vague",
    *ADVICE,
    "no-mitigation",
    "inside-budget",
    "month",
)
"""Codes by weight: silence on cost is the article's fatal one, wishful words are the lightest."""

_SHORT = {
    "empty": "No number that anyone could be held to",
    "beyond-envelope": "Over the budget",
    "below-physics": "Faster than the hardware can be",
    "above-ceiling": "More than the hardware can do",
    "does-not-fit": "The model does not fit the GPUs",
    "spend-mismatch": "The month's spend does not follow",
    "short-of-volume": "Promised for less than is asked",
    "other-volume": "Another volume than is asked",
    "other-budget": "Another budget than is given",
    "growth-over-budget": "The growth breaks the budget",
    "off-market": "Far off the market price",
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
    "deferral": "The answer is put off",
    "hedge": "A hedge takes the number back",
    "no-impact": "Nothing says what it means for the business",
    "too-long": "Too long to be read",
    "too-short": "Too short to carry it",
}
"""What the headline says of a finding; the finding itself follows with its numbers."""

FATAL = frozenset({"empty", "missing-cost", "missing-latency", "missing-quality"})
"""Without one of the triad there is nothing to discuss: Again."""

STYLE = frozenset({"apology", "deferral", "no-impact", "hedge", "too-long", "too-short", "vague"})
"""How it is said. Of a statement whose numbers are there and hold this makes Hard, never Again."""

NOTES = frozenset({"inside-budget", "month", "no-mitigation", *ADVICE})
"""Said because it is good to know; a statement passes without."""

LACKING = {
    **LACKS,
    "benchmark-misfit": "benchmark",
    "too-good": "benchmark",
    "below-physics": "latency",
    "short-of-volume": "traffic",
    "other-volume": "traffic",
    "beyond-envelope": "budget",
    "other-budget": "budget",
    "spend-mismatch": "budget",
    "growth-over-budget": "budget",
}
"""What a finding says is lacking, numbers that do not hold included."""


def judged(
    statement: Statement,
    required: Sequence[Aspect],
    why: str,
    extra: Iterable[Finding] = (),
    demands: Demands | None = None,
) -> Assessment:
    """Return the verdict on ``statement``: Good without a fault, Again without one of the triad.

    In between it is Hard, unless more than half of what is required is faulty.

    ``demands`` takes the place of what follows from ``required``, for kinds that look for what is
    missing themselves and hand it in as ``extra``.
    """
    own = words_lack(statement, required if demands is None else (), demands)
    findings = in_order([*own, *statement.holds.findings, *extra])
    faults = failing(findings)
    if not faults:
        verdict, rating, headline = Verdict.CORRECT, Rating.GOOD, "An interviewer would nod"
    elif _fails(faults, len(required)):
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


def _fails(faults: Sequence[Finding], required: int) -> bool:
    """Tell whether ``faults`` make Again: one of the triad missing, or much of the substance."""
    codes = [fault.code for fault in faults]
    if FATAL & set(codes):
        return True
    return len([code for code in codes if code not in STYLE]) > required / 2


def model_problems(what: str, assess: Callable[[], Assessment]) -> Iterator[ContentProblem]:
    """Yield why the deck's own answer (``what``) fails its drill, worst first, or nothing."""
    try:
        faults = failing(assess().findings)
    except BadInput as error:
        yield ContentProblem(("good",), f"{what} is no answer: {error.advice}")
        return
    for fault in faults[:1]:
        said = f"{what} fails its own drill: {lowered(fault.message)}"
        yield ContentProblem(("good",), said, "warning")


def lowered(sentence: str) -> str:
    """Return a sentence as it stands inside another: abbreviations and amounts keep their case."""
    first, _, rest = sentence.partition(" ")
    is_word = first.isalpha() and (len(first) == 1 or first[1:].islower())
    return f"{first.lower() if is_word else first} {rest}"


def failing(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings that fail a statement: all but advice and what holds."""
    return tuple(finding for finding in findings if finding.code not in NOTES)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return ``findings`` with what would fail an interview first, each sentence once."""
    weight = {code: place for place, code in enumerate(ORDER)}
    once = {(finding.code, finding.message): finding for finding in reversed(list(findings))}
    return sorted(
        once.values(), key=lambda each: (weight.get(each.code, len(ORDER)), each.start or 0)
    )


def lacking(statement: Statement, required: Sequence[Aspect]) -> frozenset[Aspect]:
    """Return which of the ``required`` aspects the statement has not, as the verdict counts it.

    What is there but does not hold is lacking as well: a metric that does not fit, a spend beyond
    the budget.
    """
    findings = [*words_lack(statement, required), *statement.holds.findings]
    said = {LACKING.get(finding.code) for finding in findings}
    return frozenset(
        aspect for aspect in required if aspect.value in said or aspect not in statement.covered
    )


def words_lack(
    statement: Statement, required: Sequence[Aspect], demands: Demands | None = None
) -> Iterator[Finding]:
    """Yield what the words alone lack."""
    if not statement.claims.claims and not statement.claims.plans:
        said = "There is no number here that anyone could be held to."
        yield Finding("empty", said, "Begin with cost.", 0, len(statement.text))
    judged_words = judge(statement.claims, demands or demands_of(required, statement.task))
    told = [each for each in judged_words if not _is_months_spend(each, statement)]
    yield from told
    heard = {finding.code for finding in (*told, *statement.holds.findings)}
    for aspect, (codes, message, fix) in _UNSAID.items():
        if aspect in required and aspect not in statement.covered and not heard & set(codes):
            yield Finding(codes[0], message, fix, 0, len(statement.text))


def _is_months_spend(finding: Finding, statement: Statement) -> bool:
    """Tell whether an amount that does not say what it pays is what the price comes to a month."""
    month = statement.holds.month
    if finding.code != "no-cost-unit" or month is None:
        return False
    return any(
        claim.start == finding.start and abs(claim.value - month.amount) <= 0.1 * month.amount
        for claim in statement.claims.of("cost")
    )


_UNSAID = {
    Aspect.PERCENTILE: (
        ("no-percentile", "average-latency", "missing-latency"),
        "There is no latency with a percentile.",
        "Say p95 or p99 of a latency.",
    ),
    Aspect.BENCHMARK: (
        ("no-benchmark", "missing-quality"),
        "There is no score on a benchmark or data set.",
        "Say on which questions quality is measured, best on data like the product's.",
    ),
    Aspect.TRAFFIC: (
        ("no-traffic",),
        "A rate of tokens is what the machines deliver, not the traffic they must bear.",
        "Add requests per second, tokens a day or the length of prompts.",
    ),
    Aspect.BUDGET: (
        ("missing-budget", "beyond-envelope"),
        "Nothing says how it sits in the budget.",
        "Say the month's spend and the budget it fits, or a price and a volume.",
    ),
}
"""What the rubric does not ask by itself: the codes that say it already, a sentence, its fix."""


def demands_of(required: Sequence[Aspect], task: str) -> Demands:
    """Return what the rubric demands for ``required`` aspects of a system for ``task``."""
    triad = (Aspect.LATENCY, Aspect.COST, Aspect.QUALITY)
    return Demands(
        dimensions=tuple(aspect.value for aspect in triad if aspect in required),
        task=task,
        percentile=Aspect.PERCENTILE in required,
        benchmark=Aspect.BENCHMARK in required,
        traffic=Aspect.TRAFFIC in required,
        plan=Aspect.PLAN in required,
    )


def in_short(code: str) -> str:
    """Return a few words for the finding called ``code``; none where its own sentence is needed."""
    return _SHORT.get(code, "")


def _headline(faults: Sequence[Finding]) -> str:
    first = faults[0]
    said = in_short(first.code) or first.message.rstrip(".")
    return f"{said}; {len(faults) - 1} more" if len(faults) > 1 else said
