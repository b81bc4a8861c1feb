"""A Markdown text on paper: as a PDF."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument

from trainer.study.whole_file import whole_file

_MARGIN_MM = 18.0
_DPI = 300
_FONT_PT = 10.0


def write_pdf(path: Path, markdown: str, title: str) -> None:
    """Write ``markdown`` to ``path`` on A4. Raises CannotRun where that cannot be written.

    May run on a worker: no widget is involved.
    """
    drawn = QBuffer()
    drawn.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(drawn)
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
    document.print_(writer)
    with whole_file(path) as file:
        file.write(bytes(drawn.data().data()))
