"""A statement held against what its drill requires, from the words alone.

Whether the numbers fit the envelope and physics is judged elsewhere; those findings are handed in
and ordered together with these.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from trainer.claims.claim import Claim, Claims
from trainer.claims.fit import is_too_good, misfit, task_of
from trainer.claims.lexicon import lexicon
from trainer.domain.assessment import Finding

TRIAD = ("latency", "cost", "quality")

ORDER = (
    "missing-cost",
    "missing-latency",
    "missing-quality",
    "missing-budget",
    "below-physics",
    "beyond-envelope",
    "contradiction",
    "missing-throughput",
    "missing-scale",
    "missing-volume",
    "missing-availability",
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
    "vague",
    "latency-of-what",
    "quality-of-what",
    "public-benchmark",
    "thin-plan",
    "soft-number",
)
"""Codes of findings by what would fail an interview first. From ADVICE on they do not fail."""

ADVICE = ORDER[ORDER.index("latency-of-what") :]
"""Findings that would improve a statement which passes without."""

LACKS = {
    "missing-latency": "latency",
    "missing-cost": "cost",
    "no-cost-unit": "cost",
    "missing-quality": "quality",
    "no-benchmark": "benchmark",
    "no-plan": "plan",
    "no-percentile": "percentile",
    "average-latency": "percentile",
    "no-traffic": "traffic",
    "missing-budget": "budget",
    "beyond-envelope": "budget",
}
"""What a finding says is lacking, in the words of the deck format's ``lacks``."""


@dataclass(frozen=True, slots=True)
class Demands:
    """What a statement must hold: claims of ``dimensions``, and how they must be qualified.

    ``task`` is what the quality is claimed for (one of ``fit.tasks()``), "" if not told.
    """

    dimensions: tuple[str, ...] = TRIAD
    task: str = ""
    percentile: bool = True
    benchmark: bool = True
    traffic: bool = True
    plan: bool = True


def judge(
    claims: Claims, demands: Demands | None = None, extra: Iterable[Finding] = ()
) -> tuple[Finding, ...]:
    """Return what is wrong with a statement, worst first; ``extra`` are findings of others.

    Without ``demands`` a generic interviewer reads: the triad, qualified, with a plan. To a text
    without a word there is nothing to say.
    """
    if not claims.text.strip():
        return order(extra)
    asked = demands if demands is not None else Demands()
    own = [
        *_missing(claims, asked),
        *_bare(claims),
        *_latency(claims, asked),
        *_quality(claims, asked),
        *_surroundings(claims, asked),
        *_vague(claims),
    ]
    return order([*own, *extra])


def order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings by what would fail an interview first, then by place; doubles are dropped.

    A code this room does not know comes before ``vague``: its author thought it worth saying.
    """
    unknown = ORDER.index("vague") - 0.5
    ranks = {code: float(rank) for rank, code in enumerate(ORDER)}
    return tuple(
        sorted(
            dict.fromkeys(findings),
            key=lambda item: (ranks.get(item.code, unknown), item.start or 0, item.end or 0),
        )
    )


def failing(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings that fail a statement: all but advice."""
    return tuple(finding for finding in findings if finding.code not in ADVICE)


_MISSING = {
    "latency": ("no number for latency", "Add a bound such as p95 ≤ 200 ms."),
    "cost": (
        "no cost",
        "Say what a token or request costs, such as $0.60 per million tokens.",
    ),
    "quality": (
        "no number for quality",
        "Name a metric, a threshold and the data it is measured on.",
    ),
    "throughput": ("no throughput", "Say how many requests or tokens per second it sustains."),
    "scale": ("no number for growth", "Say how far it grows, such as up to 10× today's traffic."),
    "availability": ("no availability", "Promise a share of time, such as 99.9 %."),
    "volume": ("no volume", "Say how many tokens or requests a day it is meant for."),
    "budget": ("no budget", "Say what it may cost a month."),
}
_VAGUE_FIX = {
    "latency": "Replace it by a percentile and a bound, such as p95 ≤ 200 ms.",
    "cost": "Replace it by an amount per token or per request.",
    "quality": "Replace it by a metric, a threshold and a benchmark.",
    "scale": "Replace it by a multiple and what stays constant, such as 10× at the same cost.",
    "availability": "Replace it by a share of time, such as 99.9 %.",
    "volume": "Replace it by requests or tokens a day.",
    "throughput": "Replace it by requests or tokens per second.",
    "": "Replace it by a number that can be measured.",
}


def _whole(claims: Claims, code: str, message: str, fix: str) -> Finding:
    return Finding(code, message, fix, 0, len(claims.text))


def _at(claim: Claim, code: str, message: str, fix: str) -> Finding:
    return Finding(code, message, fix, claim.start, claim.end)


