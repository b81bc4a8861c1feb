"""Sync: the user's own devices, and the cohort he learns with."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from trainer.ui.screens.cohort import CohortPanel
from trainer.ui.screens.devices import DevicesPanel
from trainer.ui.widgets.chrome import Header, centred, scrolled
from trainer.ui.widgets.parts import card, column, label


class SyncScreen(QWidget):
    """Two cards: one for each."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.header = Header("Sync")
        self.header.line.setText(
            "Nothing is sent by this program: a folder lies between devices, and what carries it is"
            " yours to choose."
        )
        self.devices = DevicesPanel()
        self.cohort = CohortPanel()
        layout = column(
            self.header,
            card(column(label("Your devices", "heading"), self.devices)),
            card(column(label("Your cohort", "heading"), self.cohort)),
            space=5,
        )
        layout.addStretch(1)
        scrolled(centred(layout), self)
        self.setFocusProxy(self.devices)
