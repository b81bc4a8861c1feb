"""A sentence whose working unfolds below it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from trainer.study.interview.judged import Failed, Held
from trainer.study.interview.room import Challenge
from trainer.study.interview.slot import clock
from trainer.ui.theme import SPACE
from trainer.ui.widgets.parts import button, label, row
from trainer.ui.zoom import hold

_TIME = 52


class Fold(QWidget):
    """Shows what was said or asked and when; its working, if it has one, on request."""

    def __init__(self, each: Held | Failed | Challenge) -> None:
        super().__init__()
        text = each.text
        if isinstance(each, Failed) and each.mended_at_s is not None:
            text += f" (Put right at {clock(each.mended_at_s)}.)"
        time = label(clock(each.at_s), "muted")
        below = QWidget()
        for part in (time, below):
            hold(part, width=_TIME)
        said = label(text, wrap=True)
        line = row(time, said, space=2)
        line.setStretch(1, 1)
        self.working = label(each.working, "muted", wrap=True)
        self.toggle = button("▸ Why", "quiet", name=f"Working of: {text}", tip="Fold or unfold")
        self.toggle.setCheckable(True)
        self.toggle.toggled.connect(self._unfold)
        if each.working in {"", each.text}:
            self.toggle.hide()
        line.addWidget(self.toggle)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(line)
        layout.addLayout(row(below, self.working, space=2))
        self.working.setContentsMargins(0, SPACE, 0, 3 * SPACE)
        self.working.hide()

    def _unfold(self, unfolded: bool) -> None:  # noqa: FBT001 (a Qt slot)
        self.working.setVisible(unfolded)
        self.toggle.setText("▾ Why" if unfolded else "▸ Why")
