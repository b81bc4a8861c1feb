"""What is wrong with how widgets stand: clipped or overlapping texts, controls without a name.

Found by walking the tree of what is visible, not by looking at pictures.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QScrollBar,
    QTextEdit,
    QWidget,
)

_SLACK = 2
"""So many pixels are nobody's loss: rounding of metrics."""

_LEAVES = (QLabel, QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox)
_WIDE = 100_000


def faults(window: QWidget) -> list[str]:
    """Return what is wrong in ``window`` as it is on screen now, one line each."""
    seen = [each for each in window.findChildren(QWidget) if _is_seen(each, window)]
    leaves = [each for each in seen if isinstance(each, _LEAVES) and not _is_inner(each)]
    found = [*_clipped(leaves), *_cut_off(seen), *_overlapping(leaves, window), *_unnamed(seen)]
    return sorted(set(found))


def _is_seen(widget: QWidget, window: QWidget) -> bool:
    return widget.isVisibleTo(window) and widget.window() is window and not widget.size().isEmpty()


def _is_inner(widget: QWidget) -> bool:
    """Return whether ``widget`` is the inside of another control, which answers for it."""
    return isinstance(widget.parent(), (QComboBox, QAbstractSpinBox, QLineEdit))


def told(widget: QWidget) -> str:
    """Return the widget as a reader of the list would look for it."""
    text = getattr(widget, "text", lambda: "")()
    chain = [type(widget).__name__]
    above = widget.parentWidget()
    while above is not None and len(chain) < 3:
        if type(above) is not QWidget:
            chain.append(type(above).__name__)
        above = above.parentWidget()
    return f"{' < '.join(chain)} {str(text)[:48]!r} {widget.width()}x{widget.height()}"


def _clipped(leaves: list[QWidget]) -> Iterator[str]:
    """Yield texts for which their widget has too little room."""
    for each in leaves:
        if _lacks(each):
            yield f"clipped: {told(each)}"
        elif isinstance(each, QLineEdit) and each.placeholderText() and not each.text():
            margins = each.textMargins()
            room = each.width() - margins.left() - margins.right() - 2 * _SLACK
            if each.fontMetrics().horizontalAdvance(each.placeholderText()) > room:
                yield f"clipped: {told(each)} {each.placeholderText()!r}"


def _lacks(leaf: QWidget) -> bool:
    if isinstance(leaf, QLabel):
        return bool(leaf.text()) and _label_lacks(leaf)
    return isinstance(leaf, QAbstractButton) and bool(leaf.text()) and _button_lacks(leaf)


def _label_lacks(label: QLabel) -> bool:
    room = label.contentsRect()
    if label.textFormat() == Qt.TextFormat.RichText:
        return label.heightForWidth(label.width()) > label.height() + _SLACK
    metrics = label.fontMetrics()
    if label.wordWrap():
        area = QRect(0, 0, room.width(), _WIDE)
        need = metrics.boundingRect(area, Qt.TextFlag.TextWordWrap, label.text())
    else:
        shown = Qt.TextFlag.TextShowMnemonic if label.buddy() else Qt.TextFlag.TextExpandTabs
        need = metrics.boundingRect(QRect(0, 0, _WIDE, _WIDE), shown, label.text())
    return need.width() > room.width() + _SLACK or need.height() > room.height() + _SLACK


def _button_lacks(button: QAbstractButton) -> bool:
    lines = button.text().replace("&", "").splitlines()
    icon = button.iconSize().width() if not button.icon().isNull() else 0
    metrics = button.fontMetrics()
    width = max(metrics.horizontalAdvance(line) for line in lines) + icon
    height = metrics.height() + metrics.lineSpacing() * (len(lines) - 1)
    return width > button.width() + _SLACK or height > button.height() + _SLACK


def _cut_off(seen: list[QWidget]) -> Iterator[str]:
    """Yield widgets that their parent cuts off, where nothing scrolls to them."""
    for each in seen:
        parent = each.parentWidget()
        if isinstance(each, QScrollArea):
            inside, viewport = each.widget(), each.viewport()
            never = each.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
            if inside and never and inside.width() > viewport.width() + _SLACK:
                yield f"wider than its page: {told(each)} by {inside.width() - viewport.width()}"
        if isinstance(each, QTextEdit) and _page_lacks(each):
            yield f"clipped: {told(each)} {each.toPlainText()[:48]!r}"
        if parent is None or _scrolls(parent) or _scrolls(each) or isinstance(each, QScrollBar):
            continue
        if not parent.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK).contains(each.geometry()):
            yield f"cut off by its parent: {told(each)} at {each.geometry().getRect()}"


def _page_lacks(page: QTextEdit) -> bool:
    """Return whether a page that does not scroll is longer than the room it has."""
    never = page.verticalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    return never and page.document().size().height() > page.viewport().height() + _SLACK


def _scrolls(widget: QWidget) -> bool:
    above = widget.parentWidget()
    return isinstance(above, QAbstractScrollArea) and above.viewport() is widget


def _overlapping(leaves: list[QWidget], window: QWidget) -> Iterator[str]:
    """Yield pairs of texts or controls that stand upon each other."""
    placed = [(each, _on_screen(each, window)) for each in leaves]
    for (one, here), (other, there) in combinations(placed, 2):
        if one.isAncestorOf(other) or other.isAncestorOf(one):
            continue
        common = here.intersected(there)
        if common.width() > _SLACK and common.height() > _SLACK:
            yield f"overlapping: {told(one)} and {told(other)}"


def _on_screen(widget: QWidget, window: QWidget) -> QRect:
    """Return what of ``widget`` is to be seen, where scrolling hides the rest."""
    area = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    above = widget.parentWidget()
    while above is not None and above is not window:
        area &= QRect(above.mapTo(window, QPoint(0, 0)), above.size())
        above = above.parentWidget()
    return area


def _unnamed(seen: list[QWidget]) -> Iterator[str]:
    """Yield what the keyboard reaches and a screen reader could not name."""
    for each in seen:
        if _scrolls(each) or _is_inner(each) or each.objectName() == "page":
            continue  # another widget answers for it; a screen's name is its title
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus:
            face = QAccessible.queryAccessibleInterface(each)
            name = face.text(QAccessible.Text.Name) if face else ""
            if not name.strip():
                yield f"without a name: {told(each)}"
