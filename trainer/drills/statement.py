"""A written statement held against its drill: what it has, what it lacks, whether it holds.

Used by every kind whose answer is prose. The reader of claims finds the numbers, this says which
aspects they cover, and the envelope says whether they hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from trainer.claims.claim import Claim, Claims
from trainer.claims.reader import extract
from trainer.domain.aspect import Aspect
from trainer.drills.entries import Supplies
from trainer.drills.envelope import NOTHING, Holds, check_envelope
from trainer.drills.mentions import mentioned
from trainer.drills.scenario import Setting
from trainer.drills.sentencewise import extract_sentencewise
from trainer.errors import BadInput

PERCENTILES = frozenset({"p50", "p90", "p95", "p99", "p99.9", "max"})
"""What says whose latency it is. A mean does not: it hides the tail."""

_PERCENTILE = re.compile(
    r"\bp\d\d(?:\.\d+)?\b|\b[\w.-]{1,40}[ -]percentile\b|\bmedian\b"
    r"|\b\d\d(?:\.\d+)?\s?% of \w+|\b(?:worst[- ]case|max\w*)\b",
    re.IGNORECASE,
)
"""How a percentile is written. That there is one, the reader says; this is where it stands."""

_NEAR = 40

LONGEST_STATEMENT = 4000
"""Characters: a statement longer than this is a paper."""


def refuse_unreadable(text: str, fewest_words: int, what: str, remedy: str) -> None:
    """Raise BadInput where ``text`` is next to nothing, or more than anybody reads."""
    if len(text.split()) < fewest_words:
        raise BadInput(f"there is no {what} yet", remedy=remedy)
    if len(text) > LONGEST_STATEMENT:
        raise BadInput(
            f"this {what} has {len(text):,} characters; at most {LONGEST_STATEMENT:,} are read",
            remedy="keep what carries a number",
        )


@dataclass(frozen=True, slots=True)
class Statement:
    """A text as it was read. ``covered`` maps each aspect it has to the spans that supply it."""

    text: str
    claims: Claims
    covered: Mapping[Aspect, tuple[tuple[int, int], ...]]
    holds: Holds
    task: str = ""


def read_statement(text: str, about: Setting, supplies: Supplies) -> Statement:
    """Return ``text`` read as a statement about the system ``about``."""
    text = text[:LONGEST_STATEMENT]
    return _held(extract(text), about, supplies)


def read_along(text: str, about: Setting, supplies: Supplies) -> Statement:
    """Return ``text`` read while it is typed: sentences that did not change are not read again."""
    text = text[:LONGEST_STATEMENT]
    return _held(extract_sentencewise(text), about, supplies)


def _held(claims: Claims, about: Setting, supplies: Supplies) -> Statement:
    told = mentioned(claims.text, supplies)
    holds = check_envelope(claims, told.over(about.facts), told.places)
    return Statement(claims.text, claims, covered(claims, holds), holds, about.task)


def covered(claims: Claims, holds: Holds = NOTHING) -> dict[Aspect, tuple[tuple[int, int], ...]]:
    """Return the aspects that ``claims`` supply and where, in the order of :class:`Aspect`."""
    latency, cost, quality = (claims.of(name) for name in ("latency", "cost", "quality"))
    fits = [claim for claim in cost if (claim.start, claim.end) in holds.inside]
    budgets = [*claims.of("budget"), *fits]
    # Tokens a second are what machines deliver, requests a second what users ask for.
    asked = [claim for claim in claims.of("throughput") if claim.unit != "token/s"]
    loads = [*asked, *claims.of("volume"), *claims.of("scale")]
    found: dict[Aspect, Iterable[Claim]] = {
        Aspect.LATENCY: latency,
        Aspect.COST: cost,
        Aspect.BUDGET: budgets,
        Aspect.QUALITY: quality,
        Aspect.TRAFFIC: loads,
    }
    spans = {aspect: [(claim.start, claim.end) for claim in each] for aspect, each in found.items()}
    spans[Aspect.TRAFFIC] += [
        _place(claims.text, claim, claim.condition) for claim in claims.claims if claim.condition
    ]
    spans[Aspect.PERCENTILE] = [
        _tail(claims.text, claim) for claim in latency if claim.statistic in PERCENTILES
    ]
    spans[Aspect.BENCHMARK] = [
        _place(claims.text, claim, claim.benchmark) for claim in quality if claim.benchmark
    ]
    spans[Aspect.PLAN] = [(plan.start, plan.end) for plan in claims.plans]
    return {aspect: tuple(spans[aspect]) for aspect in Aspect if spans[aspect]}


def _tail(text: str, claim: Claim) -> tuple[int, int]:
    """Return where the percentile of a latency stands, next to it; else the claim itself."""
    start = max(0, claim.start - _NEAR)
    found = [each.span() for each in _PERCENTILE.finditer(text, start, claim.end + _NEAR)]
    return min(
        found,
        key=lambda span: max(claim.start - span[1], span[0] - claim.end),
        default=(claim.start, claim.end),
    )


def _place(text: str, claim: Claim, part: str) -> tuple[int, int]:
    """Return where ``part`` of a claim stands in the text, next to it; else the claim itself."""
    start = text.find(part, claim.start)
    if start < 0:
        start = text.rfind(part, 0, claim.start)
    return (start, start + len(part)) if start >= 0 else (claim.start, claim.end)
