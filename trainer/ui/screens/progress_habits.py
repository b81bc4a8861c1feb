"""What is missed, and how: bias per quantity, recurring faults, the share of the triad covered."""

from __future__ import annotations

import math
from dataclasses import replace

from trainer.domain.aspect import Dimension
from trainer.study.estimating import FEW_ESTIMATES, Bias
from trainer.study.habits import Covered, Habits, Recurring
from trainer.study.progress import FEW_REVIEWS
from trainer.ui.screens.progress_charts import of_day
from trainer.ui.widgets.chart_base import Bar, Shape
from trainer.ui.widgets.chart_card import ChartCard
from trainer.ui.words import counted, day_words
from trainer.units.writing import percent

_MOST_ROWS = 8
_TRENDS = {
    "": "",
    "steady": ", as before",
    "nearer": ", getting nearer",
    "farther": ", getting farther",
}
_FACTORS = (1.2, 1.5, 2, 5, 10, 100, 1000)
_NEAR = 1.5
"""Within this factor the axis has the finer steps."""


def show_bias(card: ChartCard, biases: tuple[Bias, ...]) -> None:
    """Show how many times the truth each quantity is put at."""
    known = [each for each in biases if each.answers >= FEW_ESTIMATES][:_MOST_ROWS]
    if not known:
        card.show_none(
            f"No quantity was estimated {FEW_ESTIMATES} times yet; from fewer, a bias is chance."
        )
        return
    clear = [each for each in known if each.direction != "even"]
    said = (
        f"Farthest off is {clear[0].label}: {_times(clear[0])} on average."
        if clear
        else "No quantity is clearly over or under: every 95 % interval holds the truth."
    )
    shape = Shape(points=True, target=0.0, ticks=_scale(known))
    card.show_bars(said, [_bias_bar(each) for each in known], shape)


def _bias_bar(bias: Bias) -> Bar:
    low, high = bias.interval
    return Bar(
        bias.label,
        bias.log10_mean,
        f"{_times(bias)}, {bias.answers:,} estimates, 95 % interval ×{low:.2g} to"
        f" ×{high:.2g}{_TRENDS[bias.trend]}",
        bias.log10_mean - bias.log10_half,
        bias.log10_mean + bias.log10_half,
        f"×{bias.factor:.2g}",
    )


def _scale(biases: list[Bias]) -> dict[float, str]:
    """Return what is written below the axis, by powers of ten: fine steps where all is near."""
    far = max(abs(each.log10_mean) + each.log10_half for each in biases)
    is_near = far <= math.log10(_NEAR)
    ticks = {0.0: "exact"}
    for factor in _FACTORS:
        if (factor <= _NEAR) == is_near:
            ticks |= {
                math.log10(factor): f"{factor:g}× high",
                -math.log10(factor): f"{factor:g}× low",
            }
    return ticks


def _times(bias: Bias) -> str:
    if bias.log10_mean >= 0:
        return f"{bias.factor:.3g} times too high"
    return f"{1 / bias.factor:.3g} times too low"


def show_pitfalls(card: ChartCard, found: Habits) -> None:
    """Show the faults that were made more than once."""
    if not found.heard:
        card.show_none(
            f"No statement was written and no estimate missed in this time.{_left_out(found)}"
        )
        return
    if not found.recurring:
        many = counted(found.heard, "answer")
        card.show_none(f"No fault came twice in {many}.{_left_out(found)}")
        return
    first = found.recurring[0]
    card.show_bars(
        f"Most often: {first.name}, {counted(first.times, 'time')} in the last"
        f" {found.heard:,} statements and missed estimates.{_left_out(found)}",
        [_pitfall_bar(each) for each in found.recurring[:_MOST_ROWS]],
        Shape(tone="wrong"),
    )


def _pitfall_bar(fault: Recurring) -> Bar:
    said = f"{counted(fault.times, 'time')}, last on {day_words(fault.last_day)}: {fault.sentence}"
    return Bar(fault.name, fault.times, said, tick=f"{fault.times:,}")


def show_coverage(card: ChartCard, found: Habits) -> None:
    """Show how many statements covered latency, cost and quality."""
    covered = found.covered
    share, interval = covered.share.share, covered.share.interval
    if covered.written < FEW_REVIEWS or share is None or interval is None:
        card.show_none(
            f"{counted(covered.written, 'statement')} written in this time; below {FEW_REVIEWS} a"
            f" percentage would say more about chance than about habit.{_left_out(found)}"
        )
        return
    least = min(Dimension, key=lambda one: covered.by_dimension[one])
    card.show_bars(
        f"{percent(share)} of the last {covered.written:,} statements named latency, cost and"
        f" quality (95 % interval {percent(interval[0])} to {percent(interval[1])}). Missing most"
        f" often is {least.value}: {percent(covered.by_dimension[least] / covered.written)} named"
        f" it.{_left_out(found)}",
        [_covered_bar(each) for each in found.blocks],
        Shape(points=True, target=100.0, unit="%"),
    )


def _covered_bar(block: Covered) -> Bar:
    low, high = block.share.interval or (0.0, 0.0)
    each = ", ".join(f"{one.value} {many}" for one, many in block.by_dimension.items())
    said = (
        f"{block.whole} of {counted(block.written, 'statement')} named all three ({each}; 95 %"
        f" interval {percent(low)} to {percent(high)})"
    )
    made = of_day(block.last_day, 100 * block.whole / block.written, said)
    return replace(made, low=low * 100, high=high * 100)


def _left_out(found: Habits) -> str:
    if not found.changed:
        return ""
    return f" {counted(found.changed, 'answer')} left out: the drill has changed since or is gone."
