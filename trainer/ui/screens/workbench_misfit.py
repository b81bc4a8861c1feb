"""What the workbench says when a configuration does not fit into memory."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame

from trainer.study.workbench.fitting import Change
from trainer.ui.theme import set_property
from trainer.ui.widgets.parts import button, column, label


class Misfit(QFrame):
    """Says that memory does not suffice, and offers the smallest change that helps."""

    change_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "banner")
        set_property(self, "tone", "wrong")
        self._changes: tuple[Change, ...] = ()
        self.text = label("", wrap=True)
        self.mend_button = button("", "primary")
        self.mend_button.clicked.connect(self._want)
        self.others = label("", "small", wrap=True)
        inside = column(self.text, self.mend_button, self.others, space=2, margin=3)
        inside.setAlignment(self.mend_button, Qt.AlignmentFlag.AlignLeft)
        self.setLayout(inside)
        self.hide()

    def _want(self) -> None:
        self.change_wanted.emit(next(iter(self._changes)))

    def show_shortage(self, amount: str, changes: Sequence[Change]) -> None:
        """Put the shortage and the ``changes``, the smallest first, on screen."""
        self._changes = tuple(changes)
        self.text.setText(
            f"✗ Does not fit into memory: {amount} too little. The numbers below are what it"
            " would do if it did."
        )
        self.setAccessibleName(self.text.text())
        self.mend_button.setVisible(bool(changes))
        self.others.setVisible(len(changes) > 1)
        if changes:
            first = changes[0]
            self.mend_button.setText(f"Take {first.label}")
            self.mend_button.setToolTip(first.caution or "The smallest change that fits")
            self.mend_button.setAccessibleDescription(first.caution)
            rest = "; ".join(_told(each) for each in changes[1:])
            self.others.setText(f"Larger changes that help as well: {rest}.")


def _told(change: Change) -> str:
    return f"{change.label} ({change.caution})" if change.caution else change.label
