"""Putting another style sheet on a window full of widgets, without a pause.

Qt goes over every widget there is, twice: with all places opened that takes 0.2 s. Here it passes
them all over; those in sight are dressed first, the others when they are shown or, some at a time,
while nothing else is to be done. A window full of them is not painted until all it shows is
dressed, so that nobody sees it half in one look and half in the other.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import repeat

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

_POLISHED = Qt.WidgetAttribute.WA_WState_Polished
_OWN_STYLE = Qt.WidgetAttribute.WA_SetStyle
_SLICE_S = 0.008
"""So long others are dressed before the event loop has its turn."""

_AT_ONCE = 8
"""So many of those in sight are dressed before the event loop has its turn for the first time."""

Also = Callable[[QWidget], None]
"""What a widget needs besides the sheet."""


def put_on(app: QApplication, sheet: str, also: Also | None = None) -> None:
    """Make ``app`` wear ``sheet`` instead of the one before; each widget needs ``also`` as well."""
    worn = [each for each in app.allWidgets() if each.testAttribute(_POLISHED)]
    if not worn:
        app.setStyleSheet(sheet)
        return
    with _passed_over(worn):
        # A sheet that takes the place of another is put on each widget once for each of its
        # ancestors, whatever its marks; one that is put on anew, not at all.
        app.setStyleSheet("")
        app.setStyleSheet(sheet)
    if not worn:
        return  # At a start; with a filter of all events PySide would first learn every type of Qt.
    _Late.of(app).take(worn, also)


def settle(app: QApplication) -> None:
    """Dress now whatever waits for it."""
    _Late.of(app).finish()


@contextmanager
def _passed_over(widgets: Sequence[QWidget]) -> Iterator[None]:
    """Mark ``widgets`` as ones that a change of the application's style does not concern."""
    # What Qt knows of widgets and sheets it forgets with the last sheet there is, the colours they
    # had of their own as well; so there is one all the time.
    keeper = QWidget()
    keeper.setStyleSheet("QWidget { }")
    marked = [each for each in widgets if not each.testAttribute(_OWN_STYLE)]
    _mark(widgets, _POLISHED, on=False)
    _mark(marked, _OWN_STYLE, on=True)
    try:
        yield
    finally:
        _mark(marked, _OWN_STYLE, on=False)
        _mark(widgets, _POLISHED, on=True)


def _mark(widgets: Sequence[QWidget], attribute: Qt.WidgetAttribute, *, on: bool) -> None:
    # Of two thousand widgets a loop in words of one's own takes three times as long.
    for _ in map(QWidget.setAttribute, widgets, repeat(attribute), repeat(on)):
        pass


def _is_in_sight(widget: QWidget) -> bool:
    """Return whether ``widget`` is shown; what lies below the end of the window is not."""
    if not widget.isVisible():
        return False
    window = widget.window()
    return widget.mapTo(window, QPoint(0, 0)).y() <= window.height()


class _Late(QObject):
    """Dresses what is in sight, then what is not: before it is, or in an idle event loop."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self.waiting: dict[QWidget, None] = {}
        """Whom to dress, the last first."""
        self._in_sight: set[QWidget] = set()
        self._still: list[QWidget] = []
        """Windows that are not painted meanwhile."""
        self._also: list[Also] = []
        self._may_dress = _AT_ONCE
        """So many more may be dressed in this turn of the event loop when they come into sight."""
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._slice)

    @classmethod
    def of(cls, app: QApplication) -> _Late:
        """Return the one that belongs to ``app``."""
        return app.findChild(cls) or cls(app)

    def take(self, widgets: Sequence[QWidget], also: Also | None) -> None:
        """Dress ``widgets`` from now on; all that waited are among them."""
        if not self.waiting:
            self._also.clear()
            self._app.installEventFilter(self)
        if also is not None and also not in self._also:
            self._also.append(also)
        seen = [each for each in widgets if _is_in_sight(each)]
        self._in_sight = set(seen)
        hidden = (each for each in widgets if each not in self._in_sight)
        self.waiting = dict.fromkeys((*hidden, *reversed(seen)))
        for _ in seen[:_AT_ONCE]:
            self._next()
        if self._in_sight:
            self._hold_still()
        self._may_dress = _AT_ONCE
        self._turn.start()

    def _hold_still(self) -> None:
        """Paint none of the windows until all they show is dressed."""
        shown = (each for each in self._app.topLevelWidgets() if each.isVisible())
        for window in shown:
            if window.updatesEnabled():
                window.setUpdatesEnabled(False)
                self._still.append(window)

    def _go_on(self) -> None:
        """Paint them again."""
        for window in self._still:
            if isValid(window):
                window.setUpdatesEnabled(True)
        self._still.clear()

    def dress(self, widget: QWidget) -> None:
        """Put the sheet on ``widget`` as Qt does it."""
        for also in self._also:
            also(widget)
        widget.style().polish(widget)
        QApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
        widget.update()

    def _slice(self) -> None:
        self._may_dress = _AT_ONCE
        end = time.perf_counter() + _SLICE_S
        while self.waiting:
            self._next()
            if time.perf_counter() >= end:
                return
        self._turn.stop()
        self._app.removeEventFilter(self)

    def _next(self) -> None:
        widget, _ = self.waiting.popitem()
        self._in_sight.discard(widget)
        if isValid(widget):
            self.dress(widget)
        if not self._in_sight:
            self._go_on()

    def finish(self) -> None:
        """Dress all that wait."""
        while self.waiting:
            self._next()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            self._come_into_sight(watched)
        return False

    def _come_into_sight(self, widget: QWidget) -> None:
        """Dress what is about to be seen with ``widget``: some at once, the others next.

        A window is not painted meanwhile but for one that only now appears: that is dressed whole.
        """
        found = [each for each in (widget, *widget.findChildren(QWidget)) if each in self.waiting]
        at_once = len(found) if widget.isWindow() else min(self._may_dress, len(found))
        self._may_dress = max(self._may_dress - at_once, 0)
        for each in found[:at_once]:
            del self.waiting[each]
            self._in_sight.discard(each)
            self.dress(each)
        for each in reversed(found[at_once:]):
            del self.waiting[each]
            self.waiting[each] = None
            self._in_sight.add(each)
        if len(found) > at_once:
            self._hold_still()
