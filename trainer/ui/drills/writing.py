"""What the views of written answers share: the system, the checklist, the meter."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QProgressBar, QWidget

from trainer.domain.aspect import Aspect
from trainer.drills.amounts import short, times
from trainer.drills.scenario import Setting
from trainer.drills.statement import Statement
from trainer.ui.theme import SPACE, set_property
from trainer.ui.widgets.flow import FlowBox
from trainer.ui.widgets.parts import badge, card, column, label
from trainer.ui.widgets.sheet import unbroken
from trainer.units.writing import percent


class Checklist(QWidget):
    """What the statement must have, each ticked as soon as it is there."""

    def __init__(self) -> None:
        super().__init__()
        self.ticks: dict[Aspect, QLabel] = {aspect: badge("") for aspect in Aspect}
        self.setLayout(column(FlowBox(tuple(self.ticks.values()), spacing=2 * SPACE)))
        self._required: tuple[Aspect, ...] = ()

    def require(self, aspects: Sequence[Aspect]) -> None:
        """Show the boxes of ``aspects``, none ticked."""
        self._required = tuple(aspects)
        self.show_covered(frozenset())

    def show_covered(self, covered: frozenset[Aspect]) -> None:
        """Tick what the statement has."""
        for aspect, tick in self.ticks.items():
            done = aspect in covered
            tick.setVisible(aspect in self._required)
            tick.setText(f"{'✓' if done else '○'} {aspect.facts.label}")
            tick.setAccessibleName(f"{aspect.facts.label}: {'there' if done else 'missing'}")
            set_property(tick, "tone", "good" if done else "")


class BudgetMeter(QWidget):
    """The month's spend, as the statement prices it, against the envelope."""

    def __init__(self) -> None:
        super().__init__()
        self.said = label("", "small", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 100)
        self.bar.setAccessibleName("Share of the budget")
        self.setLayout(column(self.bar, self.said, space=1))

    def show_statement(self, statement: Statement | None) -> None:
        """Show what the cost model says of the budget, or that it cannot say yet."""
        month = None if statement is None else statement.holds.month
        if month is None or month.share is None:
            self.said.setText("Budget: say a price per token to see the month's spend.")
            self.bar.setValue(0)
            return
        over = month.share > 1
        against = f"{times(month.share)} the" if over else f"{percent(month.share)} of the"
        self.said.setText(f"{month.said}: {against} {short(month.budget or 0)} budget.")
        self.bar.setValue(min(100, round(100 * month.share)))
        set_property(self.bar, "tone", "wrong" if over else "good")


class ScenarioCard(QWidget):
    """The system: what it is, and the numbers that are fixed."""

    def __init__(self) -> None:
        super().__init__()
        self.text = label("", wrap=True)
        self.facts = label("", "muted", wrap=True)
        self.setLayout(column(card(column(self.text, self.facts, space=2), margin=4)))

    def show_setting(self, about: Setting) -> None:
        """Put a scenario on screen."""
        self.text.setText(unbroken(about.text))
        facts = (f"{name}: {value}" for name, value in about.lines)
        self.facts.setText(unbroken("  ·  ".join(facts)))
        self.facts.setVisible(bool(about.lines))

    def spoken(self) -> str:
        """Return the scenario in words, for those who hear it."""
        return f"{self.text.text()} {self.facts.text()}".strip()
