"""The registry of views: one line per kind, as in ``drills/kinds.py``; a test compares them.

A view is imported when the first drill of its kind is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from trainer.ui.drills.base import DrillView

VIEWS: Mapping[str, str] = {
    "recall": "trainer.ui.drills.recall:RecallView",
    "contrast": "trainer.ui.drills.contrast:ContrastView",
    "estimate": "trainer.ui.drills.estimate:EstimateView",
    "spot": "trainer.ui.drills.spot:SpotView",
    "rewrite": "trainer.ui.drills.rewrite:RewriteView",
    "table": "trainer.ui.drills.table:TableView",
    "email": "trainer.ui.drills.email:EmailView",
    "interview": "trainer.ui.drills.interview:InterviewView",
}
"""Each kind's name and where its view lives."""


def view_for(kind: str) -> DrillView:
    """Return a new view for drills of ``kind``. Raises KeyError for a kind without one."""
    module, _, name = VIEWS[kind].partition(":")
    made: DrillView = getattr(import_module(module), name)()
    return made
