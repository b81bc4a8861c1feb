"""What was said and asked in an interview, with time, phase and what each statement told."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QTextBrowser

from trainer.study.interview.heard import MARKS, TOPICS, Heard
from trainer.study.interview.room import Challenge
from trainer.study.interview.slot import PHASES, clock
from trainer.ui import theme
from trainer.ui.theme import SIZES_PT

_TONES = {"latency": "latency", "cost": "cost", "quality": "quality"}
_KEYS = {topic: key for key, topic in MARKS.items()}
_ROW = (
    '<table width="100%" cellpadding="6" style="background-color:{ground}"><tr>'
    '<td width="{wide}" style="color:{muted}">{time}</td><td>{text}'
    '<div style="font-size:{small}pt;color:{muted}">{chips}</div></td></tr></table>'
)


class SaidList(QTextBrowser):
    """One document, read from top to bottom; the newest stands at its end."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        self.setAccessibleName("What was said")
        self.document().setDocumentMargin(0)
        self._rows: list[Heard | Challenge] = []

    @property
    def _wide(self) -> int:
        """How wide the column of times is, in pixels."""
        return self.fontMetrics().horizontalAdvance("00:00 ") + 12

    def show_all(self, heard: tuple[Heard, ...], asked: tuple[Challenge, ...]) -> None:
        """Show an interview as it stands."""
        # What was asked at the moment of a statement was asked after it.
        rows: list[Heard | Challenge] = [*heard, *asked]
        self._rows = sorted(rows, key=lambda each: each.at_s)
        self._draw()

    def add(self, *rows: Heard | Challenge) -> None:
        """Add what was just said or asked, and show it."""
        self._rows += rows
        self._write(rows)

    def _draw(self) -> None:
        self.clear()
        self._write(self._rows)

    def _write(self, rows: Sequence[Heard | Challenge]) -> None:
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertHtml("".join(_row(each, self._wide) for each in rows))
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        if event.type() == QEvent.Type.PaletteChange and self._rows:
            self._draw()
        super().changeEvent(event)


def topics_of(heard: Heard) -> tuple[str, ...]:
    """Return what a statement told, in the order of the debrief."""
    return tuple(topic for topic in TOPICS if heard.says(topic))


def _row(each: Heard | Challenge, wide: int) -> str:
    worn = theme.current()
    if isinstance(each, Challenge):
        text = f"<b>{html.escape(each.text)}</b>"
        chips, ground = "asked", worn.colours["close_soft"]
    else:
        said = each.text or f"Said aloud: {TOPICS[each.mark].lower()} ({_KEYS[each.mark]})"
        text = html.escape(said).replace("\n", "<br>")
        chips = "&nbsp; ".join([PHASES[each.phase], *(_chip(topic) for topic in topics_of(each))])
        ground = "transparent"
    return _ROW.format(
        ground=ground,
        muted=worn.colours["muted"],
        wide=wide,
        time=clock(each.at_s),
        text=text,
        small=SIZES_PT["small"],
        chips=chips,
    )


def _chip(topic: str) -> str:
    """Return a topic in its colours, named in words as well."""
    worn, tone = theme.current().colours, _TONES.get(topic, "good")
    style = f"background-color:{worn[tone + '_soft']};color:{worn[tone]}"
    return f'<span style="{style};font-weight:600">&nbsp;{TOPICS[topic]}&nbsp;</span>'
