"""Contradiction: two promises of the same thing that cannot both be meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache, partial

from trainer.claims.claim import Claim
from trainer.drills.statement import PERCENTILES
from trainer.study.interview.fairness import HYPOTHETICAL, sentence_of
from trainer.study.interview.heard import Heard
from trainer.study.interview.room import Doubt, Room
from trainer.study.interview.slot import clock
from trainer.study.interview.workings import joined, worked
from trainer.units.quantity import show_quantity

_FACTOR = {"latency": 1.25, "cost": 1.25, "quality": 1.08, "volume": 2.0}
"""Two values further apart than this are two promises."""

_TAILS = ("p50", "p90", "p95", "p99", "p99.9", "max")

_MEANT = re.compile(
    r"\b(?:sorry|correct\w*|i mean\w*|rather|revis\w*|instead|actually|chang\w*|relax\w*"
    r"|tighten\w*|lower\w*|rais\w*|drop\w*|if|unless|when|while|worst|best|peak|option\w*"
    r"|alternativ\w*|compared?|versus|vs|than|cached?|fallback|today|current\w*|now|up to|could"
    r"|grow\w*|larger|smaller|bigger|long\w*|short\w*|input|output|draft|tier|premium|free|batch"
    r"|per user|each|some|rest|share|baseline|version|later|pilot|self.?host\w*|api|on.?prem\w*"
    r"|night|budget|stage|step|hearing|network|retriev\w*|queue|prefill|\d+ ?(?:x|×|times))\b",
    re.IGNORECASE,
)
"""Words after which a second number is another case, or a correction: both are fair."""


def contradiction(room: Room) -> Iterator[Doubt]:
    """Ask which of two numbers counts."""
    for first, one, second, other in pairs(room.heard):
        if settled_at(room.heard, second, other) is not None:
            continue
        yield Doubt(
            kind="contradiction",
            point=f"contradiction@{first.at_s:g}-{second.at_s:g}",
            text=f"At {clock(first.at_s)} you said “{first.quote(one)}”, now"
            f" “{second.quote(other)}”. Which of the two?",
            working=partial(contradiction_working, one, other),
            weight=80,
            due_s=second.at_s,
        )


def pairs(heard: tuple[Heard, ...]) -> Iterator[tuple[Heard, Claim, Heard, Claim]]:
    """Yield the claims that contradict an earlier one, each with the latest that it denies."""
    said: dict[tuple[str, str, str], list[tuple[Heard, Claim]]] = {}
    for each in heard:
        fresh: list[tuple[Heard, Claim]] = []
        for topic in _FACTOR:
            for claim in each.claims.of(topic):
                if each.findings:
                    continue  # one question on a number is enough
                if not _is_promise(each, claim):
                    continue
                key = (topic, claim.unit or "", claim.subject or "")
                denied = _denied(said.get(key, []), claim, topic)
                if denied is not None:
                    yield *denied, each, claim
                fresh.append((each, claim))
        for one in fresh:
            topic, unit, subject = one[1].dimension, one[1].unit or "", one[1].subject or ""
            said.setdefault((topic, unit, subject), []).append(one)


def settled_at(heard: tuple[Heard, ...], second: Heard, claim: Claim) -> float | None:
    """Return when something was said on it again, None if nothing was."""
    later = (each for each in heard if each.at_s > second.at_s)
    return next((each.at_s for each in later if each.claims.of(claim.dimension)), None)


def contradiction_working(one: Claim, other: Claim) -> str:
    """Return how far apart the two are."""
    if (one.unit or "").endswith("/token"):
        givens = {"cost_per_token": other.value, "reference_cost_per_token": one.value}
        return worked("price_ratio", givens)
    high, low = max(one.value, other.value), min(one.value, other.value)
    order = f" {other.statistic} cannot lie below {one.statistic} of the same requests."
    tail = order if one.statistic != other.statistic else ""
    shown = [_shown(each) for each in (one, other)]
    return joined(f"{shown[0]} against {shown[1]}: a factor of {high / low:.3g}.{tail}")


def _denied(
    earlier: list[tuple[Heard, Claim]], claim: Claim, topic: str
) -> tuple[Heard, Claim] | None:
    cases = [(before, one) for before, one in reversed(earlier) if _same_case(one, claim)]
    same = [each for each in cases if each[1].statistic == claim.statistic]
    if any(_apart(one, claim) <= _FACTOR[topic] for _, one in same):
        return None  # said before: whoever says it again has chosen
    turned = [each for each in cases if _is_turned(each[1], claim)]
    return next((each for each in same + turned if _apart(each[1], claim) > _FACTOR[topic]), None)


def _apart(one: Claim, other: Claim) -> float:
    """Return the factor between two values above zero."""
    return max(one.value, other.value) / min(one.value, other.value)


def _is_promise(each: Heard, claim: Claim) -> bool:
    """Tell whether ``claim`` is a value above zero, said of no other case and not as a correction.

    All that was said is looked through after every statement, so each sentence is read but once.
    """
    return claim.value > 0 and not _is_other_case(each.text, claim.start, claim.end)


@lru_cache(maxsize=4096)
def _is_other_case(text: str, start: int, end: int) -> bool:
    """Tell whether the sentence says that it is another case, or a correction."""
    sentence = sentence_of(text, start, end)
    return bool(_MEANT.search(sentence) or HYPOTHETICAL.search(sentence))


def _same_case(one: Claim, other: Claim) -> bool:
    return (
        all(
            before is None or after is None or before == after
            for before, after in (
                (one.condition, other.condition),
                (one.benchmark, other.benchmark),
            )
        )
        and one.value_high is None
        and other.value_high is None
    )


def _is_turned(one: Claim, other: Claim) -> bool:
    """Tell whether the higher percentile has the lower latency."""
    if one.statistic not in PERCENTILES or other.statistic not in PERCENTILES:
        return False
    order = _TAILS.index(str(one.statistic)) - _TAILS.index(str(other.statistic))
    return order * (one.value - other.value) < 0


def _shown(claim: Claim) -> str:
    if claim.unit == "s":
        return show_quantity(claim.value, "s")
    return f"{claim.value:,.6g} {claim.unit or ''}".strip()
