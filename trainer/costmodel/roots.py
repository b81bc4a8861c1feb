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
    Infinite values count by their sign; where the curve is not a number there is no crossing.
    Raises :class:`NoCrossingError` when no two neighbours differ in sign.
    """
    points = _grid(low, high, parts)
    before = curve(points[0])
    if before == 0:
        return points[0]
    for left, right in itertools.pairwise(points):
        after = curve(right)
        if not (math.isnan(before) or math.isnan(after)) and (before > 0) != (after > 0):
            return root(curve, left, right)
        before = after
    raise NoCrossingError


def _grid(low: float, high: float, parts: int) -> list[float]:
    if low > 0:
        ratio = (high / low) ** (1 / parts)
        return [low * ratio**part for part in range(parts)] + [high]
    return [low + (high - low) * part / parts for part in range(parts)] + [high]
