"""Noticing that a new study day has begun while the window stood open."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from trainer.study.study import Study

_LOOK_EVERY_MS = 60_000


class DayTurn(QObject):
    """Looks at the clock once a minute, and whenever the user comes back to the window."""

    turned = Signal()
    """Another study day has begun."""

    def __init__(self, window: QWidget, study: Study) -> None:
        super().__init__(window)
        self._study = study
        self._day = study.day
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        window.installEventFilter(self)

    def look(self) -> None:
        """Emit ``turned`` if the day is another than when last looked at."""
        day = self._study.day
        if day != self._day:
            self._day = day
            self.turned.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        if event.type() == QEvent.Type.WindowActivate:
            self.look()
        return super().eventFilter(watched, event)
