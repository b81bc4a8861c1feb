"""Money: a price off the market, a spend beyond the envelope, sums that do not follow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from trainer.claims.claim import Claim
from trainer.drills.amounts import money, times
from trainer.drills.budgets import a_month, upper
from trainer.drills.spend import FAR_OFF, MARKET_USD_PER_MTOKEN, TYPICAL_USD_PER_MTOKEN
from trainer.study.interview.fairness import HYPOTHETICAL, sentence_of
from trainer.study.interview.faults import standing
from trainer.study.interview.heard import Heard
from trainer.study.interview.room import Doubt, Room
from trainer.study.interview.workings import joined, money_of, worked

_CODES = {
    "beyond-envelope": ("over-envelope", 85, "What gives?"),
    "growth-over-budget": ("growth-over-budget", 84, "How does that stay inside the envelope?"),
    "spend-mismatch": ("spend-mismatch", 70, "Please multiply again."),
    "other-volume": ("other-volume", 72, "Which of the two do you plan for?"),
    "short-of-volume": ("short-of-volume", 71, "Which of the two do you plan for?"),
    "other-budget": ("other-budget", 69, "Which of the two holds?"),
    "other-length": ("other-length", 68, "Which of the two do you plan for?"),
}
_BOUNDS = frozenset({"le", "lt", "eq", "approx", "range"})
_MOST = MARKET_USD_PER_MTOKEN[1] * FAR_OFF
_LEAST = MARKET_USD_PER_MTOKEN[0] / FAR_OFF / 10


def off_market(room: Room) -> Iterator[Doubt]:
    """Ask about a price that nobody in the market pays or gets."""
    for place, each in enumerate(room.heard):
        wrong = off_prices(each)
        if not wrong or any(
            later.of("cost") and not off_prices(later) for later in room.heard[place + 1 :]
        ):
            continue
        claim, per_million = wrong[0]
        market = "the market price" + ("" if per_million > _MOST else ", below any list")
        yield Doubt(
            kind="price-off-market",
            point="price",
            text=f"“{each.quote(claim)}” is {money(per_million)} per million tokens,"
            f" {times(per_million / TYPICAL_USD_PER_MTOKEN)} {market}. Is that what you mean?",
            working=partial(price_working, each.facts, per_million / 1e6),
            weight=95,
            due_s=each.at_s,
        )


def envelope(room: Room) -> Iterator[Doubt]:
    """Ask about a spend beyond the envelope, and about sums that do not follow."""
    for each, finding in standing(room.heard, tuple(_CODES)):
        kind, weight, question = _CODES[finding.code]
        if off_prices(each) and kind == "over-envelope":
            continue
        yield Doubt(
            kind=kind,
            point=kind,
            text=f"{finding.message} {question}",
            working=partial(spend_working, room, each, finding.code),
            weight=weight,
            due_s=each.at_s,
        )


def off_prices(each: Heard) -> list[tuple[Claim, float]]:
    """Return the prices of a statement that are off the market, in USD per million tokens."""
    found = []
    for claim in each.claims.of("cost"):
        per_token = price_of(claim, each.facts)
        sentence = sentence_of(each.text, claim.start, claim.end)
        if per_token is None or claim.comparator not in _BOUNDS or HYPOTHETICAL.search(sentence):
            continue
        if not _LEAST <= per_token * 1e6 <= _MOST:
            found.append((claim, per_token * 1e6))
    return found


def price_of(claim: Claim, facts: Mapping[str, float]) -> float | None:
    """Return a price per token in its currency, None for what is not paid by tokens."""
    what = (claim.unit or "").partition("/")[2]
    if what == "token":
        return upper(claim)
    length = facts.get("tokens_per_request") or sum(
        facts.get(name, 0.0) for name in ("prompt_tokens", "output_tokens")
    )
    return upper(claim) / length if what == "request" and length else None


def last_price(heard: tuple[Heard, ...]) -> tuple[Heard, float] | None:
    """Return the price per token that was said last, and the statement."""
    for each in reversed(heard):
        for claim in reversed(each.claims.of("cost")):
            price = price_of(claim, each.facts)
            if price is not None and claim.subject in {None, "blended"}:
                return each, price
    return None


def spend_working(room: Room, each: Heard, code: str) -> str:
    """Return the month's spend as ``each`` tells it, else at the price last told up to then."""
    if code == "beyond-envelope" and (share := _share_told(each)):
        return share
    told = last_price(tuple(one for one in room.heard if one.at_s <= each.at_s))
    scale = max((claim.value for claim in each.claims.of("scale")), default=1.0)
    price = TYPICAL_USD_PER_MTOKEN / 1e6 if told is None else told[1]
    return money_of(each.facts, price, scale if code == "growth-over-budget" else None)


def _share_told(each: Heard) -> str:
    """Return what share of the envelope a spend is that passes it, "" where none was told."""
    envelope = each.facts.get("monthly_budget", 0.0)
    months = [a_month(claim, "USD") or 0.0 for claim in each.claims.of("budget")]
    most = max(months, default=0.0)
    if not 0 < envelope < most:
        return ""
    return worked("budget_share", {"monthly_spend": most, "monthly_budget": envelope})


def price_working(facts: Mapping[str, float], price: float) -> str:
    """Return a price in USD/token beside the market's, and what a month comes to."""
    reference = TYPICAL_USD_PER_MTOKEN / 1e6
    ratio = worked("price_ratio", {"cost_per_token": price, "reference_cost_per_token": reference})
    return joined(ratio, money_of(facts, price))
