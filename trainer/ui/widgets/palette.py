"""The command palette: one field, and below it what the words typed can mean."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFrame,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from trainer.ui.widgets.parts import card, column, label
from trainer.ui.zoom import px

_WIDTH, _HEIGHT = 700, 440
_HINT_WIDTH = 120
_ROW_HEIGHT = 28
_AROUND = 48
"""What of the width is margin and scroll bar."""
_TYPED_MS = 60
"""After so long without a key more is looked for elsewhere."""
_MOVES = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 8,
    Qt.Key.Key_PageUp: -8,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be opened or done. ``hint`` is its keys, or what it is."""

    title: str
    hint: str
    run: Callable[[], object]
    words: str = ""
    """Further words it is found by."""

    def matches(self, wanted: str) -> bool:
        """Return whether each word of ``wanted`` begins a word of this entry."""
        own = f"{self.title} {self.words}".casefold().replace("-", " ").split()
        return all(any(word.startswith(part) for word in own) for part in wanted.split())

    def likeness(self, wanted: str) -> int:
        """Return 2 if the title is ``wanted``, 1 if it begins with that, else 0."""
        own = self.title.casefold()
        return (own == wanted) + own.startswith(wanted)


class Palette(QDialog):
    """Lists the entries that match; Enter or a click does the one that is chosen."""

    typed = Signal(str)
    """The words changed: more may be found elsewhere and given to ``add``."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAccessibleName("Command palette")
        self._over = parent
        self.edit = QLineEdit()
        self.edit.setPlaceholderText("Find an action, a deck or a drill")
        self.edit.setAccessibleName("Find an action, a deck or a drill")
        self.list = QTreeWidget()
        self.list.setAccessibleName("What was found")
        self.list.setColumnCount(2)
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.header().setStretchLastSection(False)
        self.line = label("", "small")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.setLayout(column(card(column(self.edit, self.list, self.line), margin=3)))
        self._entries: Sequence[Entry] = ()
        self._shown: list[Entry] = []
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(_TYPED_MS)
        self._typed.timeout.connect(lambda: self.typed.emit(self.edit.text().strip()))
        self.edit.textChanged.connect(self._find)
        self.edit.installEventFilter(self)
        self.list.itemClicked.connect(lambda item, _: self._do(item))

    def open_with(self, entries: Sequence[Entry]) -> None:
        """Appear over the parent with ``entries`` to find among."""
        self._entries = entries
        width = min(px(_WIDTH), self._over.width())
        self.resize(width, px(_HEIGHT))
        self.list.setColumnWidth(0, width - px(_HINT_WIDTH) - _AROUND)
        self.list.setColumnWidth(1, px(_HINT_WIDTH))
        self.edit.clear()
        self._find("")
        parent = self._over
        self.move(parent.mapToGlobal(QPoint((parent.width() - self.width()) // 2, 56)))
        self.show()
        # As of the main window: where no window manager does it, the keyboard has to be asked for.
        self.activateWindow()
        self.edit.setFocus()

    def add(self, entries: Sequence[Entry]) -> None:
        """Put more entries below those that match."""
        for entry in entries:
            item = QTreeWidgetItem([entry.title, entry.hint])
            item.setToolTip(0, entry.title)
            item.setSizeHint(0, QSize(0, px(_ROW_HEIGHT)))
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.list.addTopLevelItem(item)
            self._shown.append(entry)
        if self.list.currentItem() is None and self._shown:
            self._choose(0)
        self.say("Enter: open or do   ·   Esc: leave" if self._shown else "Nothing is called that.")

    def _choose(self, row: int) -> None:
        self.list.setCurrentIndex(self.list.model().index(row, 0))

    def say(self, sentence: str) -> None:
        """Put one line below the list."""
        self.line.setText(sentence)

    def _find(self, text: str) -> None:
        wanted = text.casefold()
        self.list.clear()
        self._shown = []
        found = [entry for entry in self._entries if entry.matches(wanted)]
        # What is called just that comes first, then what begins so.
        found.sort(key=lambda entry: entry.likeness(wanted), reverse=True)
        self.add(found)
        self._typed.start()

    def _do(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            entry = self._shown[self.list.indexOfTopLevelItem(item)]
            self._leave()
            entry.run()

    def _leave(self) -> None:
        """Give the keyboard back to the window this stood over."""
        self.close()
        self._over.activateWindow()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        # As of a menu: a click elsewhere sends it away.
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self.close()
        super().changeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._do(self.list.currentItem())
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._leave()
                return True
            step = _MOVES.get(Qt.Key(event.key()))
            if step is not None and self._shown:
                at = self.list.currentIndex().row()
                to = min(max(at + step, 0), len(self._shown) - 1)
                self._choose(to)
                return True
        return super().eventFilter(watched, event)
