"""The view of an email drill: a rewrite whose start is what was forgotten."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from trainer.domain.assessment import Finding
from trainer.drills.email import EmailAnswer, EmailExercise, EmailKind
from trainer.drills.statement import Statement
from trainer.drills.tone import (
    FEWEST_SENTENCES,
    MOST_SENTENCES,
    MOST_WORDS,
    check_tone,
    size,
)
from trainer.ui.drills.rewrite import RewriteView
from trainer.ui.theme import set_property
from trainer.ui.widgets.parts import label


class EmailView(RewriteView):
    """Enter checks, Shift+Enter begins a new line."""

    hint = "Three to six sentences  ·  Shift+Enter for a new line  ·  Enter checks"
    task = "Write the follow-up mail that supplies what was missing"
    titles = ("Your mail", "A mail that holds")
    lines = 8

    def __init__(self) -> None:
        super().__init__()
        self.length = label("", "small", wrap=True)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)  # noqa: S101 (narrowing)
        layout.insertWidget(layout.indexOf(self.checklist), self.length)

    def kind(self) -> Any:
        """Return the kind whose reader reads along."""
        return EmailKind()

    def shown_given(self, exercise: Any) -> str:
        """Return what was left unsaid."""
        assert isinstance(exercise, EmailExercise)  # noqa: S101 (narrowing)
        return f"What was missing: {exercise.forgot}"

    def answer(self, text: str) -> Any:
        """Return what was written as the kind's answer."""
        return EmailAnswer(text)

    def show_exercise(self, exercise: Any) -> None:
        super().show_exercise(exercise)
        self._show_length("")

    def show_own(self, *, written: bool) -> None:
        super().show_own(written=written)
        self.length.setVisible(written)

    def slips(self, statement: Statement) -> tuple[Finding, ...]:
        """Return the numbers that do not hold and the words that strike the wrong tone."""
        self._show_length(statement.text)
        return (*statement.holds.findings, *check_tone(statement))

    def _show_length(self, text: str) -> None:
        sentences, words = size(text)
        said = f"{sentences} of {FEWEST_SENTENCES} to {MOST_SENTENCES} sentences"
        self.length.setText(f"{said}, {words} of at most {MOST_WORDS} words")
        long = sentences > MOST_SENTENCES or words > MOST_WORDS
        set_property(self.length, "role", "error" if long else "small")
