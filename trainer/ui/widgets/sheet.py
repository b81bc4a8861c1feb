"""Style rules of one screen on top of the application's, following the theme."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from trainer.places import shipped
from trainer.ui import theme


def workbench_rules(worn: theme.Theme) -> str:
    """Return the rules of ``workbench.qss`` with every ``@role`` replaced.

    Raises KeyError for a role there is not.
    """
    sizes = {name: f"{size}pt" for name, size in theme.SIZES_PT.items()}
    values = {**worn.colours, **sizes}
    template = (shipped("resources") / "theme" / "workbench.qss").read_text("utf-8")
    body = template.split("*/", 1)[1]
    return re.sub(r"@([a-z_]+)", lambda match: values[match.group(1)], body)


def unbroken(sentence: str) -> str:
    """Return ``sentence`` with its per cent signs tied to their numbers."""
    return sentence.replace(" %", "\N{NO-BREAK SPACE}%")


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
