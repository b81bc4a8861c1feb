"""A defect of ours: say so, offer the report, lose nothing."""

from __future__ import annotations

import platform
import sys
import traceback
from types import TracebackType

from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from trainer import __version__
from trainer.errors import TrainerError


def report_text(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> str:
    """Return what a developer needs to know; no answers, no decks, no user names."""
    system = f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    stack = "".join(traceback.format_exception(kind, error, trace))
    return f"Triad Trainer {__version__} on {system}\n\n{stack}"


def show(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Show what went wrong. An error meant for users is a sentence, anything else a report."""
    if issubclass(kind, KeyboardInterrupt) or QApplication.instance() is None:
        sys.__excepthook__(kind, error, trace)
        return
    sys.__excepthook__(kind, error, trace)
    if isinstance(error, TrainerError):
        tell(None, str(error))
        return
    box = QMessageBox()
    box.setWindowTitle("Triad Trainer")
    box.setIcon(QMessageBox.Icon.Critical)
    box.setText("Something went wrong that should not have. Every rated answer is stored.")
    box.setInformativeText("You can go on. The report below helps to mend it.")
    box.setDetailedText(report_text(kind, error, trace))
    copy = box.addButton("Copy report", QMessageBox.ButtonRole.ActionRole)
    box.addButton(QMessageBox.StandardButton.Close)
    box.exec()
    if box.clickedButton() is copy:
        QApplication.clipboard().setText(box.detailedText())


def tell(parent: QWidget | None, sentence: str) -> None:
    """Say one sentence that the user must have read."""
    QMessageBox.warning(parent, "Triad Trainer", sentence)


def install() -> None:
    """Let defects inside Qt's event loop reach ``show``."""
    sys.excepthook = show