def _missing(claims: Claims, demands: Demands) -> Iterator[Finding]:
    for dimension in demands.dimensions:
        if claims.of(dimension):
            continue
        what, fix = _MISSING[dimension]
        code, message = f"missing-{dimension}", f"There is {what}."
        words = [vague for vague in claims.vague if vague.dimension == dimension]
        if words:
            yield Finding(code, message, fix, words[0].start, words[0].end)
        else:
            yield _whole(claims, code, message, fix)


def _bare(claims: Claims) -> Iterator[Finding]:
    """Find numbers without a unit, prices without "per what", and soft numbers."""
    for claim in claims.claims:
        if claim.unit is None:
            yield _at(claim, "no-unit", "The number has no unit.", "Add the unit.")
        elif claim.dimension == "cost" and "/" not in claim.unit:
            message = "The price does not say what it is paid for."
            yield _at(claim, "no-cost-unit", message, "Say per token, per request or per user.")
        if claim.comparator == "approx":
            message = "An approximate number commits to nothing."
            yield _at(claim, "soft-number", message, "Turn it into a bound: at most, at least.")


def _latency(claims: Claims, demands: Demands) -> Iterator[Finding]:
    found = claims.of("latency")
    if not found:
        return
    if demands.percentile and not any(_is_tail(claim) for claim in found):
        yield _percentile(found)
    if not any(claim.subject for claim in found):
        message = "It stays open which latency is meant."
        fix = "Say time to first token, time per token or end to end."
        yield _at(found[0], "latency-of-what", message, fix)


def _is_tail(claim: Claim) -> bool:
    return claim.statistic not in {None, "mean", "min"}


def _percentile(found: tuple[Claim, ...]) -> Finding:
    mean = next((claim for claim in found if claim.statistic == "mean"), None)
    if mean is None:
        message = "The latency has no percentile, so nobody knows how many requests meet it."
        return _at(found[0], "no-percentile", message, "Say p95 or p99.")
    message = "An average hides the slow requests that users complain about."
    return _at(mean, "average-latency", message, "Promise p95 or p99 instead.")


def _quality(claims: Claims, demands: Demands) -> Iterator[Finding]:
    found = claims.of("quality")
    for claim in found:
        yield from _fit(claim, demands.task)
    if not found:
        return
    named = [claim for claim in found if claim.benchmark]
    if demands.benchmark and not named:
        message = "The quality is not tied to any benchmark or data set."
        fix = "Say on which questions it is measured, best on data like the product's."
        yield _at(found[0], "no-benchmark", message, fix)
    elif named and all(_is_public(claim) for claim in named):
        message = "A public benchmark alone need not resemble the product's own traffic."
        fix = "Add a set of your own, and say why the two compare."
        yield _at(named[0], "public-benchmark", message, fix)
    if not any(claim.subject for claim in found) and not named:
        fix = "Say accuracy, F1, pass@1 or whatever fits the task."
        yield _at(found[0], "quality-of-what", "The quality has no metric.", fix)


def _is_public(claim: Claim) -> bool:
    return any((claim.benchmark or "").startswith(name) for name in lexicon().tasks)


def _fit(claim: Claim, task: str) -> Iterator[Finding]:
    own = task_of(claim)
    for candidate in dict.fromkeys((task, own)):
        better = misfit(claim, candidate)
        if better:
            message = f"{claim.subject} does not measure {_TASK_NAMES.get(candidate, candidate)}."
            yield _at(claim, "benchmark-misfit", message, f"Use {better}.")
            break
    if is_too_good(claim):
        message = f"No system reaches such a {claim.subject} score except by copying the reference."
        yield _at(claim, "too-good", message, "Check the metric and what good systems score.")


_TASK_NAMES = {"qa": "question answering", "code": "generated code", "agents": "agents' tasks"}


def _surroundings(claims: Claims, demands: Demands) -> Iterator[Finding]:
    if demands.plan and not claims.plans:
        message = "Nothing says how the numbers will be measured."
        fix = "Say what is measured how often, against which baseline, and when you roll back."
        yield _whole(claims, "no-plan", message, fix)
    for plan in claims.plans:
        if "rollback" not in plan.parts:
            message = "The plan does not say what happens when the number is missed."
            fix = "Add the threshold at which you roll back."
            yield Finding("thin-plan", message, fix, plan.start, plan.end)
    loaded = any(claim.condition for claim in claims.claims)
    carried = any(claims.of(name) for name in ("throughput", "volume", "scale"))
    if demands.traffic and not loaded and not carried:
        message = "Nothing says at which traffic the numbers hold."
        fix = "Add requests per second, tokens a day or the length of prompts."
        yield _whole(claims, "no-traffic", message, fix)


def _vague(claims: Claims) -> Iterator[Finding]:
    for word in claims.vague:
        message = f"“{word.text}” promises nothing that can be checked."
        yield Finding("vague", message, _VAGUE_FIX[word.dimension], word.start, word.end)
