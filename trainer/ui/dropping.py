"""What is dropped on the window, as files."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData

from trainer.errors import BadInput


def dropped_files(data: QMimeData) -> list[Path]:
    """Return the files on this machine that were dropped. Raises BadInput where there is none."""
    if paths := [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]:
        return paths
    if addresses := [url.toDisplayString() for url in data.urls()]:
        raise BadInput(
            "what was dropped is an address, not a file on this computer",
            where=addresses[0],
            remedy="save it first, then drop the file",
        )
    # Who dropped it is gone, and what it was with him.
    raise BadInput("what was dropped could not be had", remedy="drop it again")
