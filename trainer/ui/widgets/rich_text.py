"""Markdown on screen, from strangers: nothing is fetched, nothing outside is read."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QImage, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QWidget


def _blank() -> QImage:
    dot = QImage(1, 1, QImage.Format.Format_ARGB32)
    dot.fill(Qt.GlobalColor.transparent)
    return dot


class RichText(QTextBrowser):
    """A piece of text as tall as it needs to be.

    HTML inside Markdown is shown as text. Images, style sheets and links load nothing: the
    document's resource loader answers every request itself.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.viewport().setAutoFillBackground(False)
        self.document().contentsChanged.connect(self._fit)

    def show_markdown(self, text: str) -> None:
        """Show ``text`` as Markdown without HTML."""
        self.document().setMarkdown(
            text,
            QTextDocument.MarkdownFeature.MarkdownDialectGitHub
            | QTextDocument.MarkdownFeature.MarkdownNoHTML,
        )
        self.setAccessibleName(self.toPlainText())

    def show_html(self, html: str) -> None:
        """Show ``html`` that this program made itself out of escaped text."""
        self.setHtml(html)
        self.setAccessibleName(self.toPlainText())

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: ARG002, N802 (Qt's)
        """Answer every request with a blank dot.

        Not with emptiness: for an image that is null Qt goes and reads the file itself.
        """
        return _blank()

    def _fit(self) -> None:
        self.document().setTextWidth(self.viewport().width())
        self.setFixedHeight(max(1, int(self.document().size().height() + 1)))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(super().sizeHint().width(), self.minimumHeight())
