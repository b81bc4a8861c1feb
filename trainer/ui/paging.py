"""Page Up, Page Down, Home and End scroll the page, wherever on it the keyboard is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSlider, QScrollArea, QScrollBar, QWidget

_STEPS: dict[int, QAbstractSlider.SliderAction] = {
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_Home: QAbstractSlider.SliderAction.SliderToMinimum,
    Qt.Key.Key_End: QAbstractSlider.SliderAction.SliderToMaximum,
}


class Paging(QObject):
    """Lets ``window`` scroll by keys that nothing on it wanted.

    The keyboard often is beside what scrolls: on a rating, on a button at the foot.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Scroll, when a key comes as far as the window."""
        if watched is self._window and isinstance(event, QKeyEvent):
            step = _STEPS.get(event.key())
            # Only now are the bars looked for, among all there is: every other key must be quick.
            if step is not None and event.type() == QEvent.Type.KeyPress:
                bar = self._longest()
                if bar is not None:
                    bar.triggerAction(step)
                    return True
        return super().eventFilter(watched, event)

    def _longest(self) -> QScrollBar | None:
        """Return the bar with the furthest to go of the pages on screen: those that show one."""
        areas = (each for each in self._window.findChildren(QScrollArea) if each.isVisible())
        bars = [
            each.verticalScrollBar()
            for each in areas
            if each.verticalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        ]
        return max(bars, key=QScrollBar.maximum, default=None)
