"""Money: the prices of a statement times its volume, against the budget and the market."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from trainer.claims.claim import Claim, Claims
from trainer.costmodel.money import monthly_spend
from trainer.domain.assessment import Finding
from trainer.drills.amounts import money, price, short, times, volume
from trainer.drills.budgets import DAYS_PER_MONTH, Budgets, a_month, read_budgets, upper
from trainer.drills.growth import Growth, growths, speaks_of_growth
from trainer.units.writing import percent

MARKET_USD_PER_MTOKEN = (0.1, 30.0)
"""What a million tokens cost in 2026, input and output together: small open models at the low end,
flagships at the high end (list prices of the catalogue)."""

TYPICAL_USD_PER_MTOKEN = 1.0
"""The market price: the median of the catalogue's list prices since 2025, three input tokens to one
of output, rounded."""

FAR_OFF = 3.0
"""Beyond this factor outside the market a price is said to be off it."""

_BOUNDS = frozenset({"le", "lt", "eq", "approx", "range"})
_VOLUMES = {"token": "tokens_per_day", "request": "requests_per_day"}
"""What is paid for, and the term of its volume."""


@dataclass(frozen=True, slots=True)
class Month:
    """What a month costs at the promised price; ``said`` is the sentence's beginning.

    ``growths`` are the larger volumes that the same price is promised for.
    """

    amount: float
    currency: str
    said: str
    budget: float | None
    growths: tuple[Growth, ...] = ()

    @property
    def share(self) -> float | None:
        """The share of the budget, None without one."""
        return None if self.budget is None else self.amount / self.budget


@dataclass(frozen=True, slots=True)
class Money:
    """What the prices came to."""

    findings: tuple[Finding, ...]
    notes: tuple[Finding, ...]
    month: Month | None
    inside: tuple[tuple[int, int], ...]


def check_money(claims: Claims, facts: Mapping[str, float]) -> Money:
    """Return what the prices of ``claims`` come to, with ``facts`` in the cost model's terms."""
    known = {**_stated_volumes(claims), **facts}
    findings: list[Finding] = list(_other_volumes(claims, facts))
    notes: list[Finding] = []
    months: list[Month] = []
    inside: list[tuple[int, int]] = []
    for currency in _currencies(claims):
        budgets = read_budgets(claims, facts, currency)
        findings += budgets.findings
        own: list[Month] = []
        for claim in _prices(claims, currency):
            month = _month(claim, claims, known, budgets.envelope)
            own += [] if month is None else [month]
            if month is not None and month.share is not None and month.share <= 1:
                inside.append((claim.start, claim.end))
                findings += _growth(month)
            for finding in _verdict(claim, month):
                (notes if finding.code in {"inside-budget", "month"} else findings).append(finding)
        findings += _mismatches(budgets, own)
        months += own
    dearest = max(months, key=lambda month: month.share or 0.0, default=None)
    return Money(tuple(findings), tuple(notes), dearest, tuple(inside))


def _currencies(claims: Claims) -> tuple[str, ...]:
    units = [each.unit or "" for each in (*claims.of("cost"), *claims.of("budget"))]
    return tuple(dict.fromkeys(unit.partition("/")[0] for unit in units))


def stated_facts(claims: Claims) -> dict[str, float]:
    """Return the volumes and the budget that a description of a system tells, as terms."""
    budgets = [a_month(claim, "USD") or 0.0 for claim in claims.of("budget")]
    envelope = {"monthly_budget": max(budgets)} if any(budgets) else {}
    return {**_stated_volumes(claims), **envelope}


def _prices(claims: Claims, currency: str) -> Iterator[Claim]:
    """Yield the prices that bound what is paid; a price of one side is none for all tokens."""
    for claim in claims.of("cost"):
        is_bound = (claim.unit or "").startswith(f"{currency}/") and claim.comparator in _BOUNDS
        if is_bound and claim.subject in {None, "blended"}:
            yield claim


def _stated_volumes(claims: Claims) -> dict[str, float]:
    """Return the volumes a day that the statement itself tells."""
    found: dict[str, float] = {}
    for what, term in _VOLUMES.items():
        told = [upper(each) for each in claims.of("volume") if each.unit == f"{what}/day"]
        if told:
            found[term] = max(told)
    return found


def _other_volumes(claims: Claims, facts: Mapping[str, float]) -> Iterator[Finding]:
    """Find volumes that are not the scenario's: less than is asked, or more and no growth."""
    for what, term in _VOLUMES.items():
        whole = [each for each in claims.of("volume") if not each.subject]
        told = [each for each in whole if each.unit == f"{what}/day"]
        if term not in facts or not told:
            continue
        most = max(told, key=upper)
        if upper(most) < facts[term] * 0.9:
            yield Finding(
                "short-of-volume",
                f"{volume(upper(most), what)} is less than the {volume(facts[term], what)} asked"
                " for.",
                "Promise for the volume of the scenario.",
                most.start,
                most.end,
            )
        elif all(_is_other(each, facts[term], claims.text) for each in told):
            yield Finding(
                "other-volume",
                f"You say {volume(upper(most), what)}; {volume(facts[term], what)} are asked for.",
                "Take the volume that is given, and say of a larger one that it is growth.",
                most.start,
                most.end,
            )


