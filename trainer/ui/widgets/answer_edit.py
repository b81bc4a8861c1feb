"""A field whose Ctrl+Z and Ctrl+Shift+Z are its own only while it has something to take back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

LONGEST_ANSWER = 200


class AnswerEdit(QLineEdit):
    """A line to type an answer into."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setMaxLength(LONGEST_ANSWER)

    def event(self, event: QEvent) -> bool:
        # A line edit claims Ctrl+Z always; in an untouched one it means the last answer.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo = event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable()
            redo = event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable()
            if undo or redo:
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if is_enter and self.isReadOnly():
            event.ignore()  # It was answered: the key is for the page around.
            return
        super().keyPressEvent(event)
        # returnPressed has said it; a line edit would let the key go on to its parents as well.
        if is_enter:
            event.accept()
