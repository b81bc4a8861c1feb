"""The view of an email drill: a rewrite whose start is what was forgotten."""

from __future__ import annotations

from typing import Any

from trainer.drills.email import EmailAnswer, EmailExercise, EmailKind
from trainer.ui.drills.rewrite import RewriteView


class EmailView(RewriteView):
    """Enter checks, Shift+Enter begins a new line."""

    hint = "Three to six sentences  ·  Shift+Enter for a new line  ·  Enter checks"
    task = "Write the follow-up mail that supplies what was missing"
    titles = ("Your mail", "A mail that holds")
    lines = 8

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
