"""What was heard: a statement with its time, its claims, and what the cost model says to them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from trainer.claims.claim import Claim, Claims
from trainer.claims.reader import extract
from trainer.claims.rubric import Demands, judge
from trainer.domain.assessment import Finding
from trainer.drills.entries import Supplies
from trainer.drills.envelope import check_envelope
from trainer.drills.mentions import mentioned
from trainer.drills.spend import check_money
from trainer.drills.statement import PERCENTILES

TOPICS: Mapping[str, str] = {
    "latency": "Latency",
    "cost": "Cost",
    "quality": "Quality",
    "volume": "Volume",
    "plan": "Measurement plan",
}
"""What an interviewer waits for, in the order of the debrief."""

MARKS: Mapping[str, str] = {
    "L": "latency",
    "C": "cost",
    "Q": "quality",
    "V": "volume",
    "P": "plan",
}
"""The key by which somebody who speaks aloud marks what was just said."""

LONGEST = 20_000
"""Characters of one statement that are read: more is a paper, and nobody says it in one breath."""

_HARDWARE = frozenset({"gpus", "parameters", "memory_bandwidth", "weight_bits"})
_NOT_SAID = frozenset({"short-of-volume", "off-market"})
"""Findings on statements that say little in speech: part of a volume, and a price judged apart."""

_ACROSS = frozenset({"spend-mismatch", "growth-over-budget"})
_SPEND = frozenset({"eq", "approx", "range"})
_TRAFFIC = re.compile(r"\d.*(?:request|req|rps|qps|user|concurren|token)", re.IGNORECASE)
_OWNS_UP = re.compile(
    r"\b(?:exceed|over (?:the )?budget|above (?:the )?budget|beyond|outgr|renegotiat|would need"
    r"|must|have to|not fit|no longer|break|cap\b|capped|cut|half|halve|cheaper|smaller|ends at"
    r"|throttl)",
    re.IGNORECASE,
)
"""Somebody who says himself that growth passes the budget need not be told."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One statement, or a mark alone (then ``text`` is empty).

    ``facts`` are the terms of the cost model known when it was said, ``told`` those it told itself.
    """

    at_s: float
    text: str
    phase: str
    claims: Claims
    findings: tuple[Finding, ...] = ()
    facts: Mapping[str, float] = {}
    told: frozenset[str] = frozenset()
    mark: str = ""

    def of(self, topic: str) -> tuple[Claim, ...]:
        """Return the claims that say something of ``topic`` with a number."""
        if topic == "cost":
            return (*self.claims.of("cost"), *self._spends())
        if topic == "volume":
            rates = (each for each in self.claims.of("throughput") if each.unit != "token/s")
            held = (
                each
                for each in self.claims.claims
                if each.condition and _TRAFFIC.search(each.condition)
            )
            return (*self.claims.of("volume"), *rates, *held)
        return self.claims.of(topic)

    def says(self, topic: str) -> bool:
        """Tell whether this says something of ``topic`` that somebody can be held to."""
        if topic == self.mark:
            return True
        return bool(self.claims.plans) if topic == "plan" else bool(self.of(topic))

    def quote(self, claim: Claim) -> str:
        """Return the words of ``claim``."""
        return self.text[claim.start : claim.end]

    def _spends(self) -> tuple[Claim, ...]:
        """Return the amounts a month that are spent, not the envelope told back."""
        envelope = self.facts.get("monthly_budget", 0.0)
        return tuple(
            each
            for each in self.claims.of("budget")
            if each.comparator in _SPEND and not _restates(each, envelope, self.text)
        )


def _restates(claim: Claim, envelope: float, text: str) -> bool:
    around = text[max(0, claim.start - 30) : claim.end + 20].lower()
    if any(word in around for word in ("budget", "envelope", "cap", "limit", "ceiling")):
        return True
    return abs(claim.value - envelope) <= 0.01 * envelope


def listen(
    at_s: float,
    text: str,
    phase: str,
    facts: Mapping[str, float],
    task: str,
    supplies: Supplies,
    before: str = "",
) -> Heard:
    """Return ``text`` as it is heard by somebody who knows ``facts``.

    ``before`` is the last statement that told a price: a spend told now is held against it.
    """
    text = text[:LONGEST]
    claims = extract(text)
    told = mentioned(text, supplies)
    known = {**facts, **told.values}
    findings = [
        each
        for each in check_envelope(claims, known, told.places).findings
        if each.code not in _NOT_SAID and _is_fair(each, text, told.values)
    ]
    demands = Demands((), task, *(False,) * 4)
    findings += [
        each for each in judge(claims, demands) if each.code in {"benchmark-misfit", "too-good"}
    ]
    if before and not claims.of("cost"):
        findings += _across(before, text, known)
    return Heard(at_s, text, phase, claims, tuple(findings), known, frozenset(told.values))


def _is_fair(finding: Finding, text: str, told: Mapping[str, Any]) -> bool:
    if finding.code == "does-not-fit":
        return bool(_HARDWARE & set(told))
    if finding.code == "growth-over-budget":
        return not _OWNS_UP.search(text)
    return True


def _across(before: str, text: str, known: Mapping[str, float]) -> list[Finding]:
    """Return what does not hold of ``text`` at the price that was told before."""
    offset = len(before) + 1
    return [
        each
        for each in check_money(extract(f"{before}\n{text}"), known).findings
        if each.code in _ACROSS and (each.start or 0) >= offset and _is_fair(each, text, {})
    ]


def has_percentile(claim: Claim) -> bool:
    """Tell whether a latency says whose it is."""
    return claim.statistic in PERCENTILES
