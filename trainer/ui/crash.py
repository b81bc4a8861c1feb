"""A defect of ours: say so, offer the report, lose nothing."""

from __future__ import annotations

import logging
import sys
from types import TracebackType

from PySide6.QtWidgets import QApplication, QWidget

from trainer.errors import TrainerError
from trainer.logfile import last_lines, stack, versions

log = logging.getLogger(__name__)

_NAME = "crash"


def report_text(error: BaseException) -> str:
    """Return what a developer needs to know; no answers, no decks, no user names."""
    return f"{versions()}\n\n{stack(error)}\n\nThe log file's last lines:\n{last_lines()}\n"


def show(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Show what went wrong. An error meant for users is a sentence, anything else a report."""
    if issubclass(kind, KeyboardInterrupt) or QApplication.instance() is None:
        sys.__excepthook__(kind, error, trace)
        return
    from PySide6.QtWidgets import QMessageBox

    # Before it is logged: the log's last lines must not repeat what stands above them.
    report = report_text(error)
    log.error("A defect reached the window", exc_info=error)
    _print(kind, error, trace)
    if isinstance(error, TrainerError):
        tell(None, str(error))
        return
    windows = QApplication.topLevelWidgets()
    if any(each.objectName() == _NAME and each.isVisible() for each in windows):
        return  # What fails at every repainting would cover the screen with reports.
    box = QMessageBox()
    box.setObjectName(_NAME)
    box.setWindowTitle("Triad Trainer")
    box.setIcon(QMessageBox.Icon.Critical)
    box.setText("Something went wrong that should not have. Every rated answer is stored.")
    box.setInformativeText("You can go on. The report below helps to mend it.")
    box.setDetailedText(report)
    copy = box.addButton("Copy report", QMessageBox.ButtonRole.ActionRole)
    box.addButton(QMessageBox.StandardButton.Close)
    for each in box.buttons():
        if each is not copy and box.buttonRole(each) is QMessageBox.ButtonRole.ActionRole:
            each.click()  # Qt hides the report behind a button of its own
    box.exec()
    if box.clickedButton() is copy:
        QApplication.clipboard().setText(report)


def _print(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Print all of it for whoever looks on in a terminal; elsewhere it may be kept by a log."""
    if sys.stderr is None:  # a bundle for Windows has none
        return
    if sys.stderr.isatty():
        sys.__excepthook__(kind, error, trace)
    else:
        sys.stderr.write(f"{stack(error)}\n")


def tell(parent: QWidget | None, sentence: str) -> None:
    """Say one sentence that the user must have read."""
    from PySide6.QtWidgets import QMessageBox

    QMessageBox.warning(parent, "Triad Trainer", sentence)


def install() -> None:
    """Let defects inside Qt's event loop reach ``show``."""
    sys.excepthook = show
