"""What was heard: a statement with its time, its claims, and what the cost model says to them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from trainer.claims.claim import Claim, Claims
from trainer.claims.reader import extract
from trainer.claims.rubric import Demands, judge
from trainer.domain.assessment import Finding
from trainer.drills.cards import gpus_said
from trainer.drills.entries import Supplies
from trainer.drills.envelope import check_envelope
from trainer.drills.mentions import mentioned
from trainer.drills.spend import check_money
from trainer.drills.statement import PERCENTILES
from trainer.drills.words import words_of
from trainer.study.interview.fairness import HINT, is_fair, other_length

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

_NOT_SAID = frozenset({"off-market"})
"""Findings on statements that say little in speech: a price is judged apart."""

_ACROSS = frozenset({"spend-mismatch", "growth-over-budget"})
_LOT = re.compile(
    r"(?<!per )(?<!per\s\s)(?<![\w.,])\d[\d,.]*+\s?(?:k|m|b|thousand|million|billion)?\s"
    r"(?:tokens|requests|queries|calls|documents|chats|posts|users) (?:a|per|each|every|in all)\b"
    r"|(?<!per )(?<![\w.,])\d[\d,.]*+\s?(?:m|b|million|billion) (?:tokens|requests|users)\b",
    re.IGNORECASE,
)
"""A volume whose period is not said: "the batch of 300 million tokens"."""

_TAKES_BACK = re.compile(
    r"\b(?:sorry|correction|i mean|i meant|let me correct|no wait|scratch that|rather|that is wrong"
    r"|that's wrong|not [^.,]{1,30} but)\b",
    re.IGNORECASE,
)
_BANDWIDTH = re.compile(r"\b(\d+(?:\.\d+)?)\s?(TB|GB)\s?(?:/s|per second|ps)\b", re.IGNORECASE)
_FOR_EACH = " per token"
_SPEND = frozenset({"eq", "approx", "range"})
_TRAFFIC = re.compile(
    r"^[^\d\n]*\d.*(?:request|req|rps|qps|user|concurren|token)", re.IGNORECASE | re.MULTILINE
)


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
    facts: Mapping[str, float] = field(default_factory=dict)
    told: frozenset[str] = frozenset()
    topics: Mapping[str, tuple[Claim, ...]] = field(default_factory=dict)
    mark: str = ""

    def of(self, topic: str) -> tuple[Claim, ...]:
        """Return the claims that say something of ``topic`` with a number."""
        return self.topics.get(topic, ())

    def says(self, topic: str) -> bool:
        """Tell whether this says something of ``topic`` that somebody can be held to."""
        return topic == self.mark or topic in self.topics or bool(self.place_of(topic))

    def place_of(self, topic: str) -> tuple[int, int] | None:
        """Return where ``topic`` is said first, None where it is not."""
        claims = self.of(topic)
        if claims:
            return claims[0].start, claims[0].end
        if topic == "plan" and self.claims.plans:
            return self.claims.plans[0].start, self.claims.plans[0].end
        found = _LOT.search(self.text) if topic == "volume" else None
        return found.span() if found else None

    @property
    def is_telling(self) -> bool:
        """Tell whether a rule can make anything of this."""
        found = self.claims
        return bool(
            self.mark or found.claims or found.plans or found.vague or self.told or self.findings
        ) or bool(_LOT.search(self.text) or HINT.search(self.text))

    def quote(self, claim: Claim) -> str:
        """Return the words of ``claim``, with what it is about where that stands elsewhere."""
        words = self.text[claim.start : claim.end]
        about = claim.subject if claim.dimension in {"latency", "quality"} else None
        is_told = about is None or about.lower() in words.lower() or claim.condition == words
        return words if is_told else f"{about} {words}"


def _topics(claims: Claims, facts: Mapping[str, float]) -> dict[str, tuple[Claim, ...]]:
    """Return the claims by what an interviewer waits for; what nothing is said of is left out."""
    envelope = facts.get("monthly_budget", 0.0)
    spends = (
        each
        for each in claims.of("budget")
        if each.comparator in _SPEND and not _restates(each, envelope, claims.text)
    )
    rates = (each for each in claims.of("throughput") if each.unit != "token/s")
    held = (
        _condition(claims.text, each)
        for each in claims.claims
        if each.condition and _TRAFFIC.search(each.condition)
    )
    found = {
        "latency": claims.of("latency"),
        "cost": (*claims.of("cost"), *spends),
        "quality": claims.of("quality"),
        "volume": (*claims.of("volume"), *rates, *held),
    }
    return {topic: each for topic, each in found.items() if each}


def _condition(text: str, claim: Claim) -> Claim:
    """Return ``claim`` placed where its condition stands."""
    held = claim.condition or ""
    start = text.find(held, claim.start)
    start = start if start >= 0 else text.find(held)
    return replace(claim, start=start, end=start + len(held)) if start >= 0 else claim


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
    asked: Mapping[str, float] | None = None,
) -> Heard:
    """Return ``text`` as it is heard by somebody who knows ``facts``.

    ``asked`` are the facts of the scenario itself, whatever was told since. ``before`` is the last
    statement that told a price: a spend told now is held against it.
    """
    text = text[:LONGEST]
    claims = _as_said(extract(text))
    told = mentioned(text, supplies)
    hardware = {**_hardware(text), **told.values}
    known = {**told.over(facts), **hardware}
    findings = [
        each
        for each in check_envelope(claims, known, told.places).findings
        if each.code not in _NOT_SAID and is_fair(each, claims, hardware, known)
    ]
    if "prompt_tokens" in told.values:
        given = (facts if asked is None else asked).get("prompt_tokens", 0.0)
        place, said = told.places["prompt_tokens"], told.values["prompt_tokens"]
        length = other_length(text, place, said, given)
        findings += [length] if length is not None else []
    demands = Demands((), task, *(False,) * 4)
    findings += [
        each for each in judge(claims, demands) if each.code in {"benchmark-misfit", "too-good"}
    ]
    if before and not claims.of("cost"):
        findings += _across(before, text, known)
    topics = _topics(claims, known)
    return Heard(at_s, text, phase, claims, tuple(findings), known, frozenset(hardware), topics)


def _hardware(text: str) -> dict[str, float]:
    """Return how many cards there are and how fast their memory is, told without their name."""
    found = {"gpus": gpus_said([word.text for word in words_of(text)]) or 0.0}
    speed = _BANDWIDTH.search(text)
    if speed:
        found["memory_bandwidth"] = float(speed[1]) * (1e12 if speed[2].upper() == "TB" else 1e9)
    return {name: value for name, value in found.items() if value > 0}


def _as_said(claims: Claims) -> Claims:
    """Return ``claims`` as they are meant in speech.

    Those that the same breath takes back are left out ("5 ms, sorry, 50 ms"), and a time for each
    token is that of a token wherever "first token" stands near.
    """
    turn = max((found.start() for found in _TAKES_BACK.finditer(claims.text)), default=0)
    again = {each.dimension for each in claims.claims if each.start >= turn}
    kept = (each for each in claims.claims if each.start >= turn or each.dimension not in again)
    return replace(claims, claims=tuple(_of_a_token(each, claims.text) for each in kept))


def _of_a_token(claim: Claim, text: str) -> Claim:
    behind = text[claim.start : claim.end + len(_FOR_EACH)]
    if claim.dimension == "latency" and _FOR_EACH in behind:
        return replace(claim, subject="TPOT")
    return claim


def _across(before: str, text: str, known: Mapping[str, float]) -> list[Finding]:
    """Return what does not hold of ``text`` at the price that was told before."""
    offset = len(before) + 1
    claims = extract(f"{before}\n{text}")
    return [
        each
        for each in check_money(claims, known).findings
        if each.code in _ACROSS and (each.start or 0) >= offset and is_fair(each, claims, {}, known)
    ]


def has_percentile(claim: Claim) -> bool:
    """Tell whether a latency says whose it is."""
    return claim.statistic in PERCENTILES
