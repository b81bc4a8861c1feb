"""Answers written into the views as a hand would write them, so that pictures show them judged."""

from __future__ import annotations

from typing import Any

from trainer.ui.drills.base import DrillView
from trainer.ui.drills.contrast import ContrastView
from trainer.ui.drills.estimate import EstimateView
from trainer.ui.drills.rewrite import RewriteView
from trainer.ui.drills.spot import SpotView
from trainer.ui.drills.table import TableView


def give(view: DrillView, answer: Any) -> None:
    """Write ``answer`` into ``view``, and submit it."""
    match view:
        case ContrastView():
            view.pick(answer.picked)
            for gap in answer.lacks:
                view.toggles[gap].setChecked(True)
        case EstimateView():
            view.answer_edit.setText(answer.text)
            view.interval_edit.setText(answer.interval)
        case SpotView():
            for at, right in answer.corrections.items():
                view.pick(at)
                view.corrections[at].edit.setText(right)
        case TableView():
            view.show_draft(dict(answer.cells))
        case RewriteView():
            view.show_draft(answer.text)
    view.submit()
