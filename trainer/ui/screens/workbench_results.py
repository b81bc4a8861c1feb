"""The workbench's numbers: each a button that shows how it comes about."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from trainer.study.workbench.fitting import Change
from trainer.study.workbench.outcome import Figure, Outcome
from trainer.study.workbench.questions import QUESTIONS
from trainer.study.workbench.table import shortage
from trainer.ui.screens.workbench_charts import picture_cards
from trainer.ui.screens.workbench_misfit import Misfit
from trainer.ui.widgets.calm_label import CalmLabel
from trainer.ui.widgets.columns import Columns
from trainer.ui.widgets.figure_button import FIGURE_WIDTH, FigureButton
from trainer.ui.widgets.parts import card, column, label
from trainer.ui.widgets.stacked_bar import DOTTED, HATCHED, OVER, SOLID, Look, StackedBar, Swatch
from trainer.units.quantity import show_quantity

_BARE_UNITS = {
    "token/s": "1",
    "token/day": "1",
    "request/s": "1",
    "FLOP/byte": "1",
    "GPU": "1",
    "USD/month": "USD",
    "USD/Mtoken": "USD",
    "byte/token": "byte",
}
_HEADLINE = {
    "latency": "request latency",
    "throughput": "tokens/s per replica",
    "cost": "per M output tokens",
    "spend": "monthly spend",
}
_LATENCY: dict[str, tuple[str, Look | None]] = {
    "queue": ("queue", SOLID),
    "prefill": ("prefill", HATCHED),
    "decode": ("decode", DOTTED),
    "ttft": ("TTFT", None),
    "tpot": ("TPOT", None),
    "queue_tail": ("queue, p99", None),
}
_MEMORY: dict[str, tuple[str, Look | None]] = {
    "weights": ("weights", SOLID),
    "kv_cache": ("KV cache", HATCHED),
    "kv_per_token": ("KV cache per token", None),
    "needed": ("needed", None),
    "available": ("available", None),
    "filled": ("filled", None),
    "headroom": ("left", None),
    "max_batch": ("largest batch", None),
}
_MONEY: dict[str, tuple[str, Look | None]] = {
    "budget_share": ("of the budget", None),
    "budget_left": ("left per month", None),
    "api_spend": ("API, per month", None),
    "api_share": ("API, of the budget", None),
    "served_cost": ("per M tokens served", None),
    "blended": ("API, per M tokens", None),
    "break_even": ("break-even, tokens/d", None),
}
_THROUGHPUT: dict[str, tuple[str, Look | None]] = {
    "user_speed": ("tokens/s per user", None),
    "gpu_throughput": ("tokens/s per GPU", None),
    "replicas": ("replicas", None),
    "fleet": ("GPUs in all", None),
    "mean_traffic": ("mean requests/s", None),
    "load": ("load at peak", None),
}
_ROOFLINE: dict[str, tuple[str, Look | None]] = {
    "intensity": ("decode, FLOP/byte", None),
    "ridge": ("ridge, FLOP/byte", None),
    "prefill_intensity": ("prefill, FLOP/byte", None),
    "critical_batch": ("critical batch", None),
}


class WorkbenchResults(QWidget):
    """Shows one outcome; says which number's working is wanted."""

    working_wanted = Signal(str)
    change_wanted = Signal(object)
    shown = Signal()

    def __init__(self, *, whole: bool = True) -> None:
        """Make it ``whole``, or leave it to be made in pieces."""
        super().__init__()
        self.figures: dict[str, FigureButton] = {}
        self._banded: set[str] = set()
        self.pictures = picture_cards()
        self.misfit = Misfit()
        self.misfit.change_wanted.connect(self.change_wanted)
        self.latency_bar = StackedBar("Latency of a request: queue, prefill, decode")
        self.memory_bar = StackedBar("GPU memory: weights, KV cache, capacity")
        self.budget_bar = StackedBar("Monthly spend against the budget")
        self.latency_line = label("", "muted", wrap=True)
        self.memory_line = CalmLabel("muted")
        self.budget_line = CalmLabel("muted")
        self._page = column(self.misfit, space=3)
        self.setLayout(self._page)
        if whole:
            deque(self.making(), maxlen=0)

    def making(self) -> Iterator[None]:
        """Make it piece by piece."""
        headline = [self._figure(key, text, large=True) for key, text in _HEADLINE.items()]
        self._keep_room(_HEADLINE)
        yield
        self._page.addWidget(card(column(Columns(headline, least_width=150, most=4, space=1)), 3))
        yield
        numbers = column(space=3)
        for title, figures, *above in (
            ("Latency of a request", _LATENCY, self.latency_line, self.latency_bar),
            ("GPU memory", _MEMORY, self.memory_line, self.memory_bar),
            ("Throughput", _THROUGHPUT),
            ("Roofline", _ROOFLINE),
            ("Money", _MONEY, self.budget_line, self.budget_bar),
        ):
            numbers.addWidget(self._card(title, figures, *above))
            yield
        stacks = (_stacked(numbers), _stacked(column(*self.pictures.values(), space=3)))
        yield
        self._page.addWidget(Columns(stacks, least_width=336, most=2))
        yield

    def _figure(
        self, key: str, caption: str, look: Look | None = None, *, large: bool = False
    ) -> FigureButton:
        made = FigureButton(caption, large=large, mark=Swatch(look) if look else None)
        made.clicked.connect(lambda: self.working_wanted.emit(key))
        self.figures[key] = made
        return made

    def _card(
        self, title: str, figures: dict[str, tuple[str, Look | None]], *above: QWidget
    ) -> QFrame:
        made = [self._figure(key, caption, look) for key, (caption, look) in figures.items()]
        self._keep_room(figures)
        numbers = Columns(made, least_width=FIGURE_WIDTH, most=len(made), space=1)
        return card(column(label(title, "heading"), *above, numbers, space=2), 4)

    def _keep_room(self, card: Iterable[str]) -> None:
        """Note that the numbers of one card have room for a band where any of them has one."""
        keys = tuple(card)
        if any(QUESTIONS[key].banded for key in keys):
            self._banded.update(keys)

    def show_outcome(self, outcome: Outcome) -> None:
        """Put every number of ``outcome`` on screen."""
        spread = outcome.reach.least != outcome.reach.most
        for key, made in self.figures.items():
            bare, banded = _bare(outcome[key]), spread and key in self._banded
            made.show_figure(bare.text, bare.span, bare.problem, banded=banded)
        self._show_latency(outcome)
        self._show_memory(outcome)
        self._show_budget(outcome)

    def _show_latency(self, outcome: Outcome) -> None:
        parts = [(outcome.values.get(key, 0.0), _LATENCY[key][1] or SOLID) for key in _SPLIT]
        said = ", ".join(f"{key} {outcome[key].text}" for key in _SPLIT)
        self.latency_bar.show_parts(parts, sum(amount for amount, _ in parts), said=said)
        problem = outcome["queue"].problem
        self.latency_line.setText(f"The queue grows without end: {problem}" if problem else "")
        self.latency_line.setVisible(bool(problem))

    def _show_memory(self, outcome: Outcome) -> None:
        values = outcome.values
        have, need = values["available"], values["needed"]
        parts = ((values["weights"], SOLID), (values["kv_cache"], HATCHED))
        said = f"{outcome['needed'].text} needed of {outcome['available'].text}"
        limit = None if need <= have else have
        self.memory_bar.show_parts(parts, max(have, need), limit=limit, said=said)
        gpus = outcome.case.configuration.gpus
        share = "one GPU" if gpus == 1 else f"{gpus:,.0f} GPUs"
        over = "" if outcome.fits else "; the line marks what there is"
        self.memory_line.setText(f"{said} on {share}{over}.")

    def _show_budget(self, outcome: Outcome) -> None:
        budget = outcome.case.configuration.monthly_budget
        spend = outcome.values.get("spend", 0.0)
        look = SOLID if outcome.within_budget else OVER
        said = f"{outcome['spend'].text} of {show_quantity(budget, 'USD')}"
        limit = None if outcome.within_budget else budget
        self.budget_bar.show_parts(((spend, look),), max(budget, spend), limit=limit, said=said)
        over = "" if outcome.within_budget else ": over budget; the line marks the envelope"
        self.budget_line.setText(f"{said}{over}.")

    def show_misfit(self, outcome: Outcome, changes: Sequence[Change]) -> None:
        """Say by how much the configuration does not fit, and what would mend it."""
        self.misfit.setVisible(not outcome.fits)
        if not outcome.fits:
            self.misfit.show_shortage(shortage(outcome), changes)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        super().showEvent(event)
        self.shown.emit()

    def mark(self, key: str) -> None:
        """Mark the number whose working is shown; "" for none."""
        for name, each in self.figures.items():
            each.setChecked(name == key)


_SPLIT = ("queue", "prefill", "decode")


def _bare(figure: Figure) -> Figure:
    """Return the figure without the unit that its caption names already."""
    return replace(figure, unit=_BARE_UNITS.get(figure.unit, figure.unit))


def _stacked(cards: QBoxLayout) -> QWidget:
    stack = QWidget()
    cards.addStretch(1)
    stack.setLayout(cards)
    return stack
