"""A chart on a card: its title, what it means, the value pointed at, and both exports."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer
from PySide6.QtWidgets import QFrame

from trainer.errors import TrainerError
from trainer.study.whole_file import whole_file
from trainer.ui.announce import announce
from trainer.ui.saving import ask_target
from trainer.ui.theme import SPACE
from trainer.ui.widgets.buttons_menu import offer_at
from trainer.ui.widgets.calm_label import CalmLabel
from trainer.ui.widgets.chart_base import PLAIN, Bar, PointedChart, Shape, as_csv
from trainer.ui.widgets.parts import button, column, label, row


class ChartCard(QFrame):
    """One chart. ``show_none`` says why there is nothing to draw yet."""

    def __init__(self, title: str, column_name: str, chart: PointedChart) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.name = title
        self._column = column_name
        self.line = label("", "muted", wrap=True)
        self.chart = chart
        self.value = CalmLabel("muted")
        self.picture_button = button("PNG…", "quiet", name=f"Save “{title}” as a picture")
        self.table_button = button("CSV…", "quiet", name=f"Save “{title}” as a table")
        self.picture_button.clicked.connect(lambda: self._ask("png"))
        self.table_button.clicked.connect(lambda: self._ask("csv"))
        self.chart.pointed.connect(self.value.setText)
        offer_at(self.chart, (self.picture_button, self.table_button))
        head = row(label(title, "heading", wrap=True))
        head.setStretch(0, 1)
        head.addWidget(self.picture_button)
        head.addWidget(self.table_button)
        layout = column(head, self.line, self.chart, self.value, space=2)
        layout.setContentsMargins(5 * SPACE, 5 * SPACE, 5 * SPACE, 4 * SPACE)
        self.setLayout(layout)

    def show_bars(self, sentence: str, bars: Sequence[Bar], shape: Shape = PLAIN) -> None:
        """Draw ``bars`` under a ``sentence`` that says what they mean."""
        self.line.setText(sentence)
        self.value.setText("Point at the chart, or use the arrow keys, to read a value.")
        self.chart.show_bars(bars, shape)
        self._show_parts(shown=True)

    def show_none(self, sentence: str) -> None:
        """Say why there is nothing to draw."""
        self.line.setText(sentence)
        self.chart.show_bars(())
        self._show_parts(shown=False)

    def _show_parts(self, *, shown: bool) -> None:
        for part in (self.chart, self.value, self.picture_button, self.table_button):
            part.setVisible(shown)

    def _ask(self, ending: str) -> None:
        suggested = f"{self.name.lower().replace(' ', '-')}.{ending}"
        path = ask_target(self, "Save", suggested)
        if path is not None:
            self.save(path)

    def save(self, path: Path) -> None:
        """Write a picture (.png) or a table of what is shown; below the chart stands what came."""
        try:
            with whole_file(path) as file:
                file.write(self._picture() if path.suffix.lower() == ".png" else self._table())
            said = f"Saved as {path}."
        except TrainerError as error:
            said = str(error)
        # Here, where it was asked for: a banner above a long page would not be seen.
        self.value.setText(said)
        announce(self.value, said)

    def _picture(self) -> bytes:
        kept = QBuffer()
        self.chart.grab().save(kept, "PNG")
        return bytes(kept.data().data())

    def _table(self) -> bytes:
        return as_csv(self._column, self.chart.shape.unit, self.chart.bars).encode("utf-8")
