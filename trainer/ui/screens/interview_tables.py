"""The two tables of a debrief: the metric table as said and as it should be, and the phases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from trainer.drills.table import ROWS
from trainer.study.interview.debrief import Debrief, PhaseTime
from trainer.study.interview.slot import PHASES, clock
from trainer.ui.theme import SPACE
from trainer.ui.widgets.parts import label


def metric_table(found: Debrief) -> QWidget:
    """Return the table as reconstructed from the words beside the model's."""
    rows = [
        (named, found.table.get(name) or "not said", found.model_table.get(name, ""))
        for name, (named, _, _) in ROWS.items()
    ]
    return _grid(("", "as you said it", "a table that holds"), rows, (0, 1, 1))


def phase_table(found: Debrief) -> QWidget:
    """Return the time that each phase had against the time planned for it."""
    rows = [
        (PHASES[each.name], clock(each.planned_s), clock(each.had_s), _against(each))
        for each in found.phases
    ]
    return _grid(("", "planned", "had", ""), rows, (0, 0, 0, 1))


def _against(each: PhaseTime) -> str:
    planned, had = each.planned_s, each.had_s
    if had == 0:
        return "not reached"
    if abs(had - planned) < 1:
        return "as planned"
    return f"{clock(abs(had - planned))} {'over' if had > planned else 'under'}"


def _grid(heads: Sequence[str], rows: Iterable[Sequence[str]], stretches: Sequence[int]) -> QWidget:
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(5 * SPACE)
    grid.setVerticalSpacing(2 * SPACE)
    for at, head in enumerate(heads):
        grid.addWidget(label(head, "small"), 0, at)
        grid.setColumnStretch(at, stretches[at])
    for line, cells in enumerate(rows, start=1):
        for at, cell in enumerate(cells):
            role = "muted" if at == 0 else ""
            text = label(cell, role, wrap=bool(stretches[at]))
            grid.addWidget(text, line, at, Qt.AlignmentFlag.AlignTop)
    return made
