"""Each claim of an interview held against the cost model: what holds, what does not, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from trainer.claims.claim import Claim
from trainer.domain.assessment import Finding
from trainer.drills.amounts import money, price, short, volume
from trainer.drills.budgets import a_month
from trainer.drills.spend import check_money
from trainer.study.interview.faults import TOPIC_OF, mended_at
from trainer.study.interview.heard import Heard
from trainer.study.interview.room import Room
from trainer.study.interview.rules.contradiction import (
    contradiction_working,
    pairs,
    settled_at,
)
from trainer.study.interview.rules.money import off_prices, price_of, price_working, spend_working
from trainer.study.interview.rules.physics import (
    absurd_claims,
    absurd_words,
    any_hardware,
    floor_working,
    hardware_working,
)
from trainer.study.interview.rules.quality import quality_working

_CHECKED = ("latency", "cost", "quality", "volume", "budget")
_NEAR = (0.9, 1.1)
"""A volume within these of what is asked for is that volume."""

_KINDS = {"below-physics": "below-floor", "beyond-envelope": "over-envelope"}


@dataclass(frozen=True, slots=True)
class Held:
    """A claim that holds: which topic, its words, and what speaks for it."""

    at_s: float
    kind: str
    text: str
    working: str


@dataclass(frozen=True, slots=True)
class Failed:
    """A claim that does not hold. ``mended_at_s`` is when it was put right, None if never."""

    at_s: float
    kind: str
    text: str
    working: str
    mended_at_s: float | None = None


def failed(room: Room) -> tuple[Failed, ...]:
    """Return what does not hold, in order of time."""
    found = [*_of_findings(room), *_of_prices(room), *_absurd(room), *_of_pairs(room)]
    return tuple(sorted(found, key=lambda each: each.at_s))


def held(room: Room) -> tuple[Held, ...]:
    """Return the claims against which nothing speaks, in order of time."""
    denied = [(second.at_s, other) for _, _, second, other in pairs(room.heard)]
    return tuple(
        Held(each.at_s, claim.dimension, each.quote(claim), _support(each, claim))
        for each in room.heard
        for claim in each.claims.claims
        if claim.dimension in _CHECKED
        and not _is_wrong(each, claim)
        and (each.at_s, claim) not in denied
    )


def _is_wrong(each: Heard, claim: Claim) -> bool:
    budget = each.facts.get("monthly_budget", 0.0)
    if claim.dimension == "budget" and (a_month(claim, "USD") or 0.0) > budget > 0:
        return True  # an amount that growth would lead to
    if _is_other_volume(each, claim):
        return True  # growth, or a part: not what was asked for
    off = [one for one, _ in off_prices(each)]
    return (
        any(finding.start == claim.start for finding in each.findings)
        or claim in off
        or claim in absurd_claims(each)
    )


def _is_other_volume(each: Heard, claim: Claim) -> bool:
    asked = each.facts.get("tokens_per_day", 0.0)
    whole = claim.dimension == "volume" and claim.unit == "token/day" and not claim.subject
    return whole and asked > 0 and not _NEAR[0] <= claim.value / asked <= _NEAR[1]


def _of_findings(room: Room) -> Iterator[Failed]:
    for place, each in enumerate(room.heard):
        for finding in each.findings:
            if finding.code == "beyond-envelope" and off_prices(each):
                continue  # the price is what is wrong
            kind = _KINDS.get(finding.code, finding.code)
            working = _working(room, each, finding)
            mended = mended_at(room.heard[place + 1 :], finding.code)
            yield Failed(each.at_s, kind, finding.message, working, mended)


def _working(room: Room, each: Heard, finding: Finding) -> str:
    topic = TOPIC_OF[finding.code]
    if topic in {"volume", "budget", "length"}:
        return finding.fix
    if topic == "cost":
        return spend_working(room, each, finding.code)
    if topic == "quality":
        return quality_working(each, finding.fix)
    return hardware_working(finding, each)


def _of_prices(room: Room) -> Iterator[Failed]:
    for place, each in enumerate(room.heard):
        for claim, per_million in off_prices(each):
            later = room.heard[place + 1 :]
            mended = next(
                (one.at_s for one in later if one.of("cost") and not off_prices(one)), None
            )
            said = f"“{each.quote(claim)}” is {money(per_million)} per million tokens."
            working = price_working(each.facts, per_million / 1e6)
            yield Failed(each.at_s, "price-off-market", said, working, mended)


def _absurd(room: Room) -> Iterator[Failed]:
    for place, each in enumerate(room.heard):
        for claim in absurd_claims(each):
            later = room.heard[place + 1 :]
            mended = next(
                (one.at_s for one in later if one.of("latency") and not absurd_claims(one)), None
            )
            said = absurd_words(claim, each.facts)
            yield Failed(each.at_s, "below-floor", said, any_hardware(each.facts), mended)


def _of_pairs(room: Room) -> Iterator[Failed]:
    for first, one, second, other in pairs(room.heard):
        said = f"“{second.quote(other)}” contradicts “{first.quote(one)}”."
        mended = settled_at(room.heard, second, other)
        working = contradiction_working(one, other)
        yield Failed(second.at_s, "contradiction", said, working, mended)


def _support(each: Heard, claim: Claim) -> str:
    """Return in a sentence what speaks for a claim."""
    if claim.dimension == "cost":
        return _of_month(each, claim)
    if claim.dimension == "latency":
        floor = floor_working(each.facts).partition("\n")[0]
        return f"Above the floor. {floor}" if floor else "Nothing known of the system forbids it."
    if claim.dimension == "quality":
        told = f", on {claim.benchmark}" if claim.benchmark else "; the data are not said"
        return f"The metric fits the task{told}."
    asked = each.facts.get("tokens_per_day")
    if claim.dimension == "volume":
        return f"Asked for are {volume(asked, 'token')}." if asked else "Told as a number."
    budget = each.facts.get("monthly_budget")
    return f"The envelope is {short(budget)} dollars a month." if budget else "Told as a number."


def _of_month(each: Heard, claim: Claim) -> str:
    notes = check_money(each.claims, each.facts).notes
    note = next((one.message for one in notes if one.start == claim.start), "")
    per_token = price_of(claim, each.facts)
    if note or per_token is None:
        return note or "Told as a number."
    return f"{price(per_token, 'token')} lies where the market lies."
