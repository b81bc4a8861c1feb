"""The copies of the database in Settings: when they were made, one more now, one put back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from trainer.study.backups import Copy
from trainer.ui.widgets.buttons_menu import offer_at
from trainer.ui.widgets.parts import Banner, button, column, label, row
from trainer.ui.words import counted, instant_words

_ROLE = Qt.ItemDataRole.UserRole
_SEEN = 6
"""So many copies are in sight; the list scrolls."""


class CopiesPanel(QWidget):
    """Lists the copies, newest first."""

    backup_wanted = Signal()
    restore_wanted = Signal(object)
    """Carries the path of the copy."""

    def __init__(self) -> None:
        super().__init__()
        self.line = label("", "muted", wrap=True)
        self.banner = Banner()
        self.list = QListWidget()
        self.list.setAccessibleName("Copies, newest first")
        self.backup_button = button("Back up &now")
        self.restore_button = button("&Restore…", tip="Put the chosen copy in the database's place")
        self.folder_button = button("Open the &folder")
        self._folder = Path()
        buttons = row(self.backup_button, self.restore_button, self.folder_button)
        buttons.addStretch(1)
        layout = column(self.line, self.banner, self.list, buttons)
        layout.setContentsMargins(0, 0, 0, 0)
        self.setLayout(layout)
        self.backup_button.clicked.connect(self.backup_wanted)
        self.restore_button.clicked.connect(self._restore)
        self.folder_button.clicked.connect(self._open_folder)
        offer_at(self.list, (self.restore_button,))
        self.list.itemActivated.connect(lambda _: self._restore())
        self.list.currentRowChanged.connect(
            lambda place: self.restore_button.setEnabled(place >= 0)
        )

    def show_copies(self, copies: tuple[Copy, ...], folder: Path) -> None:
        """Put ``copies`` on screen; ``folder`` is where they lie."""
        self._folder = folder
        self.list.clear()
        for copy in copies:
            item = QListWidgetItem(_words(copy))
            item.setData(_ROLE, copy.path)
            self.list.addItem(item)
        self.list.setVisible(bool(copies))
        self.restore_button.setEnabled(bool(copies))
        if copies:
            self.list.setCurrentRow(0)
            height = self.list.sizeHintForRow(0) * min(len(copies), _SEEN)
            self.list.setFixedHeight(height + 2 * self.list.frameWidth())
        kept = f"{counted(len(copies), 'copy')} in {folder}." if copies else "There is no copy yet."
        self.line.setText(
            f"{kept} One is made each day, before each import and before an update changes the"
            " database; of older ones some of each week and month stay."
        )

    def _restore(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.restore_wanted.emit(item.data(_ROLE))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))


def _words(copy: Copy) -> str:
    try:
        size = f"{copy.path.stat().st_size / 1e6:,.1f} MB"
    except OSError:  # Thinned out since it was listed.
        size = "gone"
    why = f", before {copy.before}" if copy.before else ""
    return f"{instant_words(copy.made_at)}{why} · {size}"
