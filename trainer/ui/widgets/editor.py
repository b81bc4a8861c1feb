"""A field for some sentences that is read while it is typed, without a key ever waiting for it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QTextEdit

from trainer.ui import theme
from trainer.ui.announce import announce
from trainer.ui.theme import SPACE
from trainer.ui.widgets.marked_text import Mark

PAUSE_MS = 60
"""Reading begins when no key came for so long: shorter than the pause between two words."""


LONGEST = 20_000
"""So many characters are taken at most when pasted: far more than is read, and still quick."""


class Editor(QPlainTextEdit):
    """Enter submits, Shift+Enter begins a new line.

    ``paused`` says that the text changed and nothing was typed for a moment. Until it is read
    again, a stretch that was touched has no underline: none is ever shown for other words.
    """

    submitted = Signal()
    paused = Signal()

    def __init__(self, name: str, lines: int = 6) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self._lines = lines
        self._marks: tuple[Mark, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.paused)
        self.document().contentsChange.connect(self._touched)

    @property
    def is_read(self) -> bool:
        """Tell whether everything typed has been read."""
        return not self._pause.isActive()

    def show_text(self, text: str) -> None:
        """Put a fresh text into the field; it counts as read."""
        self.setReadOnly(False)
        self.setPlainText(text)
        self._pause.stop()
        self.setExtraSelections([])

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.Polish}:
            self.setFixedHeight(self.fontMetrics().lineSpacing() * self._lines + 6 * SPACE)
        return done

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.is_read:
            self.underline(self._marks)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if is_enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.submitted.emit()
            return
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
            return
        super().keyPressEvent(event)
        if not event.isAccepted() and event.text():
            event.accept()  # a letter typed here is never a key of the screen around

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 (Qt's name)
        """Take as much as there is room for: Qt lays out megabytes for half a minute."""
        marked = len(self.textCursor().selectedText())
        room = max(LONGEST - (self.document().characterCount() - marked), 0)
        text = source.text()
        if len(text) <= room:
            super().insertFromMimeData(source)
            return
        self.textCursor().insertText(text[:room])
        announce(self, f"Only the first {room:,} characters were taken.")

    def underline(self, marks: Sequence[Mark]) -> None:
        """Underline what was read in the text as it stands: wrong ones with a wave."""
        self._marks = tuple(marks)
        text = self.toPlainText()
        self.setExtraSelections([self._selection(text, mark) for mark in marks])

    def _selection(self, text: str, mark: Mark) -> QTextEdit.ExtraSelection:
        made = QTextEdit.ExtraSelection()
        style = QTextCharFormat.UnderlineStyle
        form = QTextCharFormat()
        wavy = mark.role == "wrong"
        form.setUnderlineStyle(style.WaveUnderline if wavy else style.SingleUnderline)
        form.setUnderlineColor(QColor(theme.current().colours[mark.role]))
        cursor = QTextCursor(self.document())
        cursor.setPosition(_units(text, mark.start))
        cursor.setPosition(_units(text, mark.end), QTextCursor.MoveMode.KeepAnchor)
        made.cursor = cursor
        made.format = form
        return made

    def _touched(self, position: int, removed: int, added: int) -> None:
        """Let go of the underlines that a change touches; the others move with their words."""
        if not removed and not added:
            return
        self._pause.start()
        end = position + added
        kept = [
            each
            for each in self.extraSelections()
            if each.cursor.selectionEnd() < position or each.cursor.selectionStart() > end
        ]
        self.setExtraSelections(kept)


def _units(text: str, index: int) -> int:
    """Return ``index`` as Qt counts it: in UTF-16 units, where the reader counts characters."""
    return index + sum(letter > "\uffff" for letter in text[:index])
