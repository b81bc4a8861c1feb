"""Money, volumes and factors in the short form in which they are said in an interview."""

from __future__ import annotations

from trainer.claims.claim import Claim
from trainer.units.quantity import show_quantity

_PER_MILLION_BELOW = 1e-4
_SPELT_BELOW = 10_000
_PLAIN_FROM = 1e-4
"""Python writes smaller numbers with a power of ten, which nobody says."""
_STEPS = ((1e9, " B"), (1e6, " M"), (1e3, "k"))


def money(amount: float, currency: str = "USD") -> str:
    """Return an amount of money: ``USD 3,600``, ``EUR 150k``, ``USD 1.83 M``, ``USD 0.0012``."""
    return f"{currency} {short(amount)}"


def short(amount: float) -> str:
    """Return a number with three digits that count: ``0.0012``, ``3,600``, ``250k``, ``2 M``."""
    digits = float(f"{amount:.3g}")
    if 0 < digits < _PLAIN_FROM:
        return f"{digits:.15f}".rstrip("0")
    if digits < _SPELT_BELOW:
        return f"{digits:,.12g}"
    step, letter = next(each for each in _STEPS if digits >= each[0])
    return f"{float(f'{digits / step:.3g}'):,.12g}{letter}"


def price(amount: float, per: str, currency: str = "USD") -> str:
    """Return a price: of tokens per million where it is small, ``USD 0.60 per million tokens``."""
    if per == "token" and amount < _PER_MILLION_BELOW:
        return f"{_cents(amount * 1e6, currency)} per million tokens"
    return f"{_cents(amount, currency)} per {per.replace('/', ' per ')}"


def _cents(amount: float, currency: str) -> str:
    """Return an amount with both cents where it has dollars and cents."""
    said = money(amount, currency)
    return f"{said}0" if said[-2:-1] == "." and amount >= 0.1 else said


def volume(amount: float, what: str) -> str:
    """Return a volume: ``5 M tokens a day``."""
    return show_quantity(amount, f"{what}/day").replace("/day", " a day").replace("/", " per ")


_SIGNS = {"le": "≤ ", "lt": "< ", "ge": "≥ ", "gt": "> ", "approx": "about "}
_SPELT = {" M": " million", " B": " billion"}


def bound(claim: Claim) -> str:
    """Return what a claim promises: ``< 0.2 s``, ``10 million tokens a day``, ``≥ 0.92``."""
    ends = [claim.value] if claim.value_high is None else [claim.value, claim.value_high]
    said = " to ".join(_in_unit(value, claim) for value in ends)
    return f"{_SIGNS.get(claim.comparator, '')}{said}"


def _in_unit(value: float, claim: Claim) -> str:
    unit = claim.unit or "(no unit)"
    first, _, rest = unit.partition("/")
    if claim.dimension == "budget" and rest:
        return f"{money(value, first)} a {rest}"
    if claim.dimension == "cost" and rest:
        return price(value, rest, first)
    if unit == first and unit.isupper():
        return money(value, unit)
    if claim.dimension == "volume" and rest:
        said = f"{short(value)} {first}{'' if value == 1 else 's'} a {rest}"
        for letter, word in _SPELT.items():
            said = said.replace(letter, word)
        return said
    if claim.dimension == "throughput" and rest and value != 1:
        unit = f"{first}s/{rest}"
    shown = {"1": "", "x": "×"}.get(unit, f" {unit}")
    return f"{value:,.12g}{shown}"


def times(factor: float) -> str:
    """Return a factor with the digits that count: ``1.04×``, ``1.4×``, ``1,000×``."""
    digits = 3 if factor < 2 else 2
    return f"{float(f'{factor:.{digits}g}'):,.12g}×"
