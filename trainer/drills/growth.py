"""Growth: the multiples and the larger volumes that a statement speaks of beside today's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from trainer.claims.claim import Claim, Claims
from trainer.drills.amounts import volume
from trainer.drills.budgets import upper

_MORE = 1.1
"""A volume above today's by less than this restates it."""


@dataclass(frozen=True, slots=True)
class Growth:
    """A factor on today's volume, the claim that tells it, and how the sentence on it begins."""

    factor: float
    claim: Claim
    said: str


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
