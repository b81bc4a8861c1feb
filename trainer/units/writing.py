"""Writes a quantity as people do. Needs no pint: what the program shows at its start is cheap."""

from __future__ import annotations

import functools
import math
from decimal import Decimal
from typing import NamedTuple

from trainer.units.words import BINARY, CANONICAL, DECIMAL, powers, prefix_factor

_PLAIN_FROM, _PLAIN_BELOW = 1e-5, 1e15
_PLAIN_MONEY_FROM = 1e-6  # a token's price: $0.000004 is how people write it
_MANY = {"k": "thousand ", "M": "million ", "G": "billion ", "T": "trillion "}
_WORDS = {"s": "second", "FLOP": "FLOP", "percent": "%"}
_SHORT = {"s": "s", "minute": "min"}

Prefixes = tuple[tuple[str, float], ...]
_COUNTS: Prefixes = (("", 1.0), ("M", 1e6), ("B", 1e9), ("T", 1e12))
_SECONDS: Prefixes = (("n", 1e-9), ("µ", 1e-6), ("m", 1e-3), ("", 1.0))
_DECIMAL: Prefixes = (("", 1.0), *DECIMAL.items())
_BINARY: Prefixes = (("", 1.0), *BINARY.items())


class _Style(NamedTuple):
    """How values of one unit are written.

    ``factor`` turns a value into the unit that ``prefixes`` multiply. ``one`` and ``many`` name
    the unit; with a prefix it is ``symbol``, which the prefix is glued to, or ``many`` if there is
    no symbol. ``below`` is the denominator.
    """

    factor: float
    prefixes: Prefixes
    one: str
    many: str
    symbol: str
    below: str
    money: bool = False


def show_quantity(value: float, unit: str, digits: int = 3) -> str:
    """Return ``value`` (in ``unit``) rounded to ``digits`` significant figures, as people write it.

    $180,000 per month · $1,200 per million tokens · 150 ms · 2.5 GiB · 5 M tokens/day · 85 %.
    ``read_quantity`` reads it back. Infinity and not-a-number are shown, but not read.
    Raises UnknownUnit.
    """
    if not math.isfinite(value):
        return "undefined" if math.isnan(value) else f"{'-' * (value < 0)}∞"
    if unit == "USD/token" and 0 < _rounded(abs(value), digits) < _PLAIN_MONEY_FROM:
        value, unit = value * 1e6, "USD/Mtoken"  # nobody writes $6e-7
    style = _style(unit)
    scaled = _rounded(abs(value) * style.factor, digits)
    prefix, factor = _prefix(scaled, style.prefixes)
    number = _number(_rounded(scaled / factor, digits), cents=style.money and not prefix)
    sign = "-" if value < 0 and scaled else ""
    if style.money:
        return f"{sign}${number}{' ' * bool(prefix)}{prefix}{style.below}"
    if prefix and style.symbol:
        name = prefix + style.symbol
    else:
        name = f"{prefix} {style.many if number != '1' or prefix else style.one}".strip()
    return f"{sign}{number}{' ' * bool(name and name != '1')}{name}{style.below}"


def percent(share: float, decimals: int = 0) -> str:
    """Return a ``share`` of one in percent: "84 %"."""
    return f"{100 * share:.{decimals}f} %"


def _rounded(value: float, digits: int) -> float:
    return float(f"{value:.{digits - 1}e}")


def _prefix(value: float, prefixes: Prefixes) -> tuple[str, float]:
    """Return the largest prefix that leaves at least 1, or else the smallest there is."""
    if value == 0:
        return "", 1.0
    found = next((item for item in reversed(prefixes) if value >= item[1]), prefixes[0])
    return found if value / found[1] < _PLAIN_BELOW else ("", 1.0)


def _number(value: float, *, cents: bool) -> str:
    """Return an already rounded number with thousands separators and no superfluous zeros."""
    exact = Decimal(repr(value))
    plain_from = _PLAIN_MONEY_FROM if cents else _PLAIN_FROM
    if value and not plain_from <= value < _PLAIN_BELOW:
        return f"{exact.normalize():e}".replace("+", "")
    text = f"{exact:,f}".rstrip("0").rstrip(".")  # a float's text always has a point
    return text + "0" if cents and len(text.partition(".")[2]) == 1 else text


@functools.lru_cache(maxsize=256)
def _style(unit: str) -> _Style:
    parts = powers(unit)
    above = [name for name, exponent in parts for _ in range(exponent)]
    below = [name for name, exponent in parts for _ in range(-exponent)]
    prefix, base = CANONICAL[above[0]] if len(above) == 1 else ("", "")
    if base == "USD":
        return _Style(prefix_factor(above[0]), _COUNTS, "", "", "", _per(below), money=True)
    tail = _below(below)
    if base in ("byte", "bit", "FLOP", "s"):
        family = _SECONDS if base == "s" else _BINARY if prefix in BINARY else _DECIMAL
        symbol = {"byte": "B", "bit": "b"}.get(base, base)
        many = base + "s" if base in ("byte", "bit") else base
        return _Style(prefix_factor(above[0]), family, base, many, symbol, tail)
    if base:
        return _Style(prefix_factor(above[0]), _COUNTS, _one(base), _many(base), "", tail)
    product = "-".join(above)
    return _Style(1.0, _COUNTS, product, product + "s" * bool(product), "", tail)


def _one(base: str) -> str:
    return "%" if base == "percent" else base


def _many(base: str) -> str:
    return "%" if base == "percent" else base + "s"


def _counted(name: str) -> str:
    """Return a unit below "per" in words: month, million tokens, GB."""
    prefix, base = CANONICAL[name]
    if prefix in _MANY and base in ("token", "request", "user", "USD"):
        return _MANY[prefix] + base + "s"
    return _WORDS.get(name, name)


def _per(below: list[str]) -> str:
    if len(below) == 2 and below[0] == "GPU":
        return f" per GPU-{_counted(below[1])}"
    return "".join(f" per {_counted(name)}" for name in below)


def _below(below: list[str]) -> str:
    if any(_counted(name) not in (name, _WORDS.get(name)) for name in below):
        return _per(below)
    return "".join("/" + _SHORT.get(name, name) for name in below)