def _is_other(claim: Claim, asked: float, text: str) -> bool:
    """Tell whether a volume passes the ``asked`` one and is told as today's."""
    if claim.comparator not in {"eq", "approx", "range"} or claim.value <= asked * 1.1:
        return False
    return not speaks_of_growth(text, claim.start, claim.end)


def _month(
    claim: Claim, claims: Claims, known: Mapping[str, float], budget: float | None
) -> Month | None:
    currency, _, what = (claim.unit or "").partition("/")
    each_day = known.get(_VOLUMES.get(what, ""), 0.0)
    if each_day <= 0:
        return None
    amount = monthly_spend(upper(claim) * each_day, DAYS_PER_MONTH)
    paid = f"{price(upper(claim), what, currency)} at {volume(each_day, what)}"
    said = f"{paid} is {money(amount, currency)} a month"
    return Month(amount, currency, said, budget, tuple(growths(claims, what, each_day)))


def _verdict(claim: Claim, month: Month | None) -> Iterator[Finding]:
    """Say in one sentence how a price stands to the budget and to the market."""
    where = (claim.start, claim.end)
    market = _market(claim)
    if month is None:
        if market:
            yield Finding("off-market", f"This price is {market}.", _MARKET_FIX, *where)
        return
    budget, share = month.budget, month.share
    if budget is None or share is None:
        if market:
            yield Finding("off-market", f"{month.said}, and {market}.", _MARKET_FIX, *where)
        else:
            yield Finding("month", f"{month.said}.", "", *where)
    elif share > 1:
        also = f", and {market}" if market else ""
        what = (claim.unit or "").removeprefix(f"{month.currency}/")
        most = price(upper(claim) / share, what, month.currency)
        said = f"{month.said}, {times(share)} the {short(budget)} budget{also}."
        fix = f"Stay at or below {most}, or say where the rest is saved."
        yield Finding("beyond-envelope", said, fix, *where)
    elif market:
        said = f"{month.said}, inside the {short(budget)} budget, but {market}."
        yield Finding("off-market", said, _MARKET_FIX, *where)
    else:
        said = f"{month.said}, inside the {short(budget)} budget ({percent(share)})."
        yield Finding("inside-budget", said, "", *where)


_MARKET_FIX = "Check whether the price is meant per 1,000 or per million tokens."


def _market(claim: Claim) -> str:
    """Return how far a price of tokens is off the market, "" if it is not."""
    if claim.unit != "USD/token":
        return ""
    per_million = upper(claim) * 1e6
    low, high = MARKET_USD_PER_MTOKEN
    amount = f"{money(per_million)} per million tokens"
    if per_million > high * FAR_OFF:
        return f"about {times(per_million / TYPICAL_USD_PER_MTOKEN)} the market price: {amount}"
    if per_million < low / FAR_OFF / 10:
        return f"far below the cheapest list price of about {money(low)}: {amount}"
    return ""


def _growth(month: Month) -> Iterator[Finding]:
    """Find growth that the budget does not bear at the promised price."""
    share = month.share or 0.0
    for growth in month.growths:
        if share * growth.factor <= 1:
            continue
        grown = money(month.amount * growth.factor, month.currency)
        said = (
            f"{growth.said} that is {grown} a month,"
            f" {times(share * growth.factor)} the {short(month.budget or 0)} budget."
        )
        fix = "Say at which growth the budget ends, or which price the grown volume needs."
        yield Finding("growth-over-budget", said, fix, growth.claim.start, growth.claim.end)
        return


def _mismatches(budgets: Budgets, months: list[Month]) -> Iterator[Finding]:
    """Find a month's spend that does not follow from price and volume."""
    if not months:
        return
    sums = [month.amount for month in months]
    grown = [month.amount * each.factor for month in months for each in month.growths]
    left = [budgets.envelope - amount for amount in sums] if budgets.envelope is not None else []
    right = [*sums, sum(sums), *grown, *left]
    for claim, spent in budgets.spends:
        if any(abs(spent - each) <= 0.1 * abs(each) for each in right):
            continue
        yield Finding(
            "spend-mismatch",
            f"{months[0].said}, not {money(spent, months[0].currency)}.",
            "Multiply again: price times tokens a day times 30.",
            claim.start,
            claim.end,
        )
