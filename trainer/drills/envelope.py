"""Do the numbers of a statement hold? Its claims against money, the market and physics.

Claims come from prose, facts from the drill's scenario and from what the statement itself says of
its system. Whatever can be computed from the two is; what cannot is passed over in silence: this
is about numbers that are wrong, not about numbers that are missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from trainer.claims.claim import Claim, Claims
from trainer.costmodel.problems import Contradiction, OutOfDomain, OutOfReach, UnderDetermined
from trainer.costmodel.solve import evaluate
from trainer.domain.assessment import Finding
from trainer.units.quantity import show_quantity

MARKET_USD_PER_MTOKEN = (0.2, 30.0)
"""What a million output tokens cost in 2026: small open models at the low end, flagship list prices
at the high end (catalogue, prices)."""

TYPICAL_USD_PER_MTOKEN = 1.0
"""The middle of the market on a log scale, rounded: what "the market price" means in a sentence."""

FAR_OFF = 3.0
"""Beyond this factor outside the market a price is said to be off it."""

_UPPER = frozenset({"le", "lt", "eq", "approx", "range"})


@dataclass(frozen=True, slots=True)
class Holds:
    """What a statement's numbers came to: the sentences, and whether one of them is fatal."""

    findings: tuple[Finding, ...]
    notes: tuple[Finding, ...]
    """What holds, in numbers: worth saying, nothing to mend."""
    budget_share: float | None = None
    """The dearest month that was promised, as a share of the budget."""


NOTHING = Holds((), ())
"""What there is to say where nothing was computed."""


def check_envelope(claims: Claims, facts: Mapping[str, float]) -> Holds:
    """Return what the cost model says to ``claims`` about a system of which ``facts`` are known.

    ``facts`` maps terms of the cost model to values in their units. Where the scenario fixes a
    volume or a budget it counts, else what the statement itself says of them.
    """
    known = {**_stated(claims), **facts}
    findings: list[Finding] = []
    notes: list[Finding] = []
    for claim in claims.of("cost"):
        if claim.unit != "USD/token" or claim.comparator not in _UPPER:
            continue
        findings += _market(claim)
        for finding in _spend(claims, claim, known):
            (notes if finding.code == "inside-budget" else findings).append(finding)
    for claim in claims.of("latency"):
        if claim.unit == "s" and claim.comparator in _UPPER:
            findings += _floor(claim, known)
    for claim in claims.of("throughput"):
        if claim.unit == "token/s":
            findings += _ceiling(claim, known)
    return Holds(tuple(findings), tuple(notes), _budget_share(claims, known))


def _stated(claims: Claims) -> dict[str, float]:
    """Return the terms that the statement itself fixes."""
    terms = {
        ("volume", "token/day"): "tokens_per_day",
        ("budget", "USD/month"): "monthly_budget",
        ("budget", "USD/year"): "annual_budget",
    }
    found: dict[str, float] = {}
    for claim in claims.claims:
        name = terms.get((claim.dimension, claim.unit or ""))
        if name is not None:
            found.setdefault(name, _upper(claim))
    if "annual_budget" in found:
        found["monthly_budget"] = found.pop("annual_budget") / 12
    return found


def _budget_share(claims: Claims, known: Mapping[str, float]) -> float | None:
    volume, budget = known.get("tokens_per_day"), known.get("monthly_budget")
    prices = [
        _upper(claim)
        for claim in claims.of("cost")
        if claim.unit == "USD/token" and claim.comparator in _UPPER
    ]
    if not prices or not volume or not budget:
        return None
    spend = evaluate("monthly_spend", {"cost_per_token": max(prices), "tokens_per_day": volume})
    return spend / budget


def _upper(claim: Claim) -> float:
    return claim.value if claim.value_high is None else claim.value_high


def _market(claim: Claim) -> Iterator[Finding]:
    per_million = _upper(claim) * 1e6
    low, high = MARKET_USD_PER_MTOKEN
    said = f"{show_quantity(_upper(claim), 'USD/token')} is ${per_million:,.4g} per million tokens"
    if _upper(claim) < _PER_MILLION_BELOW:
        said = _price(_upper(claim))
    if per_million > high * FAR_OFF:
        times = _times(per_million / TYPICAL_USD_PER_MTOKEN)
        yield Finding(
            "price-above-market",
            f"{said}: about {times} the market price of ${TYPICAL_USD_PER_MTOKEN:g} or so.",
            "Check whether the price is meant per 1,000 or per million tokens.",
            claim.start,
            claim.end,
        )
    elif per_million < low / FAR_OFF / 10:
        yield Finding(
            "price-below-market",
            f"{said}: far below the cheapest list price of about ${low:g}.",
            "Say what makes it so cheap, or check the unit.",
            claim.start,
            claim.end,
        )


