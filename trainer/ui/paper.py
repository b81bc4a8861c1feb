"""A Markdown text on paper: as a PDF."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument

from trainer.errors import CannotRun

_MARGIN_MM = 18.0
_DPI = 300
_FONT_PT = 10.0


def write_pdf(path: Path, markdown: str, title: str) -> None:
    """Write ``markdown`` to ``path`` on A4. Raises CannotRun where that cannot be written.

    May run on a worker: no widget is involved.
    """
    writer = QPdfWriter(str(path))
    writer.setTitle(title)
    writer.setCreator("Triad Trainer")
    writer.setResolution(_DPI)
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    document = QTextDocument()
    font = document.defaultFont()
    font.setPointSizeF(_FONT_PT)
    document.setDefaultFont(font)
    # HTML in what somebody said stays text.
    document.setMarkdown(
        markdown,
        QTextDocument.MarkdownFeature.MarkdownDialectGitHub
        | QTextDocument.MarkdownFeature.MarkdownNoHTML,
    )
    try:
        path.write_bytes(b"")
    except OSError as error:
        raise not_written(path) from error
    document.print_(writer)


def not_written(path: Path) -> CannotRun:
    """Return what is said of a file that cannot be written."""
    return CannotRun("the file was not saved", where=str(path), remedy="try another folder")
