"""Style rules of one screen on top of the application's, following the theme."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from trainer.ui import theme


def workbench_rules(worn: theme.Theme) -> str:
    """Return the rules of ``workbench.qss`` in the colours of ``worn``."""
    return theme.style_sheet(worn, "workbench")


def unbroken(sentence: str) -> str:
    """Return ``sentence``, as long as it was, with signs tied to their numbers: 85 %, ≤ 120 ms."""
    return re.sub(r" (?=%)|(?<=[≤≥]) ", "\N{NO-BREAK SPACE}", sentence)


class StyledPage(QWidget):
    """A page that wears the workbench's rules in the colours of the current theme."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self._worn = ""
        self._dress()

    def _dress(self) -> None:
        worn = theme.current()
        if worn.name != self._worn:
            self._worn = worn.name
            self.setStyleSheet(workbench_rules(worn))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()
