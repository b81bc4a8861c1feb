"""How wide of the truth somebody estimates: calibration, and bias per quantity. Pure."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trainer.costmodel.terms import TERMS
from trainer.study.progress import Retention

if TYPE_CHECKING:
    from trainer.store.estimates import EstimateSum

MEANT = 0.8
"""The share of intervals that should hold the truth: 80 % intervals are asked for."""

FEW_ESTIMATES = 5
"""From fewer estimates of a quantity nothing is said about it."""

BLOCK_WEEKS = 4
"""Calibration is shown over blocks of four weeks, and the trend compares the last with before."""

_Z = 1.959964


@dataclass(frozen=True, slots=True)
class Calibration:
    """Of ``given`` 80 % intervals, ``contained`` held the truth."""

    contained: int
    given: int

    @property
    def share(self) -> float | None:
        """The share that held the truth, 0 to 1; None when no interval was given."""
        return Retention(self.contained, self.given).share

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval of the share (Wilson 1927)."""
        return Retention(self.contained, self.given).interval

    @property
    def verdict(self) -> str:
        """``too narrow``, ``too wide``, ``calibrated`` as far as chance lets one say, or empty."""
        if self.interval is None:
            return ""
        low, high = self.interval
        return "too narrow" if high < MEANT else "too wide" if low > MEANT else "calibrated"


@dataclass(frozen=True, slots=True)
class Bias:
    """How the estimates of one term lie to the truth.

    ``log10_mean`` is the mean of log10(value / expected) over ``answers``, ``log10_half`` half the
    width of its 95 % interval (0 for one answer). ``recent`` and ``before`` are the means of the
    last four weeks and of what came before; None where there was nothing.
    """

    term: str
    answers: int
    log10_mean: float
    log10_half: float
    recent: float | None
    before: float | None

    @property
    def factor(self) -> float:
        """How many times the truth is answered on (geometric) average; 1 is exact."""
        return _factor(self.log10_mean)

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of ``factor``."""
        low, high = self.log10_mean - self.log10_half, self.log10_mean + self.log10_half
        return _factor(low), _factor(high)

    @property
    def direction(self) -> str:
        """``over``, ``under``, or ``even`` where the interval holds 1 or little is known."""
        if self.answers < FEW_ESTIMATES or abs(self.log10_mean) <= self.log10_half:
            return "even"
        return "over" if self.log10_mean > 0 else "under"

    @property
    def trend(self) -> str:
        """``nearer``, ``farther`` or ``steady``; empty while one of both spans is missing."""
        if self.recent is None or self.before is None:
            return ""
        change = abs(self.recent) - abs(self.before)
        return "steady" if abs(change) < math.log10(1.1) else "farther" if change > 0 else "nearer"

    @property
    def label(self) -> str:
        """The term's name in words."""
        return TERMS[self.term].label if self.term in TERMS else self.term.replace("_", " ")


def _factor(log10: float) -> float:
    """Return 10 to ``log10``, kept inside what a float can hold."""
    return float(10 ** max(-300.0, min(300.0, log10)))


def calibration(sums: Iterable[EstimateSum]) -> Calibration:
    """Return the calibration over ``sums``."""
    found = list(sums)
    return Calibration(sum(each.contained for each in found), sum(each.intervals for each in found))


def calibration_by_block(sums: Iterable[EstimateSum]) -> tuple[tuple[int, Calibration], ...]:
    """Return how many weeks ago each block of four ended that has an interval, oldest first."""
    blocks: defaultdict[int, list[EstimateSum]] = defaultdict(list)
    for each in sums:
        if each.intervals:
            blocks[each.weeks_back // BLOCK_WEEKS].append(each)
    return tuple((at * BLOCK_WEEKS, calibration(blocks[at])) for at in sorted(blocks, reverse=True))


def biases(sums: Iterable[EstimateSum]) -> tuple[Bias, ...]:
    """Return the bias of each known term, those farthest from the truth first."""
    terms: defaultdict[str, list[EstimateSum]] = defaultdict(list)
    for each in sums:
        if each.asked:
            terms[each.asked].append(each)
    found = [_bias(term, some) for term, some in terms.items()]
    return tuple(sorted(found, key=lambda bias: (-abs(bias.log10_mean), bias.term)))


def _bias(term: str, sums: list[EstimateSum]) -> Bias:
    many = sum(each.answers for each in sums)
    mean = sum(each.log10_sum for each in sums) / many
    half = 0.0
    if many > 1:
        squares = sum(each.log10_squares for each in sums)
        variance = max(0.0, squares - many * mean * mean) / (many - 1)
        half = _Z * math.sqrt(variance / many)
    recent = [each for each in sums if each.weeks_back < BLOCK_WEEKS]
    before = [each for each in sums if each.weeks_back >= BLOCK_WEEKS]
    return Bias(term, many, mean, half, _mean(recent), _mean(before))


def _mean(sums: list[EstimateSum]) -> float | None:
    many = sum(each.answers for each in sums)
    return sum(each.log10_sum for each in sums) / many if many else None
