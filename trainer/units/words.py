"""The words people use for units, magnitudes and "per". What a unit is worth is in units.txt."""

from __future__ import annotations

import functools
from typing import NamedTuple

from trainer.units.refusals import UnknownUnit, quoted

Powers = tuple[tuple[str, int], ...]
"""Canonical unit names with their exponents, in the order written: GB/s is ((GB, 1), (s, -1))."""

DECIMAL = {"k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12, "P": 1e15, "E": 1e18}
BINARY = {"Ki": 2.0**10, "Mi": 2.0**20, "Gi": 2.0**30, "Ti": 2.0**40, "Pi": 2.0**50}
SMALL = {"n": 1e-9, "µ": 1e-6, "m": 1e-3}

_PREFIX_SPELLINGS = {
    **{prefix: (prefix,) for prefix in (*DECIMAL, *BINARY, *SMALL)},
    "k": ("k", "K", "kilo"), "M": ("M", "mega"), "G": ("G", "giga"), "T": ("T", "tera"),
    "P": ("P", "peta"), "E": ("E", "exa"),
    "Ki": ("Ki", "kibi"), "Mi": ("Mi", "mebi"), "Gi": ("Gi", "gibi"), "Ti": ("Ti", "tebi"),
    "Pi": ("Pi", "pebi"),
    "n": ("n", "nano"), "µ": ("µ", "μ", "u", "micro"), "m": ("m", "milli"),
}  # fmt: skip


class Base(NamedTuple):
    """One unit: its canonical name, what a prefix is put before, its spellings, its prefixes.

    Prefixes are limited to those people mean: "mtok" is refused, not read as a thousandth.
    """

    name: str
    stem: str
    spellings: tuple[str, ...]
    prefixes: tuple[str, ...] = ()


_COUNTED = tuple("kMGTPE")
BASES = (
    Base("s", "s", ("s", "sec", "secs", "second", "seconds"), tuple(SMALL)),
    Base("minute", "minute", ("min", "mins", "minute", "minutes")),
    Base("hour", "hour", ("h", "hr", "hrs", "hour", "hours")),
    Base("day", "day", ("d", "day", "days")),
    Base("week", "week", ("wk", "wks", "week", "weeks")),
    Base("month", "month", ("mo", "mos", "mth", "mths", "month", "months")),
    Base("year", "year", ("y", "yr", "yrs", "year", "years", "annum")),
    Base("byte", "B", ("B", "byte", "bytes"), (*_COUNTED, *BINARY)),
    Base("bit", "b", ("b", "bit", "bits"), (*_COUNTED, *BINARY)),
    Base("FLOP", "FLOP", ("FLOP", "FLOPs"), _COUNTED),
    Base("token", "token", ("tok", "toks", "token", "tokens"), _COUNTED),
    Base("request", "request", ("req", "reqs", "request", "requests", "query", "queries",
                                "call", "calls"), _COUNTED),
    Base("user", "user", ("user", "users"), _COUNTED),
    Base("GPU", "GPU", ("GPU", "GPUs", "accelerator", "accelerators", "card", "cards")),
    Base("USD", "USD", ("$", "US$", "USD", "dollar", "dollars"), _COUNTED),
    Base("cent", "cent", ("¢", "cent", "cents")),
    Base("percent", "percent", ("%", "percent", "pct")),
)  # fmt: skip

ACCELERATORS = frozenset(
    [
        "h100",
        "h200",
        "h20",
        "h800",
        "a100",
        "a800",
        "a10",
        "a10g",
        "a30",
        "a40",
        "a6000",
        "b100",
        "b200",
        "b300",
        "gb200",
        "gb300",
        "gh200",
        "l4",
        "l40",
        "l40s",
        "t4",
        "v100",
        "p100",
        "mi250",
        "mi250x",
        "mi300",
        "mi300a",
        "mi300x",
        "mi325x",
        "mi350x",
        "mi355x",
        "tpu",
        "tpus",
    ]
)
"""Names that stand for one GPU when counted ("3×H100")."""

ACCELERATOR_FORMS = frozenset(["sxm", "sxm2", "sxm3", "sxm4", "sxm5", "sxm6", "pcie", "nvl"])

MAGNITUDES = {
    **DECIMAL, **BINARY, "K": 1e3, "MM": 1e6, "B": 1e9, "b": 1e9,
    "thousand": 1e3, "million": 1e6, "millions": 1e6, "mn": 1e6, "mln": 1e6, "mio": 1e6,
    "billion": 1e9, "billions": 1e9, "bn": 1e9, "trillion": 1e12, "trillions": 1e12,
    "tn": 1e12, "trn": 1e12,
}  # fmt: skip
del MAGNITUDES["E"]  # "5E" is an unfinished exponent

PER = frozenset(("per", "a", "an", "each", "every"))
ADVERBS = {
    "hourly": "hour", "daily": "day", "weekly": "week", "monthly": "month", "yearly": "year",
    "annually": "year", "annual": "year",
}  # fmt: skip
ABOUT = frozenset(("about", "approx", "approximately", "around", "roughly", "ca", "circa"))
FOREIGN_MONEY = frozenset(
    [
        "€",
        "£",
        "¥",
        "₹",
        "₩",
        "₽",
        "eur",
        "euro",
        "euros",
        "gbp",
        "pound",
        "pounds",
        "jpy",
        "yen",
        "cny",
        "rmb",
        "yuan",
        "inr",
        "rupees",
        "chf",
    ]
)

_RATES: dict[str, Powers] = {
    "rps": (("request", 1), ("s", -1)), "qps": (("request", 1), ("s", -1)),
    "rpm": (("request", 1), ("minute", -1)), "qpm": (("request", 1), ("minute", -1)),
    "tps": (("token", 1), ("s", -1)), "tpm": (("token", 1), ("minute", -1)),
}  # fmt: skip


def _folded(word: str) -> str:
    """Return ``word`` as the tables hold it: words of three letters and more in lower case."""
    return word.lower() if len(word) > 2 else word


def _named(prefix: str, base: Base) -> str:
    return prefix + base.stem if prefix else base.name


def _table() -> dict[str, Powers]:
    table: dict[str, Powers] = dict(_RATES)
    for base in BASES:
        for prefix in ("", *base.prefixes):
            unit: Powers = ((_named(prefix, base), 1),)
            for written in _PREFIX_SPELLINGS[prefix] if prefix else ("",):
                table.update({written + _folded(word): unit for word in base.spellings})
    for prefix in ("", *_COUNTED):
        table[prefix + "FLOPS"] = ((prefix + "FLOP", 1), ("s", -1))
        table[prefix + "bps"] = ((_named(prefix, _base("bit")), 1), ("s", -1))
        table[prefix + "Bps"] = ((_named(prefix, _base("byte")), 1), ("s", -1))
    return table


def _base(name: str) -> Base:
    return next(base for base in BASES if base.name == name)


_UNIT_WORDS = _table()
CANONICAL = {_named(p, base): (p, base.name) for base in BASES for p in ("", *base.prefixes)}
"""Every canonical unit name -> its prefix and its base unit."""


def unit_word(word: str) -> Powers | None:
    """Return the unit that ``word`` stands for, or None. Prefixes keep their case, words do not."""
    found = _UNIT_WORDS.get(word) or _UNIT_WORDS.get(_folded(word))
    if found:
        return found
    if word.lower() in ACCELERATORS:
        return (("GPU", 1),)
    for length in (1, 2):
        found = _UNIT_WORDS.get(word[:length] + word[length:].lower())
        if found and len(word) - length > 2:
            return found
    return None


def magnitude(word: str) -> float | None:
    """Return the factor of ``k``, ``bn``, ``million`` …, or None."""
    return MAGNITUDES.get(word) or (MAGNITUDES.get(word.lower()) if len(word) > 1 else None)


def prefix_factor(name: str) -> float:
    """Return the factor of a canonical unit's prefix: 1e6 for ``Mtoken``, 1 for ``month``."""
    prefix, _ = CANONICAL[name]
    return (DECIMAL | BINARY | SMALL).get(prefix, 1.0)


@functools.lru_cache(maxsize=512)
def powers(unit: str) -> Powers:
    """Return a unit as code and decks spell it (``USD/GPU/hour``, ``1``) as powers.

    Raises UnknownUnit.
    """
    if not unit.strip(" */"):
        raise UnknownUnit("a unit is missing", remedy="write 1 for a pure number")
    result: dict[str, int] = {}
    sign = 1
    for part in unit.replace("*", " * ").replace("/", " / ").split():
        if part in "*/":
            sign = 1 if part == "*" else -1
            continue
        found = () if part == "1" else unit_word(part)
        if found is None:
            raise UnknownUnit(f"{quoted(part)} is not a unit this program knows", where=unit)
        for name, exponent in found:
            result[name] = result.get(name, 0) + sign * exponent
    return tuple((name, exponent) for name, exponent in result.items() if exponent)


def spelled(unit: Powers) -> str:
    """Return powers as code spells them. Inverse of ``powers``."""
    above = [name for name, exponent in unit for _ in range(exponent)]
    below = ["/" + name for name, exponent in unit for _ in range(-exponent)]
    return ("*".join(above) or "1") + "".join(below) if unit else "1"
