"""What an interview is about: the system, its numbers, what the panel wants."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from trainer.drills.interview import InterviewExercise
from trainer.ui.widgets.bullets import Bullets
from trainer.ui.widgets.parts import column, label
from trainer.ui.widgets.sheet import unbroken


class Brief(QWidget):
    """Shows a scenario with its drawn numbers."""

    def __init__(self) -> None:
        super().__init__()
        self.text = label("", wrap=True)
        self.facts = label("", "muted", wrap=True)
        self.wanted = Bullets()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(column(self.text, self.facts, self.wanted, space=3))
        outer.addStretch(1)

    def show_exercise(self, exercise: InterviewExercise) -> None:
        """Put ``exercise`` on screen."""
        lines = [f"{name}: {value}" for name, value in exercise.about.lines]
        self.text.setText(unbroken(exercise.about.text))
        self.facts.setText(unbroken("\n".join(lines)))
        self.wanted.show_lines(exercise.requirements)
        self.setAccessibleName(" ".join([exercise.about.text, *exercise.requirements, *lines]))
