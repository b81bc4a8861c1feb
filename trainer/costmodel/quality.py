"""How sure one can be of a score, and what sampling again buys."""

from __future__ import annotations

import math

from trainer.costmodel.algebra import whole_up
from trainer.costmodel.equation import Equation

_STEPS = 3
"""The start is good to three digits, and each step triples them."""
_WALD = "normal approximation (Wald)"
_WALD_NOTE = "holds for some ten right and ten wrong answers or more"


def z_value(confidence: float) -> float:
    """Return how many standard errors to each side give ``confidence``."""
    return normal_quantile((1 + confidence) / 2)


def normal_quantile(share: float) -> float:
    """Return below which value ``share`` of the standard normal distribution lies.

    Halley's method on the error function, from the rational approximation 26.2.23 of Abramowitz
    and Stegun: good to the last digits. Raises ValueError for a share below 0 or above 1.
    """
    if share in {0, 1}:
        return math.inf if share else -math.inf
    if not 0 < share < 1:
        raise ValueError("a share lies between 0 and 1")
    tail = min(share, 1 - share)
    root = math.sqrt(-2 * math.log(tail))
    above = 2.515517 + root * (0.802853 + root * 0.010328)
    below = 1 + root * (1.432788 + root * (0.189269 + root * 0.001308))
    value = above / below - root
    for _ in range(_STEPS):
        density = math.exp(-value * value / 2) / math.sqrt(2 * math.pi)
        gap = (math.erfc(-value / math.sqrt(2)) / 2 - tail) / density
        value -= gap / (1 + value * gap / 2)
    return value if share < 0.5 else -value


def standard_error(score: float, sample_size: float) -> float:
    """Return the standard deviation of a share measured on ``sample_size`` items."""
    return math.sqrt(score * (1 - score) / sample_size)


def score_margin(z_value: float, standard_error: float) -> float:
    """Return half the width of the score's confidence interval."""
    return z_value * standard_error


def sample_size_needed(z_value: float, score: float, margin_wanted: float) -> float:
    """Return the fewest items that bring the margin down to ``margin_wanted``."""
    return whole_up(z_value**2 * score * (1 - score) / margin_wanted**2)


def score_difference(score: float, other_score: float) -> float:
    """Return score less other score."""
    return score - other_score


def difference_error(score: float, other_score: float, sample_size: float) -> float:
    """Return the standard error of the difference, each system tested on that many items."""
    spread = score * (1 - score) + other_score * (1 - other_score)
    return math.sqrt(spread / sample_size)


def difference_margin(z_value: float, difference_error: float) -> float:
    """Return half the width of the difference's confidence interval."""
    return z_value * difference_error


def difference_z(score_difference: float, difference_error: float) -> float:
    """Return the difference in standard errors."""
    return score_difference / difference_error


def difference_sample_size(
    z_value: float, score: float, other_score: float, score_difference: float
) -> float:
    """Return the fewest items per system on which the difference exceeds its margin."""
    spread = score * (1 - score) + other_score * (1 - other_score)
    return whole_up(z_value**2 * spread / score_difference**2)


def pass_at_k(samples: float, correct_samples: float, tries: float) -> float:
    """Return the unbiased chance that one of ``tries`` samples passes (Chen et al. 2021).

    ``1 - C(n-c, k) / C(n, k)`` as a product, which needs no large factorials; n, c and k are
    whole. Raises ValueError when tries or correct samples exceed the samples drawn.
    """
    if max(tries, correct_samples) > samples or min(tries, correct_samples) < 0:
        raise ValueError("neither tries nor correct samples can exceed the samples drawn")
    fewer, more = sorted((int(tries), int(correct_samples)))
    if more + fewer > samples:
        return 1.0
    fails = 1.0
    # C(n-c, k) / C(n, k) is the same with k and c exchanged: the shorter product will do
    for count in range(fewer):
        fails *= 1 - more / (samples - count)
    return 1 - fails


def f1(precision: float, recall: float) -> float:
    """Return the harmonic mean of precision and recall, 0 when both are."""
    if precision + recall == 0:
        return 0.0
    return 2 * precision * recall / (precision + recall)


_SCORES = ("score", "other_score")
_SPREAD = "(score * (1 - score) + other_score * (1 - other_score))"

EQUATIONS = (
    Equation("z_value", z_value, "normal_quantile((1 + confidence) / 2)", "definition"),
    Equation(
        "standard_error", standard_error, "sqrt(score * (1 - score) / sample_size)", _WALD,
        note=_WALD_NOTE, fixed=("score",),
    ),
    Equation("score_margin", score_margin, "z_value * standard_error", _WALD),
    Equation(
        "sample_size_needed", sample_size_needed,
        "ceil(z_value ** 2 * score * (1 - score) / margin_wanted ** 2)", _WALD, note=_WALD_NOTE,
        fixed=("score",),
    ),
    Equation("score_difference", score_difference, "score - other_score", "definition"),
    Equation(
        "difference_error", difference_error, f"sqrt({_SPREAD} / sample_size)", _WALD,
        note="for separate items; on the same items the pairs tell more", fixed=_SCORES,
    ),
    Equation("difference_margin", difference_margin, "z_value * difference_error", _WALD),
    Equation(
        "difference_z", difference_z, "score_difference / difference_error", _WALD,
        note="a difference at 95 % confidence from 1.96 on",
    ),
    Equation(
        "difference_sample_size", difference_sample_size,
        f"ceil(z_value ** 2 * {_SPREAD} / score_difference ** 2)", _WALD, note=_WALD_NOTE,
        fixed=(*_SCORES, "score_difference"),
    ),
    Equation(
        "pass_at_k", pass_at_k, "pass_at_k(samples, correct_samples, tries)", "Chen et al. 2021",
        note="unbiased; one minus the k-th power of the failures is biased low",
        fixed=("samples", "correct_samples", "tries"),
    ),
    Equation("f1", f1, "2 * precision * recall / (precision + recall)", "definition"),
)  # fmt: skip
