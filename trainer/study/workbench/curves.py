"""Lines for the charts: the same questions along one number of the configuration."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator
from dataclasses import dataclass

from trainer.costmodel.solve import evaluate
from trainer.study.workbench.case import Case
from trainer.study.workbench.outcome import Outcome
from trainer.study.workbench.questions import cost_of, peak_traffic

Point = tuple[float, float]

BATCHES = tuple(sorted({round(2 ** (step / 2)) for step in range(21)}))
"""1 to 1024 in steps of about √2."""

_VOLUME_SPAN = 30.0
_STAIRS = 50
_STRIDE = 1.1
_WIDEST_INTENSITY = (0.5, 20_000.0)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a chart with the measured band around it.

    ``low`` and ``high`` are empty on the roofline, else they have as many points as ``points``.
    """

    points: tuple[Point, ...]
    low: tuple[Point, ...] = ()
    high: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Roofline:
    """FLOP/s of one GPU over FLOPs per byte: the roof, and where each phase stands."""

    roof: tuple[Point, Point, Point]
    decode: Point
    prefill: Point
    over_batch: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class BatchCurves:
    """What the batch trades: (throughput, latency) and (batch, cost per million output tokens).

    ``batches`` are the batches of the points, ``max_batch`` the largest that fits (0: none).
    """

    batches: tuple[int, ...]
    latency: Line
    cost: Line
    max_batch: float


@dataclass(frozen=True, slots=True)
class SpendCurves:
    """(tokens per day, USD per month): the own fleet, the API; and the budget.

    ``carried`` is the tokens per day that the fleet of now carries before it has to grow.
    """

    fleet: tuple[Point, ...]
    api: tuple[Point, ...]
    budget: float
    carried: float


@dataclass(frozen=True)
class Curves:
    """Everything the charts draw around one outcome, with the operating point of each.

    Each group of lines is counted when it is first asked for: charts are drawn one by one.
    """

    outcome: Outcome

    @functools.cached_property
    def roofline(self) -> Roofline:
        """Return the roof and where the phases stand."""
        return _roofline(self.outcome)

    @functools.cached_property
    def batch(self) -> BatchCurves:
        """Return what the batch trades."""
        return _over_batch(self.outcome)

    @functools.cached_property
    def spend(self) -> SpendCurves:
        """Return what the volume costs."""
        return _over_volume(self.outcome)

    @property
    def latency_now(self) -> Point:
        """Return throughput and latency without queue."""
        values = self.outcome.values
        return values["throughput"], values["prefill"] + values["decode"]

    @property
    def cost_now(self) -> Point:
        """Return the batch and what a million output tokens cost."""
        return self.outcome.case.configuration.batch, self.outcome.values["cost"]

    @property
    def spend_now(self) -> Point:
        """Return the volume and what the fleet costs a month."""
        return self.outcome.case.configuration.tokens_per_day, self.outcome.values["spend"]


def _roofline(outcome: Outcome) -> Roofline:
    case, values = outcome.case, outcome.values
    serving = case.serving
    peak, bandwidth = serving["peak_flops"], serving["memory_bandwidth"]
    low, high = _WIDEST_INTENSITY
    ridge = values["ridge"]
    return Roofline(
        roof=((low, low * bandwidth), (ridge, peak), (high, peak)),
        decode=_decode_point(case),
        prefill=(values["prefill_intensity"], _prefill_rate(case, values["prefill"])),
        over_batch=tuple(_decode_point(case.changed(batch=float(each))) for each in BATCHES),
    )


def _decode_point(case: Case) -> Point:
    serving = case.serving
    flops, step = evaluate("decode_flops", serving), evaluate("tpot", serving)
    return evaluate("decode_intensity", serving), flops / step / serving["gpus"]


def _prefill_rate(case: Case, seconds: float) -> float:
    return evaluate("prefill_flops", case.serving) / seconds / case.serving["gpus"]


def _over_batch(outcome: Outcome) -> BatchCurves:
    cases = [outcome.case.changed(batch=float(batch)) for batch in BATCHES]
    reached = outcome.reach
    ends = (reached.least, reached.most) if reached.least != reached.most else ()
    traded = [[_traded(case.at(each)) for case in cases] for each in (reached.middle, *ends)]
    return BatchCurves(
        batches=BATCHES,
        latency=Line(*(tuple((rate, seconds) for rate, seconds, _ in each) for each in traded)),
        cost=Line(*(_by_batch(each) for each in traded)),
        max_batch=outcome.values.get("max_batch", 0.0),
    )


def _by_batch(traded: list[tuple[float, float, float]]) -> tuple[Point, ...]:
    return tuple((float(batch), cost) for batch, (_, _, cost) in zip(BATCHES, traded, strict=True))


def _traded(case: Case) -> tuple[float, float, float]:
    """Return throughput, latency without queue, and cost of a million output tokens."""
    serving = case.serving
    rate = evaluate("serving_throughput", serving)
    seconds = evaluate("request_latency", {**serving, "queue_time": 0.0})
    return rate, seconds, cost_of(case, rate)


def _over_volume(outcome: Outcome) -> SpendCurves:
    set_to, values = outcome.case.configuration, outcome.values
    now = set_to.tokens_per_day
    low, high = now / _VOLUME_SPAN, now * _VOLUME_SPAN
    peak = peak_traffic(outcome.case, values)
    carried = now * values["throughput"] * set_to.utilisation / (peak * set_to.output_tokens)
    one = values["spend"] / values["replicas"]
    per_token = values["api_spend"] / now
    return SpendCurves(
        fleet=tuple(_stairs(low, high, carried, one)),
        api=((low, low * per_token), (high, high * per_token)),
        budget=set_to.monthly_budget,
        carried=carried * values["replicas"],
    )


def _stairs(low: float, high: float, carried: float, one: float) -> Iterator[Point]:
    """Yield the corners of a fleet that grows by a replica, costing ``one``, every ``carried``.

    Stairs too small to be seen are left out: from some fifty replicas on they are a line.
    """
    replicas = max(1, math.ceil(low / carried))
    yield low, replicas * one
    while replicas * carried < high:
        edge = replicas * carried
        yield edge, replicas * one
        if replicas < _STAIRS:
            replicas += 1
            yield edge, replicas * one
        else:
            replicas = math.ceil(replicas * _STRIDE)
    yield high, math.ceil(high / carried) * one
