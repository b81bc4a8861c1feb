"""One of two statements: a button as large as its text, with a badge for the verdict."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from trainer.ui import theme
from trainer.ui.widgets.marked_text import Mark, marked_html

_MARGIN = 16
_BADGE = 30


class Statement(QAbstractButton):
    """A statement that can be picked."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number
        self._statement = ""
        self._marks: tuple[Mark, ...] = ()
        self._badge = ""
        self._tone = ""
        self._document = QTextDocument(self)
        self._document.setDocumentMargin(0)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def statement(self) -> str:
        """The text shown."""
        return self._statement

    def show_statement(self, text: str) -> None:
        """Put a fresh statement on screen, neither picked nor judged."""
        self._statement = text
        self._marks, self._badge, self._tone = (), "", ""
        self.setChecked(False)
        self.setEnabled(True)
        self.setAccessibleName(f"Statement {self.number}: {text}")
        self._lay_out()

    def show_verdict(self, badge: str, tone: str, marks: Sequence[Mark] = ()) -> None:
        """Judge the statement: a word, a tone (good, wrong) and what in it matters."""
        self._badge, self._tone, self._marks = badge, tone, tuple(marks)
        self.setEnabled(False)
        self.setAccessibleName(f"{badge}: {self._statement}")
        self._lay_out()

    @property
    def badge(self) -> str:
        """The verdict's word, empty before there is one."""
        return self._badge

    def _lay_out(self) -> None:
        self._document.setDefaultFont(self.font())
        self._document.setHtml(marked_html(self._statement, self._marks))
        self._fit()
        self.update()

    def _fit(self) -> None:
        # A fixed height, because no layout above passes height-for-width on without squeezing.
        self.setFixedHeight(self._height_at(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _height_at(self, width: int) -> int:
        self._document.setTextWidth(max(width - 3 * _MARGIN - 24, 40))
        top = _BADGE if self._badge else 0
        return int(self._document.size().height()) + 2 * _MARGIN + top

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(theme.COLUMN_WIDTH, self.minimumHeight())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self._lay_out()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 (Qt's name)
        worn = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_surface(painter, worn)
        left = _MARGIN
        painter.setPen(worn.colour("muted"))
        painter.drawText(
            QRectF(left, _MARGIN, 24, self.fontMetrics().height()),
            Qt.AlignmentFlag.AlignLeft,
            str(self.number),
        )
        top = _MARGIN
        if self._badge:
            painter.setPen(worn.colour(self._tone))
            bold = self.font()
            bold.setBold(True)
            painter.setFont(bold)
            painter.drawText(
                QRectF(left + 24, top, self.width(), _BADGE),
                Qt.AlignmentFlag.AlignLeft,
                self._badge,
            )
            top += _BADGE
        painter.translate(left + 24, top)
        self._document.setTextWidth(max(self.width() - 3 * _MARGIN - 24, 40))
        self._document.drawContents(painter)
        painter.end()

    def _paint_surface(self, painter: QPainter, worn: theme.Theme) -> None:
        if self._tone:
            fill, line, width = f"{self._tone}_soft", self._tone, 2.0
        elif self.isChecked():
            fill, line, width = "accent_soft", "accent", 2.0
        elif self.underMouse():
            fill, line, width = "sunken", "control", 1.0
        else:
            fill, line, width = "surface", "control", 1.0
        if self.hasFocus() and not self._tone:
            line, width = "accent", 2.0
        if self._tone and not self.isChecked():
            fill = "surface"
        painter.setBrush(worn.colour(fill))
        painter.setPen(QPen(worn.colour(line), width))
        inset = width / 2
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 12.0, 12.0
        )
