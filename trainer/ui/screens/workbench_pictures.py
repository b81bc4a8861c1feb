"""What the workbench's charts show, in values and words; no Qt here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from trainer.study.workbench.curves import Curves, Line, Point
from trainer.study.workbench.fields import FIELDS
from trainer.study.workbench.outcome import Outcome
from trainer.ui.widgets.chart_data import Chart, Curve, Mark, span_of
from trainer.units.quantity import show_quantity

_TOLD_BATCHES = (1, 8, 64, 512)
_ROOM_FOR_LABEL = 1.6
"""Beyond the fastest point: as a factor on the axis, for the number that stands beside it."""

_BELOW = (0.5, -0.25)
_LOWER_RIGHT = (-0.15, -0.1)
_RIGHT = (-0.12, 0.5)
_UPPER_LEFT = (1.06, 1.1)
_UPPER_RIGHT = (-0.06, 1.1)


@dataclass(frozen=True, slots=True)
class Picture:
    """One chart with the sentence above it."""

    sentence: str
    chart: Chart


def picture(name: str, curves: Curves) -> Picture:
    """Return the chart ``name`` of ``PICTURES``."""
    return PICTURES[name](curves.outcome, curves)


def _roofline(outcome: Outcome, curves: Curves) -> Picture:
    line = curves.roofline
    batch = _batch(outcome)
    bound = "memory bound" if outcome.memory_bound else "compute bound"
    sentence = (
        f"Decoding is {bound}: {outcome['intensity'].text}, with the ridge at"
        f" {outcome['ridge'].text}."
    )
    chart = Chart(
        curves=(
            Curve("hardware's limit", line.roof, "text"),
            Curve("decode, batch 1 to 1,024", line.over_batch, "accent", "dotted"),
        ),
        marks=(
            Mark(line.roof[1], "ridge", "muted", symbol=""),
            Mark(line.prefill, "prefill", "accent", symbol="s", strong=True, anchor=_BELOW),
            Mark(line.decode, f"decode, batch {batch}", strong=True, anchor=_RIGHT),
        ),
        spans=span_of((*line.roof, line.decode, line.prefill, line.over_batch[0])),
        said=f"{sentence} Prefill does {outcome['prefill_intensity'].text}.",
    )
    return Picture(sentence, chart)


def _latency(outcome: Outcome, curves: Curves) -> Picture:
    batches, batch = curves.batch, _batch(outcome)
    fitting = _count_fitting(curves)
    sentence = (
        f"{show_quantity(curves.latency_now[1], 's')} a request at {outcome['throughput'].text},"
        f" without queue.{_full(curves)}"
    )
    points = _all_points(batches.latency, curves.latency_now)
    (slowest, fastest), seconds = span_of(points)
    told = _told_batches(batches.batches, batches.latency.points, outcome)
    chart = Chart(
        curves=_fits_and_beyond("request latency", batches.latency, fitting),
        marks=(*told, Mark(curves.latency_now, f"batch {batch}", strong=True, anchor=_UPPER_LEFT)),
        spans=((slowest, fastest * _ROOM_FOR_LABEL), seconds),
        said=sentence,
    )
    return Picture(sentence, chart)


def _cost(outcome: Outcome, curves: Curves) -> Picture:
    batches, batch = curves.batch, _batch(outcome)
    sentence = (
        f"{outcome['cost'].text} of output at"
        f" {FIELDS['utilisation'].show(outcome.case.configuration.utilisation)} utilisation."
        f"{_full(curves)}"
    )
    chart = Chart(
        curves=_fits_and_beyond("cost", batches.cost, _count_fitting(curves)),
        marks=(Mark(curves.cost_now, f"batch {batch}", strong=True, anchor=_UPPER_RIGHT),),
        spans=span_of(_all_points(batches.cost, curves.cost_now)),
        said=sentence,
    )
    return Picture(sentence, chart)


def _spend(outcome: Outcome, curves: Curves) -> Picture:
    spend = curves.spend
    low, high = spend.api[0][0], spend.api[1][0]
    volume = show_quantity(curves.spend_now[0], "token/day")
    sentence = (
        f"{volume}: your fleet {outcome['spend'].text}, the API"
        f" {outcome['api_spend'].text}.{_break_even(outcome, curves)}"
    )
    budget = ((low, spend.budget), (high, spend.budget))
    chart = Chart(
        curves=(
            Curve("your fleet", spend.fleet, "accent"),
            Curve("API", spend.api, "cost", "dashed"),
            Curve("budget", budget, "text", "dotted"),
        ),
        marks=(
            Mark(curves.spend_now, "now", strong=True),
            Mark((low, spend.budget), "budget", "muted", symbol="", anchor=(0, 1)),
        ),
        spans=span_of((*spend.fleet, *spend.api, *budget)),
        said=sentence,
    )
    return Picture(sentence, chart)


def _break_even(outcome: Outcome, curves: Curves) -> str:
    """Return where the fleet of now costs as much as the API, if it carries as much as that."""
    even, carried = outcome.values["break_even"], curves.spend.carried
    if even <= carried:
        return f" Break-even at {outcome['break_even'].text}."
    return (
        f" Break-even at {outcome['break_even'].text}, but this fleet carries"
        f" {show_quantity(carried, 'token/day')}."
    )


def _batch(outcome: Outcome) -> str:
    return f"{outcome.case.configuration.batch:,.0f}"


def _full(curves: Curves) -> str:
    if curves.batch.max_batch >= curves.batch.batches[-1]:
        return ""
    if curves.batch.max_batch < 1:
        return " No batch fits into memory."
    return f" Memory is full at batch {curves.batch.max_batch:,.0f}."


def _count_fitting(curves: Curves) -> int:
    return sum(batch <= curves.batch.max_batch for batch in curves.batch.batches)


def _fits_and_beyond(name: str, line: Line, fitting: int) -> tuple[Curve, ...]:
    """Return the line up to what fits into memory, and dashed what lies beyond."""
    last = max(0, fitting - 1)
    return (
        Curve(name, line.points[: last + 1], "accent", "solid", line.low, line.high),
        Curve("beyond memory", line.points[last:], "accent", "dashed"),
    )


def _told_batches(
    batches: tuple[int, ...], points: tuple[Point, ...], outcome: Outcome
) -> tuple[Mark, ...]:
    """Return marks at a few batches, those too near to the operating point left out."""
    now = outcome.case.configuration.batch
    return tuple(
        Mark(point, f"{batch}", anchor=_LOWER_RIGHT)
        for batch, point in zip(batches, points, strict=True)
        if batch in _TOLD_BATCHES and not 0.5 < batch / now < 2
    )


def _all_points(line: Line, now: Point) -> tuple[Point, ...]:
    return (*line.points, *line.low, *line.high, now)


PICTURES: Mapping[str, Callable[[Outcome, Curves], Picture]] = MappingProxyType(
    {"latency": _latency, "roofline": _roofline, "cost": _cost, "spend": _spend}
)
"""What draws each chart."""
