"""What the workbench says when a configuration does not fit into memory."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton

from trainer.study.workbench.fitting import Change
from trainer.ui.theme import SPACE, set_property
from trainer.ui.widgets.flow import FlowBox
from trainer.ui.widgets.parts import button, column, label

MOST = 5
"""As many changes as there can be on offer."""

_NO_CHANGE = "No change of a single number helps."


class Misfit(QFrame):
    """Says that memory does not suffice, and offers the smallest change that helps."""

    change_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "banner")
        set_property(self, "tone", "wrong")
        self._changes: tuple[Change, ...] = ()
        self.text = label("", wrap=True)
        self.buttons = [self._button(place) for place in range(MOST)]
        self.setLayout(column(self.text, FlowBox(self.buttons, 2 * SPACE), space=2, margin=3))
        self.hide()

    @property
    def mend_button(self) -> QPushButton:
        """The button that makes the smallest change that helps."""
        return self.buttons[0]

    def _button(self, place: int) -> QPushButton:
        made = button("", "quiet" if place else "primary")
        made.clicked.connect(lambda: self.change_wanted.emit(self._changes[place]))
        return made

    def show_shortage(self, amount: str, changes: Sequence[Change]) -> None:
        """Put the shortage and the ``changes``, the smallest first, on screen."""
        self._changes = tuple(changes)
        self.text.setText(
            f"✗ Does not fit into memory: {amount} too little. "
            + ("The numbers are what it would do if it did." if changes else _NO_CHANGE)
            + "".join(f" With {each.label}, {each.caution}." for each in changes if each.caution)
        )
        self.setAccessibleName(self.text.text())
        for place, made in enumerate(self.buttons):
            made.setVisible(place < len(changes))
            if place < len(changes):
                _show_change(made, changes[place], smallest=place == 0)


def _show_change(made: QPushButton, change: Change, *, smallest: bool) -> None:
    caution = f" ({change.caution})" if change.caution else ""
    made.setText(f"{'Take' if smallest else 'or'} {change.label}")
    size = "The smallest change that fits" if smallest else "A larger change that fits as well"
    made.setToolTip(size)
    made.setAccessibleName(f"Take {change.label}{caution}")
    made.setAccessibleDescription(size)
