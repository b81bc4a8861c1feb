"""Which amounts of a statement are the envelope, and which say what is spent of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from trainer.claims.claim import Claim, Claims
from trainer.domain.assessment import Finding
from trainer.drills.amounts import money, short, times

DAYS_PER_MONTH = 30.0
"""As the article counts, and the cost model unless told otherwise."""

_MONTHS = {"month": 1.0, "year": 1 / 12, "day": DAYS_PER_MONTH}
"""What a month is of an amount, by its period."""

_TERMS = {"month": "monthly_budget", "year": "annual_budget", "day": "daily_budget"}
_WORDS = ("budget", "envelope", "cap", "ceiling", "limit")
_BLANK = " " * len("budget:")
_BEFORE, _BEHIND = 20, 12
_CLAUSE = re.compile(r"[,;:.\n]| and ")
"""Where another clause begins: "$7,200 a month, budget $30k" calls the second amount the budget."""

_SCALES = {"k": 1e3, "K": 1e3, "m": 1e6, "M": 1e6}
_THE = re.compile(r"\b(?:the|our|your)(?: \w{1,12}){0,2} (?:[^\w\s]|usd )?\d")
_INSIDE = re.compile(
    r"\b(?:inside|within|under|below|of) (?:the|our|your)(?: \w{1,12}){0,2} \$(\d[\d,]{0,15}+)"
    r"(?:\s?([kKmM])\b)?+(?![\w.,]?\w)(?! ?(?:a|per|each|/|million|monthly|yearly)\b)",
)
"""An amount of dollars without a period that is told as a bound which is known."""

_SLACK = 1.01
"""Rounding of an amount that restates the envelope."""


@dataclass(frozen=True, slots=True)
class Budgets:
    """The envelope a month, None where nobody tells; what is said to be spent; misfits."""

    envelope: float | None
    spends: tuple[tuple[Claim, float], ...]
    findings: tuple[Finding, ...]


def upper(claim: Claim) -> float:
    """Return the upper end of what a claim says."""
    return claim.value if claim.value_high is None else claim.value_high


def a_month(claim: Claim, currency: str) -> float | None:
    """Return what ``claim`` tells a month in ``currency``, None where it tells something else."""
    told, _, period = (claim.unit or "").partition("/")
    months = _MONTHS.get(period)
    return upper(claim) * months if months is not None and told == currency else None


def read_budgets(claims: Claims, facts: Mapping[str, float], currency: str = "USD") -> Budgets:
    """Return what ``claims`` say of ``currency`` a month, against the envelope of ``facts``.

    Facts are in USD: for other currencies only the statement itself counts.
    """
    amounts = [
        (claim, month)
        for claim in claims.of("budget")
        if (month := a_month(claim, currency)) is not None
    ]
    given = _given(facts) if currency == "USD" else None
    amounts = [amount for amount in amounts if amount[1] > 0]
    text = claims.text.lower()
    if given is not None and any(_is_near(month, given) for _, month in amounts):
        # The envelope stands there: "Budget: $4k a month of $10k" labels both amounts.
        text = text.replace("budget:", _BLANK)
    stated = [each for each in amounts if _is_envelope(text, each[0], [one for one, _ in amounts])]
    if not stated and len(amounts) > 1:
        stated = [max(amounts, key=lambda amount: amount[1])]
    if given is None:
        envelope = max((month for _, month in stated), default=None)
        return Budgets(envelope, _rest(amounts, stated, envelope), ())
    over = [amount for amount in amounts if amount[1] > given * _SLACK]
    findings = [_beyond(claim, month, given) for claim, month in over]
    if not any(_is_near(month, given) for _, month in amounts):
        other = [each for each in stated if each not in over and _is_the_budget(text, each[0])]
        findings += [_other(claim, month, given) for claim, month in other]
    findings += _unperiodic(claims, given) if currency == "USD" and not findings else []
    return Budgets(given, _rest(amounts, [*stated, *over], given), tuple(findings))


def _given(facts: Mapping[str, float]) -> float | None:
    """Return the envelope a month that ``facts`` give; nothing can be a share of none."""
    for period, months in _MONTHS.items():
        told = facts.get(_TERMS[period], 0.0)
        if told > 0:
            return told * months
    return None


def _is_envelope(text: str, claim: Claim, others: list[Claim]) -> bool:
    """Tell whether an amount bounds, or is called a budget: in words that are not another's."""
    if claim.comparator in {"le", "lt"}:
        return True
    first = max((each.end for each in others if each.end <= claim.start), default=0)
    behind = text[claim.end : claim.end + _BEHIND]
    around = text[max(first, claim.start - _BEFORE) : claim.end] + _CLAUSE.split(behind)[0]
    return any(word in around for word in _WORDS)


def _is_the_budget(text: str, claim: Claim) -> bool:
    """Tell whether an amount is told as the one budget there is: "inside the $30k a month"."""
    return _THE.search(text, max(0, claim.start - _BEFORE), claim.end) is not None


def _unperiodic(claims: Claims, given: float) -> list[Finding]:
    """Find an amount without a period that is told as the budget: "inside the $30,000"."""
    found = []
    for told in _INSIDE.finditer(claims.text):
        number = float(told[1].replace(",", "")) * _SCALES.get(told[2], 1.0)
        if not any(abs(number - each) <= 0.01 * each for each in (given, given * 12, given / 30)):
            found.append(_said(told.start(1) - 1, told.end(), money(number), given))
    return found[:1]


def _other(claim: Claim, month: float, given: float) -> Finding:
    return _said(claim.start, claim.end, f"{money(month)} a month", given)


def _said(start: int, end: int, amount: str, given: float) -> Finding:
    said = f"You say a budget of {amount}; {money(given)} a month are given."
    return Finding("other-budget", said, "Hold the spend against the given budget.", start, end)


def _rest(
    amounts: list[tuple[Claim, float]], stated: list[tuple[Claim, float]], envelope: float | None
) -> tuple[tuple[Claim, float], ...]:
    """Return the amounts that are told as spent: exact ones that do not restate the envelope."""
    return tuple(
        (claim, usd)
        for claim, usd in amounts
        if (claim, usd) not in stated
        and claim.comparator in {"eq", "approx"}
        and not (envelope is not None and _is_near(usd, envelope))
    )


def _is_near(amount: float, envelope: float) -> bool:
    return abs(amount - envelope) <= envelope * (_SLACK - 1)


def _beyond(claim: Claim, month: float, envelope: float) -> Finding:
    said = f"{money(month)} a month is {times(month / envelope)} the {short(envelope)} budget."
    return Finding("beyond-envelope", said, "Stay inside the envelope.", claim.start, claim.end)