def _spend(claims: Claims, claim: Claim, known: Mapping[str, float]) -> Iterator[Finding]:
    volume, budget = known.get("tokens_per_day"), known.get("monthly_budget")
    if volume is None or budget is None:
        return
    price = _upper(claim)
    spend = evaluate("monthly_spend", {"cost_per_token": price, "tokens_per_day": volume})
    said = (
        f"{_price(price)} at {show_quantity(volume, 'token/day')} is"
        f" {show_quantity(spend, 'USD/month')}"
    )
    share = spend / budget
    of_budget = f"the budget of {show_quantity(budget, 'USD/month')}"
    if share > 1:
        most = budget / spend * price
        yield Finding(
            "over-budget",
            f"{said}, {_times(share)} {of_budget}.",
            f"Stay at or below {_price(most)}, or say where the rest is saved.",
            claim.start,
            claim.end,
        )
        return
    yield Finding(
        "inside-budget", f"{said}, {share:.0%} of {of_budget}.", "", claim.start, claim.end
    )
    growth = [each for each in claims.of("scale") if each.unit == "x" and _upper(each) > 1]
    if growth and share * _upper(growth[0]) > 1:
        factor = _upper(growth[0])
        yield Finding(
            "growth-over-budget",
            f"At {factor:g}× the volume that is {show_quantity(spend * factor, 'USD/month')},"
            f" {_times(share * factor)} {of_budget}.",
            "Say at which growth the budget ends, or which price the grown volume needs.",
            growth[0].start,
            growth[0].end,
        )


def _floor(claim: Claim, known: Mapping[str, float]) -> Iterator[Finding]:
    """Hold a latency against the time the hardware needs at its peak."""
    reading = _at_peak("weight_read_time", known)
    tokens = known.get("output_tokens")
    per_token = f"reading the weights once takes at least {_time(reading)} per token"
    if claim.subject == "TTFT":
        least = _at_peak("ttft", known) if "prompt_tokens" in known else None
        said = "even at its peak the hardware needs {least} for the prompt"
    elif claim.subject == "TPOT":
        least = _at_peak("tpot", known) or reading
        said = per_token
    elif tokens is not None and tokens > 1:
        # The first token comes with the prompt; each further one is a pass over the weights.
        by_weights = reading * (tokens - 1) if reading is not None else None
        least = _at_peak("request_latency", known) or by_weights
        said = f"{per_token}, so {tokens:g} tokens take at least {{least}}"
    else:
        return
    if least is None or least <= _upper(claim):
        return
    yield Finding(
        "below-floor",
        f"{_time(_upper(claim))} is out of reach: {said.format(least=_time(least))}.",
        "Promise the time to the first token instead, or a smaller model, fewer tokens, more GPUs.",
        claim.start,
        claim.end,
    )


def _time(seconds: float | None) -> str:
    return show_quantity(seconds, "s") if seconds is not None else "some time"


def _ceiling(claim: Claim, known: Mapping[str, float]) -> Iterator[Finding]:
    most = _at_peak("compute_ceiling", known)
    if most is None or claim.value <= most:
        return
    yield Finding(
        "above-ceiling",
        f"{show_quantity(claim.value, 'token/s')} is out of reach: the hardware's peak allows"
        f" {show_quantity(most, 'token/s')}.",
        "Name more GPUs, a smaller model or lower precision, or a smaller rate.",
        claim.start,
        claim.end,
    )


def _at_peak(term: str, known: Mapping[str, float]) -> float | None:
    """Return ``term`` at the roofline, for one sequence; None where too little is known."""
    givens = {**_ONE_SEQUENCE, **known, "mfu": 1.0, "mbu": 1.0}
    givens.pop("tokens_per_day", None)
    givens.pop("monthly_budget", None)
    try:
        return evaluate(term, givens)
    except (UnderDetermined, OutOfDomain, OutOfReach, Contradiction):
        return None


_ONE_SEQUENCE = {"batch": 1.0, "prompt_tokens": 1.0, "gpus": 1.0}


_PER_MILLION_BELOW = 1e-4


def _price(per_token: float) -> str:
    """Return a price as people say it: small ones per million tokens."""
    if per_token < _PER_MILLION_BELOW:
        return show_quantity(per_token * 1e6, "USD/Mtoken")
    return show_quantity(per_token, "USD/token")


def _times(factor: float) -> str:
    return f"{factor:,.2g}×" if factor < 100 else f"{float(f'{factor:.2g}'):,.0f}×"
