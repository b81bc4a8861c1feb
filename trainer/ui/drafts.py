"""What was begun to be written: it is there when its drill comes back, or its answer is undone."""

from __future__ import annotations

from trainer.domain.ids import DrillId
from trainer.study.session import Question
from trainer.ui.drills.base import DrillView


class Drafts:
    """Kept while the application runs; a drill that was edited since begins anew."""

    def __init__(self) -> None:
        self._kept: dict[tuple[DrillId, str], object] = {}
        self._answered: dict[tuple[DrillId, str], object] = {}
        self._open: tuple[DrillId, str] | None = None

    def keep(self, view: DrillView | None) -> None:
        """Keep what stands in ``view``, which shows the open question; nothing once answered."""
        if view is None or self._open is None:
            return
        draft = view.draft()
        if draft is None:
            self._kept.pop(self._open, None)
        else:
            self._kept[self._open] = draft

    def begin(self, question: Question, view: DrillView, *, undone: bool = False) -> bool:
        """Put what was kept for ``question`` back into ``view``, and tell whether there was any.

        An answer that was given counts only where it was ``undone``.
        """
        drill = question.posed.drill
        self._open = (drill.id, drill.content_hash)
        draft = self._kept.get(self._open)
        if draft is None and undone:
            draft = self._answered.get(self._open)
        if draft is not None:
            view.show_draft(draft)
        return draft is not None

    def answered(self, view: DrillView) -> None:
        """Let go of the draft of the open question: it was answered with what ``view`` shows."""
        if self._open is not None:
            self._kept.pop(self._open, None)
            self._answered[self._open] = view.draft()
            self._open = None
