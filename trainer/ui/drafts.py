"""What was begun to be written: it is there when its drill comes back, or its answer is undone."""

from __future__ import annotations

from trainer.study.session import Question
from trainer.ui.drills.base import DrillView


class Drafts:
    """A drill that was edited since begins anew. What was answered is kept for undoing only."""

    def __init__(self) -> None:
        self.kept: dict[str, object] = {}
        """By the drill and its content: plain data for JSON."""
        self._answered: dict[str, object] = {}
        self._open: str | None = None

    def keep(self, view: DrillView | None) -> None:
        """Keep what stands in ``view``, which shows the open question; nothing once answered."""
        if view is None or self._open is None:
            return
        draft = view.draft()
        if draft is None:
            self.kept.pop(self._open, None)
        else:
            self.kept[self._open] = draft

    def begin(self, question: Question, view: DrillView, *, undone: bool = False) -> bool:
        """Put what was kept for ``question`` back into ``view``, and tell whether there was any.

        An answer that was given counts only where it was ``undone``.
        """
        drill = question.posed.drill
        self._open = f"{drill.id} {drill.content_hash}"
        draft = self.kept.get(self._open)
        if draft is None and undone:
            draft = self._answered.get(self._open)
        if draft is not None:
            view.show_draft(draft)
        return draft is not None

    def answered(self, view: DrillView) -> None:
        """Let go of the draft of the open question: it was answered with what ``view`` shows."""
        if self._open is not None:
            self.kept.pop(self._open, None)
            self._answered[self._open] = view.draft()
            self._open = None
