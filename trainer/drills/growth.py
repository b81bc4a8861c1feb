"""Growth: the multiples and the larger volumes that a statement speaks of beside today's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from trainer.claims.claim import Claim, Claims
from trainer.drills.amounts import volume
from trainer.drills.budgets import upper

_STOPS = (". ", "; ", "! ", "? ", "\n")
_GROWTH = re.compile(
    r"\bgr[eo]w|\bscal|\bdoubl|\btripl|tenfold|\d ?(?:x|×)(?!\w)|\btimes\b|\bpeak|\bburst|\bspike"
    r"|\bnext\b|\blater\b|\btomorrow|\bfuture|\bby (?:20\d\d|then)|\byears?.? end|\bend of\b"
    r"|\bin (?:a|one|two|three|\d+) (?:year|month|quarter|week)|\bonce\b|\bwhen\b|\bif\b|\beven\b"
    r"|\bcould\b|\bcan\b|\bup to\b|\bheadroom|\bcapacity|\broom for\b|\bfrom\b|\bbeyond|\binstead"
    r"|\bthen\b|\bwould\b|\bbreak|\bexceed|\buntil\b|\bmost\b|\bmax|\blimit",
    re.IGNORECASE,
)
"""Words of a sentence whose volume need not be today's."""

_MORE = 1.1
"""A volume above today's by less than this restates it."""


@dataclass(frozen=True, slots=True)
class Growth:
    """A factor on today's volume, the claim that tells it, and how the sentence on it begins."""

    factor: float
    claim: Claim
    said: str


def speaks_of_growth(text: str, start: int, end: int) -> bool:
    """Tell whether the sentence around ``text[start:end]`` is about another time than today."""
    before = max(text.rfind(stop, 0, start) for stop in _STOPS) + 1
    behind = min((at for stop in _STOPS if (at := text.find(stop, end)) >= 0), default=len(text))
    return _GROWTH.search(text, before, behind) is not None


def growths(claims: Claims, what: str, each_day: float) -> Iterator[Growth]:
    """Yield what ``claims`` promise beyond ``each_day`` of ``what`` (token, request) today.

    A lower bound ("at least 10×") promises no end, so there is nothing to multiply.
    """
    for claim in claims.of("scale"):
        if claim.unit == "x" and claim.comparator not in {"ge", "gt"}:
            yield Growth(upper(claim), claim, f"At {upper(claim):g}× the volume")
    for claim in claims.of("volume"):
        told = upper(claim)
        if claim.unit == f"{what}/day" and not claim.subject and told > each_day * _MORE:
            yield Growth(told / each_day, claim, f"At {volume(told, what)}")
