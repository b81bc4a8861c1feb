"""Finding the value of one term at which another meets its target."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable

from trainer.costmodel.problems import OutOfReach
from trainer.costmodel.roots import NoCrossingError, crossing
from trainer.costmodel.terms import Term

Curve = Callable[[float], float]

CLOSE = 1e-9
"""Relative difference below which two computed numbers are the same."""
ROUNDED = 0.005
"""Relative difference that rounding in what people state may explain."""
_WIDER = 1e3
_FEW = 256
"""Counts up to here are tried one by one where doubling finds nothing."""


def seek(curve: Curve, target: float, found: Term, met: Term) -> float:
    """Return the value of ``found`` at which ``curve``, a value of ``met``, is ``target``.

    A counted term gets the smallest or largest count that still meets the target. Raises
    :class:`OutOfReach` when no value within a thousand times the plausible range does.
    """
    low = max(found.least, min(found.low / _WIDER, found.low))
    high = min(found.most, max(found.high * _WIDER, found.high))
    if found.whole:
        return _seek_count(curve, target, found, met)
    try:
        value = crossing(lambda value: curve(value) - target, low, high)
    except NoCrossingError:
        raise out_of_reach(curve, target, found, met) from None
    if math.isclose(curve(0.9 * value), curve(1.1 * value), rel_tol=CLOSE):
        raise OutOfReach(f"the {met.label} does not depend on the {found.label} here")
    return value


def _seek_count(curve: Curve, target: float, found: Term, met: Term) -> float:
    """Bisect over whole numbers: the curve is monotone, and may be defined on these alone."""
    worst = math.inf if met.better == "less" else -math.inf

    def known(count: float) -> float:
        """Return the curve's value; where it has none the target is not met."""
        value = curve(count)
        return worst if math.isnan(value) else value

    return _bisect(known, target, found, met)


def _bisect(curve: Curve, target: float, found: Term, met: Term) -> float:
    low, most = max(1, math.ceil(found.least)), int(min(found.most, found.high * _WIDER))
    goal = target * (1 - CLOSE)

    def falls_short(count: float) -> bool:
        """Return whether the target is not reached from below; nothing but 0 reaches 0."""
        return curve(count) < goal if goal else curve(count) <= 0

    if math.isclose(curve(low), target, rel_tol=CLOSE):
        return float(low)
    short = falls_short(low)
    high = low
    while falls_short(high) == short:
        if high == most:
            turn = _turn(falls_short, low=max(1, math.ceil(found.least)), most=most)
            if turn is None:
                return _least(curve, target, found, met)
            return pick_count(curve, target, turn, found, met)
        low, high = high, min(2 * high, most)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if falls_short(middle) == short else (low, middle)
    return pick_count(curve, target, (low, high), found, met)


def _turn(falls_short: Callable[[float], bool], *, low: int, most: int) -> tuple[int, int] | None:
    """Return the first neighbours of which one reaches the target, if doubling leapt over them.

    A curve with a peak (a speed-up by more drafts, by more machines) reaches it only in between.
    """
    counts = range(low, min(most, low + _FEW) + 1)
    pairs = itertools.pairwise(counts)
    return next((pair for pair in pairs if falls_short(pair[0]) != falls_short(pair[1])), None)


def _least(curve: Curve, target: float, found: Term, met: Term) -> float:
    """Return the least count if it will do and more only make it better, else refuse."""
    least = max(1, math.ceil(found.least))
    first, second = curve(least), curve(least + 1)
    improving = second < first if met.better == "less" else second > first
    if met.better and improving and meets(first, target, met):
        return float(least)
    raise out_of_reach(curve, target, found, met)


def pick_count(
    curve: Curve, target: float, neighbours: tuple[int, int], found: Term, met: Term
) -> float:
    """Return which of two whole numbers meets the target, as ``met`` says targets are met.

    Where it does not say, the target must be met up to rounding, else :class:`OutOfReach`.
    """
    gaps = ((abs(curve(count) - target), count) for count in neighbours)
    gap, nearest = min(scored for scored in gaps if not math.isnan(scored[0]))
    if gap <= CLOSE * abs(target):
        return float(nearest)
    if not met.better:
        if gap <= ROUNDED * abs(target):
            return float(nearest)
        raise out_of_reach(curve, target, found, met)
    keeps = [count for count in neighbours if meets(curve(count), target, met)]
    if not keeps:
        raise out_of_reach(curve, target, found, met)
    return float(min(keeps, key=lambda count: abs(curve(count) - target)))


def meets(value: float, target: float, met: Term) -> bool:
    """Return whether ``value`` is as good as ``target`` for the term ``met``."""
    slack = CLOSE * abs(target)
    return value <= target + slack if met.better == "less" else value >= target - slack


def out_of_reach(curve: Curve, target: float, found: Term, met: Term) -> OutOfReach:
    """Return the refusal that says what ``met`` comes to over the range of ``found``."""
    ends = sorted((curve(max(found.low, 1.0 if found.whole else found.low)), curve(found.high)))
    return OutOfReach(
        f"no {found.label} makes the {met.label} {met.shown(target)}: between "
        f"{found.shown(found.low)} and {found.shown(found.high)} it runs from "
        f"{met.shown(ends[0])} to {met.shown(ends[1])}",
        remedy=f"change the target or another given than the {found.label}",
    )
