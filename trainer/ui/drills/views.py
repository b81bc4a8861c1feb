"""The registry of views: one line per kind, as in ``drills/kinds.py``; a test compares them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from trainer.ui.drills.base import DrillView
from trainer.ui.drills.contrast import ContrastView
from trainer.ui.drills.email import EmailView
from trainer.ui.drills.estimate import EstimateView
from trainer.ui.drills.interview import InterviewView
from trainer.ui.drills.recall import RecallView
from trainer.ui.drills.rewrite import RewriteView
from trainer.ui.drills.spot import SpotView
from trainer.ui.drills.table import TableView

VIEWS: Mapping[str, Callable[[], DrillView]] = {
    "recall": RecallView,
    "contrast": ContrastView,
    "estimate": EstimateView,
    "spot": SpotView,
    "rewrite": RewriteView,
    "table": TableView,
    "email": EmailView,
    "interview": InterviewView,
}


def view_for(kind: str) -> DrillView:
    """Return a new view for drills of ``kind``. Raises KeyError for a kind without one."""
    return VIEWS[kind]()
