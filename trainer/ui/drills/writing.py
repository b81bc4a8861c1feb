"""What the views of written answers share: the system, the editor, the checklist, the meter."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QProgressBar, QSizePolicy, QTextEdit, QWidget

from trainer.domain.aspect import Aspect
from trainer.drills.amounts import short, times
from trainer.drills.scenario import Setting
from trainer.drills.statement import Statement
from trainer.ui import theme
from trainer.ui.theme import SPACE, set_property
from trainer.ui.widgets.flow import FlowBox
from trainer.ui.widgets.parts import badge, card, column, label


class Editor(QPlainTextEdit):
    """A field for some sentences: Enter submits, Shift+Enter begins a new line."""

    submitted = Signal()

    def __init__(self, name: str, lines: int = 6) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self._lines = lines
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.Polish}:
            self.setFixedHeight(self.fontMetrics().lineSpacing() * self._lines + 6 * SPACE)
        return done

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if is_enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.submitted.emit()
            return
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
            return
        super().keyPressEvent(event)
        if not event.isAccepted() and event.text():
            event.accept()  # a letter typed here is never a key of the screen around

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        super().focusInEvent(event)
        self.ensureCursorVisible()

    def underline(self, statement: Statement) -> None:
        """Underline what was read: claims in their dimension's colour, wishes as wrong."""
        colours = theme.current().colours
        found = [
            (claim.start, claim.end, colours.get(claim.dimension, colours["accent"]), False)
            for claim in statement.claims.claims
        ]
        found += [(plan.start, plan.end, colours["good"], False) for plan in statement.claims.plans]
        found += [(wish.start, wish.end, colours["wrong"], True) for wish in statement.claims.vague]
        self.setExtraSelections(
            [self._mark(start, end, colour, wavy=wavy) for start, end, colour, wavy in found]
        )

    def _mark(self, start: int, end: int, colour: str, *, wavy: bool) -> QTextEdit.ExtraSelection:
        made = QTextEdit.ExtraSelection()
        style = QTextCharFormat.UnderlineStyle
        form = QTextCharFormat()
        form.setUnderlineStyle(style.WaveUnderline if wavy else style.SingleUnderline)
        form.setUnderlineColor(QColor(colour))
        cursor = QTextCursor(self.document())
        # Qt counts UTF-16 units, the reader characters.
        text = self.toPlainText()
        cursor.setPosition(_units(text, start))
        cursor.setPosition(_units(text, end), QTextCursor.MoveMode.KeepAnchor)
        made.cursor = cursor
        made.format = form
        return made


def _units(text: str, index: int) -> int:
    return len(text[:index].encode("utf-16-le")) // 2


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
        against = f"{times(month.share)} the" if over else f"{month.share:.0%} of the"
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
        self.text.setText(about.text)
        self.facts.setText("  ·  ".join(f"{name}: {value}" for name, value in about.lines))
        self.facts.setVisible(bool(about.lines))


def model_answer(title: str) -> tuple[QWidget, QLabel]:
    """Return a card for the model answer and the label that holds it."""
    text = label("", wrap=True)
    return card(column(label(title, "small"), text, space=1), margin=4), text
