"""What can be chosen about reading a foreign file: a table's columns, a package's answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QSizePolicy, QWidget

from trainer.formats.base import UnreadableDeck
from trainer.formats.columns import BACK, FRONT, ROLES, Columns
from trainer.formats.reading import TABLES, Options
from trainer.formats.separators import sample_rows
from trainer.formats.table_deck import Preview, preview
from trainer.ui.theme import SPACE
from trainer.ui.widgets.flow import FlowBox
from trainer.ui.widgets.number_input import StillCombo
from trainer.ui.widgets.parts import card, column, label, row
from trainer.ui.zoom import hold

PACKAGES = (".apkg", ".colpkg")
_SAMPLE = 1 << 16
COLUMNS_SHOWN, ROWS_SHOWN, CELL_SHOWN = 6, 4, 60

_ROLE_WORDS = {
    "front": "question",
    "back": "answer",
    "why": "explanation",
    "tags": "tags",
    "deck": "deck",
    "id": "id",
    "skip": "left out",
}
_SEPARATORS = {"\t": "tab", ",": "comma", ";": "semicolon", "|": "bar", ":": "colon", " ": "space"}


def table_preview(paths: Sequence[Path], columns: Columns | None = None) -> Preview | None:
    """Return how the only file is read as a table, by ``columns`` or as it seems.

    None for anything else, and for what cannot be read at all. Meant for a worker.
    """
    if len(paths) != 1 or paths[0].suffix.lower() not in TABLES:
        return None
    try:
        guessed = preview(paths[0])
    except UnreadableDeck:
        return None  # the plan says so
    if columns is None or columns.separator == guessed.columns.separator:
        return guessed
    with paths[0].open(encoding=columns.encoding, errors="replace", newline="") as file:
        rows = sample_rows(file.read(_SAMPLE), columns.separator, ROWS_SHOWN + 1)
    width = max((len(row) for row in rows), default=0)
    roles = (FRONT, *(BACK for _ in range(width - 1)))
    shown = tuple(tuple(row) for row in rows[1 if columns.header else 0 :])
    return Preview(replace(columns, roles=roles), (), shown)


class ImportOptions(QFrame):
    """Shows the choices there are for the files at hand, none where there are none."""

    changed = Signal()
    refused = Signal()
    """What is chosen leaves no question or no answer."""

    def __init__(self) -> None:
        super().__init__()
        self._columns: Columns | None = None
        self._chosen = False
        self._regrid = False
        self.scheduling_check = QCheckBox(
            "Take over what was answered in Anki: drills go on from there"
        )
        self.separator_combo = StillCombo("What stands between columns")
        # A list gives way to what stands beside it otherwise, even where its width is fixed.
        self.separator_combo.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        hold(self.separator_combo, width=128)
        for mark, word in _SEPARATORS.items():
            self.separator_combo.addItem(word, mark)
        self.header_check = QCheckBox("first row is a header")
        self.html_check = QCheckBox("cells hold HTML")
        sample = QWidget()
        self.grid = QGridLayout(sample)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setSpacing(2 * SPACE)
        self.role_combos: list[StillCombo] = []
        self.hint = label("", "error", wrap=True)
        by = QWidget()
        by.setLayout(row(label("Columns are set apart by", "muted"), self.separator_combo))
        between = FlowBox((by, self.header_check, self.html_check), 2 * SPACE)
        self.table = QWidget()
        table = column(label("This table", "heading"), between, sample, self.hint, space=3)
        self.table.setLayout(table)
        inside = column(self.scheduling_check, self.table, space=3)
        outer = column(card(inside))
        self.setLayout(outer)
        self.scheduling_check.toggled.connect(lambda _: self.changed.emit())
        self.separator_combo.activated.connect(lambda _: self._separate())
        self.header_check.clicked.connect(lambda _: self._choose())
        self.html_check.clicked.connect(lambda _: self._choose())
        self.hide()

    @property
    def options(self) -> Options:
        """What is chosen; of a table nothing until something was changed."""
        columns = self._columns if self._chosen else None
        return Options(scheduling=self.scheduling_check.isChecked(), columns=columns)

    @property
    def is_usable(self) -> bool:
        """Whether what is chosen leaves a question and an answer."""
        return self._columns is None or self._columns.is_usable

    def begin(self, paths: Sequence[Path]) -> None:
        """Forget what was chosen for other files."""
        self._columns, self._chosen, self._regrid = None, False, False
        packages = any(path.suffix.lower() in PACKAGES for path in paths)
        self.scheduling_check.blockSignals(True)  # noqa: FBT003 (Qt's way)
        self.scheduling_check.setChecked(False)
        self.scheduling_check.blockSignals(False)  # noqa: FBT003 (Qt's way)
        self.scheduling_check.setVisible(packages)
        self.table.hide()
        self.setVisible(packages)

    def show_preview(self, shown: Preview | None) -> None:
        """Show how a table is read, the first time; later it is the user who says so."""
        if shown is None or (self._columns is not None and not self._regrid):
            return
        self._regrid = False
        self._columns = shown.columns
        self.separator_combo.setCurrentIndex(
            max(0, self.separator_combo.findData(shown.columns.separator))
        )
        self.header_check.setChecked(shown.columns.header)
        self.html_check.setChecked(shown.columns.html)
        self._show_grid(shown)
        self.table.show()
        self.show()
        self._tell()

    def _show_grid(self, shown: Preview) -> None:
        while (item := self.grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self.role_combos = []
        for place, role in enumerate(shown.columns.roles[:COLUMNS_SHOWN]):
            combo = StillCombo(f"Column {place + 1}")
            for each in ROLES:
                combo.addItem(_ROLE_WORDS[each], each)
            combo.setCurrentIndex(ROLES.index(role))
            combo.activated.connect(lambda _: self._choose())
            self.role_combos.append(combo)
            self.grid.addWidget(combo, 0, place)
            for line, cells in enumerate(shown.rows[:ROWS_SHOWN], 1):
                text = " ".join(cells[place].split()) if place < len(cells) else ""
                cut = text if len(text) <= CELL_SHOWN else f"{text[: CELL_SHOWN - 1]}…"
                cell = label(cut, "small", wrap=True)
                self.grid.addWidget(cell, line, place, Qt.AlignmentFlag.AlignTop)
            self.grid.setColumnStretch(place, 1)

    def _separate(self) -> None:
        """Read the table by another mark: its columns are others then."""
        separator = str(self.separator_combo.currentData())
        if self._columns is None or separator == self._columns.separator:
            return
        self._columns = replace(self._columns, separator=separator, roles=(FRONT, BACK))
        self._chosen = self._regrid = True
        self.changed.emit()

    def _choose(self) -> None:
        columns = self._columns
        if columns is None:
            return
        roles = tuple(str(combo.currentData()) for combo in self.role_combos)
        self._columns = replace(
            columns,
            roles=(*roles, *columns.roles[len(roles) :]),
            header=self.header_check.isChecked(),
            html=self.html_check.isChecked(),
        )
        self._chosen = True
        self._tell()
        (self.changed if self.is_usable else self.refused).emit()

    def _tell(self) -> None:
        self.hint.setVisible(not self.is_usable)
        self.hint.setText("Choose which column is the question and which the answer.")
