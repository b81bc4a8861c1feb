"""Asking where a file is to be saved."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


def save_dialog(parent: QWidget, title: str, suggested: str) -> QFileDialog:
    """Return a dialog that asks for a name ending as ``suggested`` does.

    Qt's short form leaves a name without an ending as it is: a picture was saved as a table then.
    """
    ending = Path(suggested).suffix
    made = QFileDialog(parent, title, suggested, f"*{ending}")
    made.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    made.setDefaultSuffix(ending)
    return made


def ask_target(parent: QWidget, title: str, suggested: str) -> Path | None:
    """Ask for the file; None when the user thinks better of it. Tests replace this."""
    dialog = save_dialog(parent, title, suggested)
    is_chosen = dialog.exec() == QFileDialog.DialogCode.Accepted
    chosen = dialog.selectedFiles()
    dialog.deleteLater()
    return Path(chosen[0]) if is_chosen and chosen else None
