"""The verdict on an estimate in words: how far off, which slip, how honest the interval."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from trainer.costmodel.bands import GENERAL, band_for, realistic
from trainer.costmodel.terms import term
from trainer.domain.assessment import Assessment, Estimated, Finding, Verdict
from trainer.domain.derivation import Derivation
from trainer.domain.memory import Rating
from trainer.drills.accuracy import Target, interval_score, suggestion
from trainer.drills.slips import Resolve, Situation, recognised
from trainer.units.quantity import (
    UnreadableQuantity,
    WrongDimension,
    convert,
    read_interval,
    read_quantity,
    show_quantity,
)

REALISTIC = "realistic"
_DIGITS = 4
_AT_ROOFLINE = 1.05
_COUNTLESS = 1e12
"""From here on nobody reads the zeros of a factor."""
_EXACTLY = 0.005
"""Within half a per cent nothing is said about the difference."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What was answered, as numbers above zero in ``unit``."""

    value: float
    unit: str
    interval: tuple[float, float] | None = None
    seconds: float | None = None


def read_attempt(text: str, interval: str, unit: str, seconds: float | None = None) -> Attempt:
    """Return an answer and, unless it is blank, its 80 % interval as numbers in ``unit``.

    Raises UnreadableQuantity and WrongDimension.
    """
    try:
        value = read_quantity(text, unit, positive=True).value
    except UnreadableQuantity as refusal:
        raise _as_range(text, unit) or refusal from refusal
    ends = read_bounds(interval, unit, text) if interval.strip() else None
    return Attempt(value, unit, ends, seconds)


def _as_range(text: str, unit: str) -> UnreadableQuantity | None:
    """Return what to say of an answer that is a range, None where it is none."""
    try:
        read_interval(text, unit)
    except (UnreadableQuantity, WrongDimension):
        return None
    return UnreadableQuantity(
        f"“{text.strip()}” is a range",
        remedy="give your best number here, and the range in the field of the interval",
    )


def read_bounds(interval: str, unit: str, about: str = "") -> tuple[float, float]:
    """Return the ends of an 80 % interval ``about`` an answer as numbers above zero in ``unit``.

    Ends without a unit are in that of the answer. Raises UnreadableQuantity and WrongDimension.
    """
    low, high = read_interval(interval, unit, about)
    if low <= 0:
        raise UnreadableQuantity(
            "an interval of this quantity cannot reach zero or below",
            remedy="give a lower end above zero",
        )
    return low, high


def shown_bounds(ends: tuple[float, float], unit: str) -> str:
    """Return both ends, what they are per only once: $150,000 to $300,000 per month."""
    return _span(*ends, unit, _DIGITS)


@dataclass(frozen=True, slots=True)
class Case:
    """What an attempt is judged by: the solution, in which unit and how strictly.

    ``resolve`` answers the same question with some givens changed (to recognise slips).
    """

    derivation: Derivation
    unit: str
    tolerance: float
    basis: str
    resolve: Resolve

    @property
    def exact(self) -> float:
        """Return the cost model's value in the asked unit."""
        result = self.derivation.result
        return convert(result.value, result.unit, self.unit)

    @property
    def better(self) -> str:
        """Return whether less or more of the asked term is better, or "" for neither."""
        return term(self.derivation.result.term).better

    @property
    def target(self) -> Target:
        """Return the number or the band that is right."""
        if self.basis == REALISTIC:
            low, high = realistic(self.derivation.result.term, self.exact)
            return Target(low, high, self.tolerance)
        return Target(self.exact, self.exact, self.tolerance)


def judge(case: Case, attempt: Attempt, explanation: str = "") -> Assessment:
    """Return the verdict on ``attempt`` with everything worth saying about it."""
    target = case.target
    verdict = target.verdict(attempt.value)
    return Assessment(
        verdict=verdict,
        suggested=suggestion(verdict, attempt.seconds),
        headline=_headline(verdict, target, attempt),
        findings=tuple(_findings(case, target, verdict, attempt)),
        explanation=explanation,
        working=case.derivation,
        estimated=Estimated(
            value=attempt.value,
            expected=target.middle,
            unit=attempt.unit,
            log10_error=math.log10(attempt.value / target.middle),
            interval=attempt.interval,
        ),
    )


