"""The view of an interview in a sitting: the metric table that it begins with."""

from __future__ import annotations

from trainer.drills.interview import InterviewExercise
from trainer.drills.table import TableExercise
from trainer.ui.drills.table import TableView


class InterviewView(TableView):
    """A table drill, for the system and the requirements of an interview."""

    def show_exercise(self, exercise: InterviewExercise | TableExercise) -> None:
        """Show the system with empty rows."""
        table = exercise.table if isinstance(exercise, InterviewExercise) else exercise
        super().show_exercise(table)
