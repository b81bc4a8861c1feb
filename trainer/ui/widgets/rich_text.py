"""Markdown on screen, from strangers: nothing is fetched, nothing outside is read."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, QUrl
from PySide6.QtGui import QImage, QImageReader, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QWidget

from trainer.formats.bounds import MAX_PICTURE_PIXELS
from trainer.ui.widgets.sheet import unbroken

Pictures = Callable[[str], bytes | None]
"""Gives a deck's own picture by the name its texts call it, or None."""

PICTURE_WIDTH = 640
"""The widest a picture is shown, in pixels; larger ones are read smaller at once."""

_FORMATS = frozenset({"png", "jpeg", "gif", "webp", "bmp"})
"""What is read, whatever a file is called. Not SVG: it can name files and addresses."""


def no_pictures(_name: str) -> bytes | None:
    """Have no picture."""
    return None


def _blank() -> QImage:
    dot = QImage(1, 1, QImage.Format.Format_ARGB32)
    dot.fill(Qt.GlobalColor.transparent)
    return dot


class RichText(QTextBrowser):
    """A piece of text as tall as it needs to be.

    HTML inside Markdown is shown as text. Pictures are the deck's own, as ``pictures`` gives them;
    style sheets, links and any other picture load nothing: the document's resource loader answers
    every request itself.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pictures: Pictures = no_pictures
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.document().contentsChanged.connect(self._fit)

    def show_markdown(self, text: str) -> None:
        """Show ``text`` as Markdown without HTML."""
        self.document().setMarkdown(
            unbroken(text),
            QTextDocument.MarkdownFeature.MarkdownDialectGitHub
            | QTextDocument.MarkdownFeature.MarkdownNoHTML,
        )
        self.setAccessibleName(self.toPlainText())

    def show_html(self, html: str) -> None:
        """Show ``html`` that this program made itself out of escaped text."""
        self.setHtml(html)
        self.setAccessibleName(self.toPlainText())

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: N802 (Qt's)
        """Answer every request with a picture of the deck or a blank dot.

        Not with emptiness: for an image that is null Qt goes and reads the file itself.
        """
        url = QUrl(name)
        if kind != QTextDocument.ResourceType.ImageResource.value or url.scheme():
            return _blank()
        data = self.pictures(url.path(QUrl.ComponentFormattingOption.FullyDecoded))
        return (data and read_image(data)) or _blank()

    def _fit(self) -> None:
        self.document().setTextWidth(self.contentsRect().width())
        self.setFixedHeight(max(1, int(self.document().size().height() + 1)))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(super().sizeHint().width(), self.minimumHeight())


def read_image(data: bytes, width: int = PICTURE_WIDTH) -> QImage | None:
    """Return the picture in ``data``, no wider than ``width``; None for what is none.

    The format is told by the content. A picture of more pixels than are sane is not unpacked.
    """
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    if bytes(reader.format().data()).decode("ascii", "replace") not in _FORMATS:
        return None
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > MAX_PICTURE_PIXELS:
        return None
    if size.width() > width:
        reader.setScaledSize(size.scaled(width, size.height(), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else image