def give_up(case: Case, explanation: str = "") -> Assessment:
    """Return the solution for somebody who has no estimate: there is no number to keep."""
    target = case.target
    return Assessment(
        verdict=Verdict.GIVEN_UP,
        suggested=Rating.AGAIN,
        headline=f"Expected: {_shown_target(target, case.unit)}",
        findings=tuple(_of_the_band(case, target)) if target.is_band else (),
        explanation=explanation,
        working=case.derivation,
    )


def _headline(verdict: Verdict, target: Target, attempt: Attempt) -> str:
    answer = show_quantity(attempt.value, attempt.unit, _DIGITS)
    off_by = target.off_by(attempt.value)
    if verdict is Verdict.CORRECT and abs(off_by - 1) < _EXACTLY:
        return f"Right: {answer}"
    expected = _shown_target(target, attempt.unit).removesuffix(_tail(answer))
    if verdict is Verdict.CORRECT:
        how = f"Right, {abs(off_by - 1) * 100:.0f} %"
    else:
        how = f"{_times(off_by)} too"
    return f"{how} {'high' if off_by > 1 else 'low'}: {answer}, expected {expected}"


def _shown_target(target: Target, unit: str) -> str:
    if not target.is_band:
        return show_quantity(target.low, unit, _DIGITS)
    return _span(target.low, target.high, unit)


def _span(low: float, high: float, unit: str, digits: int = 2) -> str:
    first, last = (show_quantity(end, unit, digits) for end in (low, high))
    return f"{first.removesuffix(_tail(last))} to {last}"


def _tail(shown: str) -> str:
    _, per, unit = shown.partition(" per ")
    return per + unit


def _times(off_by: float) -> str:
    """Return the size of an error as people say it: 1.4×, 12×, 1,000,000×, 10^28×."""
    factor = max(off_by, 1 / off_by)
    if factor >= _COUNTLESS:
        return f"10^{math.log10(factor):.0f}×"
    return (
        f"{show_quantity(factor, '1', 2)}×" if factor < 1e6 else f"{float(f'{factor:.1e}'):,.0f}×"
    )


def _findings(case: Case, target: Target, verdict: Verdict, attempt: Attempt) -> Iterator[Finding]:
    if target.is_band:
        yield from _about_the_band(case, target, attempt)
    elif verdict is not Verdict.CORRECT:
        situation = Situation(case.derivation, case.unit, case.better, case.resolve)
        slip = recognised(attempt.value / target.middle, situation)
        if slip is not None:
            yield slip
    if attempt.interval is not None:
        yield _about_the_interval(attempt.interval, target.middle, attempt.unit)


def _of_the_band(case: Case, target: Target) -> Iterator[Finding]:
    roofline = show_quantity(case.exact, case.unit, _DIGITS)
    yield Finding(
        "band",
        f"The roofline is {roofline}; measured systems reach {GENERAL.shown} of"
        f" it: {_shown_target(target, case.unit)}.",
    )
    nearest = band_for(case.derivation.result.term, case.derivation.known)
    if nearest is not GENERAL:
        yield Finding(
            "band-nearest", f"Nearest to this case: {nearest.situation}, {nearest.shown}."
        )


def _about_the_band(case: Case, target: Target, attempt: Attempt) -> Iterator[Finding]:
    yield from _of_the_band(case, target)
    if Target(case.exact, case.exact, _AT_ROOFLINE).verdict(attempt.value) is Verdict.CORRECT:
        yield Finding(
            "roofline-promised",
            "That is the roofline itself, which nothing reaches.",
            "Count on a share of it, or call it a bound.",
        )


def _about_the_interval(ends: tuple[float, float], truth: float, unit: str) -> Finding:
    low, high = ends
    score = interval_score(low, high, truth)
    shown = _span(low, high, unit)
    scored = f"interval score {score:.2f} decades, less is better"
    if low <= truth <= high:
        width = show_quantity(high / low, "1", 2)
        return Finding(
            "interval-hit", f"Your interval {shown} holds the answer, {width}× wide ({scored})."
        )
    missed = _times(truth / high if truth > high else truth / low)
    side = "above" if truth > high else "below"
    return Finding(
        "interval-miss",
        f"The answer lies {missed} {side} your interval {shown} ({scored}).",
        "Be wide enough to be right four times out of five.",
    )
