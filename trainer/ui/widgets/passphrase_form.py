"""A passphrase typed: to open a sealed folder, or to seal one into which nobody wrote yet."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from trainer.ui.widgets.parts import button, column, label, row

_LOCKED = "This folder is sealed. Type the passphrase that was chosen on your first device."
_FRESH = (
    "Nobody has written into this folder yet, so you can seal it: whoever carries the files then"
    " cannot read them. Nor can you without the passphrase; it is nowhere kept."
)


class PassphraseForm(QWidget):
    """Asks for a passphrase where one is needed, or can be chosen; hidden otherwise."""

    given = Signal(str, bool)
    """Carries the passphrase, and whether the key is to be kept on this device."""

    def __init__(self) -> None:
        super().__init__()
        self.line = label(_LOCKED, "muted", wrap=True)
        self.edit = QLineEdit()
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setPlaceholderText("Passphrase")
        self.edit.setAccessibleName("Passphrase of the sync folder")
        self.button = button("Open")
        self.keep_check = QCheckBox("Keep the key on this device")
        self.keep_check.setChecked(True)
        self.keep_check.setToolTip("Otherwise the passphrase is asked at each start.")
        self.keep_check.setAccessibleDescription(self.keep_check.toolTip())
        typed = row(self.edit, self.button)
        typed.setStretch(0, 1)
        layout = column(self.line, typed, self.keep_check, space=2)
        self.setLayout(layout)
        self.button.clicked.connect(self._give)
        self.edit.returnPressed.connect(self._give)

    def show_need(self, *, is_locked: bool, is_fresh: bool) -> None:
        """Ask for the passphrase of a locked folder, or offer one for a fresh one."""
        self.setVisible(is_locked or is_fresh)
        self.line.setText(_LOCKED if is_locked else _FRESH)
        does = "Open" if is_locked else "Seal"
        self.button.setText(does)
        self.button.setAccessibleName(f"{does} the sync folder")

    def _give(self) -> None:
        typed = self.edit.text()
        self.edit.clear()
        self.given.emit(typed, self.keep_check.isChecked())
