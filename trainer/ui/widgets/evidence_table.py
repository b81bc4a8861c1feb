"""The published cases as the rows of a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from trainer.costmodel.evidence import Row
from trainer.costmodel.report import deviation_text
from trainer.ui import theme

HEADINGS = ("", "What was published", "Published", "Model", "Deviation", "Allowed", "Source")
_NUMBERS = frozenset({2, 3, 4, 5})
KINDS = {
    "worked-example": "worked example",
    "published-measurement": "measurement",
    "other-calculator": "other calculator",
}
_INVALID = QModelIndex()

Index = QModelIndex | QPersistentModelIndex


def kind_text(kind: str) -> str:
    """Return how a kind of evidence is called on screen."""
    return KINDS.get(kind, kind.replace("-", " "))


def cells(row: Row) -> tuple[str, ...]:
    """Return the texts of one row, in the order of ``HEADINGS``."""
    unit = "" if row.unit == "1" else row.unit
    published = "–" if row.published is None else f"{row.published:.6g} {unit}".strip()
    return (
        "✓" if row.passed else "✗",
        row.quantity or row.id,
        published,
        "–" if row.computed is None else f"{row.computed:.6g}",
        row.problem or deviation_text(row).replace("eff.", "reaches"),
        "" if row.tolerance is None else str(row.tolerance),
        row.source,
    )


class EvidenceTable(QAbstractTableModel):
    """Rows of a report, as many as a filter lets through."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[Row, ...] = ()
        self._cells: tuple[tuple[str, ...], ...] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Put ``rows`` into the table."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self._cells = tuple(cells(row) for row in rows)
        self.endResetModel()

    def row(self, place: int) -> Row:
        """Return the row at ``place``. Raises IndexError."""
        return self._rows[place]

    def rowCount(self, parent: Index = _INVALID) -> int:  # noqa: N802 (Qt's name)
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _INVALID) -> int:  # noqa: N802 (Qt's name)
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(  # noqa: N802 (Qt's name)
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return HEADINGS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_alignment(section))
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = self._rows[index.row()], index.column()
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self._cells[index.row()][column]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_alignment(column))
        if role == Qt.ItemDataRole.ForegroundRole and column == 0:
            return theme.current().colour("good" if row.passed else "wrong")
        if role == Qt.ItemDataRole.AccessibleTextRole and column == 0:
            return "passes" if row.passed else "fails"
        return None


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in _NUMBERS else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
