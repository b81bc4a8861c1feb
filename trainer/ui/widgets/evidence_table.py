"""The published cases as the rows of a table."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
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
    return (
        "✓" if row.passed else "✗",
        row.quantity or row.id,
        _figure(row.published, unit),
        _figure(row.computed, unit),
        row.problem or deviation_text(row).replace("eff.", "reaches"),
        "" if row.tolerance is None else str(row.tolerance),
        row.source,
    )


def _figure(value: float | None, unit: str) -> str:
    if value is None:
        return "–"
    return f"{value:.5g} {unit}".replace("e+", "e").rstrip()


def _deviation(row: Row) -> float:
    """Return how far off a case is: errors from 0 on, efficiencies by what is lacking to 1."""
    if row.deviation is None or row.tolerance is None:
        return math.inf
    return abs(math.log(row.deviation)) if row.tolerance.is_bound else row.deviation


SORT_KEYS: Mapping[int, Callable[[Row], Any]] = MappingProxyType(
    {
        0: lambda row: row.passed,
        1: lambda row: (row.quantity or row.id).casefold(),
        2: lambda row: (row.unit, row.published if row.published is not None else math.inf),
        3: lambda row: (row.unit, row.computed if row.computed is not None else math.inf),
        4: _deviation,
        5: lambda row: str(row.tolerance or ""),
        6: lambda row: row.source.casefold(),
    }
)
"""What the rows are sorted by, for each column. Amounts are sorted within their units."""


class EvidenceTable(QAbstractTableModel):
    """Rows of a report, as many as a filter lets through."""

    def __init__(self) -> None:
        super().__init__()
        self._given: tuple[Row, ...] = ()
        self._sorting = (-1, False)
        self._rows: tuple[Row, ...] = ()
        self._cells: tuple[tuple[str, ...], ...] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Put ``rows`` into the table."""
        self._given = tuple(rows)
        self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by ``column``; by -1 the rows stand as they were given."""
        down = order == Qt.SortOrder.DescendingOrder
        self._sorting = (column, down)
        self._arrange()

    def _arrange(self) -> None:
        column, down = self._sorting
        self.beginResetModel()
        key = SORT_KEYS.get(column)
        self._rows = tuple(sorted(self._given, key=key, reverse=down)) if key else self._given
        self._cells = tuple(cells(row) for row in self._rows)
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
