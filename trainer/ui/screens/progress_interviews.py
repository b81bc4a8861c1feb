"""The trend of the mock interviews that were held."""

from __future__ import annotations

from collections.abc import Sequence

from trainer.study.interview.history import Past
from trainer.study.interview.slot import clock
from trainer.ui.screens.progress_charts import of_day
from trainer.ui.widgets.chart_base import Shape
from trainer.ui.widgets.chart_card import ChartCard
from trainer.ui.words import counted


def show_interviews(card: ChartCard, held: Sequence[Past]) -> None:
    """Show how many of latency, cost, quality, volume and plan each interview said."""
    if not held:
        card.show_none("No mock interview yet. Ctrl+7 begins one.")
        return
    last = held[-1]
    bars = [of_day(each.day, each.said, _words(each)) for each in held]
    card.show_bars(
        f"{counted(len(held), 'interview')}. So many of the {last.topics} that a panel waits for"
        f" were said: latency, cost, quality, volume, a plan. The last: {_words(last)}.",
        bars,
        Shape(target=float(last.topics), unit="said"),
    )


def _words(each: Past) -> str:
    cost = "cost never said" if each.cost_s is None else f"cost at {clock(each.cost_s)}"
    return (
        f"{each.said} of {each.topics} said in {each.minutes} minutes, {cost},"
        f" {each.verdict_word.lower()}"
    )
