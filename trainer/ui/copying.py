"""Ctrl+C for text that is only shown: it never takes the keyboard, so that no key reaches it."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QTextEdit, QWidget

_PARAGRAPH, _TIED = "\N{PARAGRAPH SEPARATOR}", "\N{NO-BREAK SPACE}"


def copy_marked(window: QWidget) -> bool:
    """Copy the text that is marked in ``window``, else the cell chosen in the list with the focus.

    Returns whether there was any; otherwise the clipboard keeps what it holds.
    """
    text = "\n".join(_marked(window)) or _cell(window.focusWidget())
    if text:
        QApplication.clipboard().setText(text.replace(_PARAGRAPH, "\n").replace(_TIED, " "))
    return bool(text)


def _marked(window: QWidget) -> list[str]:
    """Return what is marked on screen, from top to bottom."""
    found = [
        (each.mapTo(window, each.rect().topLeft()).y(), text)
        for each in window.findChildren(QWidget)
        if each.isVisible() and (text := _selection(each))
    ]
    return [text for _, text in sorted(found, key=lambda pair: pair[0])]


def _selection(part: QWidget) -> str:
    if isinstance(part, QLabel):
        return part.selectedText()
    return part.textCursor().selectedText() if isinstance(part, QTextEdit) else ""


def _cell(part: QWidget | None) -> str:
    if isinstance(part, QAbstractItemView) and part.currentIndex().isValid():
        return str(part.currentIndex().data() or "")
    return ""
