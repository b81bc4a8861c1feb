"""A bracketed root-finder: Chandrupatla's method, hybrid of bisection and inverse interpolation.

T. R. Chandrupatla, Advances in Engineering Software 28 (1997) 145-149. It keeps a bracket like
bisection and so cannot diverge, and takes about as many evaluations as Brent's method.
scipy has it too, but importing scipy.optimize costs more than starting this whole program.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable

Curve = Callable[[float], float]

_MOST_STEPS = 200
_EPSILON = 2.0**-52
_CLOSE = 1e-7
"""How near zero a crossing must come, over the distance at the ends: else it is a jump."""


class NoCrossingError(ArithmeticError):
    """The curve does not cross the target between the two ends."""


def root(curve: Curve, low: float, high: float) -> float:
    """Return where ``curve`` is zero between ``low`` and ``high``, to the last bits of a float.

    Raises :class:`NoCrossingError` when the ends do not have opposite signs.
    """
    a, b = high, low
    at_a, at_b = curve(a), curve(b)
    if at_a == 0:
        return a
    if at_b == 0:
        return b
    if (at_a > 0) == (at_b > 0):
        raise NoCrossingError
    share = 0.5
    for _ in range(_MOST_STEPS):
        x = a + share * (b - a)
        at_x = curve(x)
        if (at_x > 0) == (at_a > 0):
            c, at_c = a, at_a
        else:
            c, at_c = b, at_b
            b, at_b = a, at_a
        a, at_a = x, at_x
        best = a if abs(at_a) < abs(at_b) else b
        slack = 2 * _EPSILON * abs(best) / abs(b - a) if b != a else 1.0
        if slack > 0.5 or at_a == 0:
            return best
        share = _next_share((a, at_a), (b, at_b), (c, at_c))
        share = min(1 - slack, max(slack, share))
    raise AssertionError("a bracket halves at least every other step")


def _next_share(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    """Return where between a and b to look next: inverse quadratic if that is safe, else half."""
    (xa, fa), (xb, fb), (xc, fc) = a, b, c
    xi = (xa - xb) / (xc - xb)
    phi = (fa - fb) / (fc - fb)
    if not (phi * phi < xi and (1 - phi) * (1 - phi) < 1 - xi):
        return 0.5
    return fa / (fb - fa) * fc / (fb - fc) + (xc - xa) / (xb - xa) * fa / (fc - fa) * fb / (fc - fb)


def crossing(curve: Curve, low: float, high: float, parts: int = 24) -> float:
    """Return the crossing nearest to ``low`` on a grid of ``parts`` steps from low to high.

    The grid is geometric when both ends are positive: terms range over many orders of magnitude.
    The curve may be undefined (not a number) in places, and it may jump: a jump over zero is no
    crossing. Raises :class:`NoCrossingError` when there is none.
    """
    for left, right in itertools.pairwise(_grid(low, high, parts)):
        ends = _defined(curve, left, right)
        try:
            found = root(curve, *ends) if ends else math.nan
        except NoCrossingError:
            continue
        if ends and abs(curve(found)) <= _CLOSE * _scale(curve, ends):
            return found
    raise NoCrossingError


def _scale(curve: Curve, ends: tuple[float, float]) -> float:
    """Return the larger finite distance from zero at the two ends."""
    return max((abs(at) for at in map(curve, ends) if math.isfinite(at)), default=0.0)


def _defined(curve: Curve, left: float, right: float) -> tuple[float, float] | None:
    """Return the part of the interval where the curve is defined, None if at neither end."""
    known = [not math.isnan(curve(end)) for end in (left, right)]
    if all(known):
        return left, right
    if not any(known):
        return None
    bad, good = (left, right) if known[1] else (right, left)
    while (middle := (bad + good) / 2) not in {bad, good}:
        bad, good = (middle, good) if math.isnan(curve(middle)) else (bad, middle)
    return (good, right) if known[1] else (left, good)


def _grid(low: float, high: float, parts: int) -> list[float]:
    if low > 0:
        ratio = (high / low) ** (1 / parts)
        return [low * ratio**part for part in range(parts)] + [high]
    return [low + (high - low) * part / parts for part in range(parts)] + [high]
