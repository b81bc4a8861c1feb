"""All drills found as the rows of a table: read in pages when they come into view."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from trainer.domain.ids import DrillId
from trainer.domain.memory import Seen
from trainer.domain.search import Order
from trainer.errors import TrainerError
from trainer.scheduling.marks import FLAGS
from trainer.study.library import Row
from trainer.ui.words import kind_words, short_day_words

PAGE = 64
"""Rows that are read at once: a screenful takes a few milliseconds."""

PAGES_KEPT = 32

COLUMNS: tuple[tuple[str, Order], ...] = (
    ("Drill", Order.TEXT),
    ("Kind", Order.KIND),
    ("Deck", Order.PLACE),
    ("Level", Order.LEVEL),
    ("Due", Order.DUE),
    ("Stability", Order.STABILITY),
    ("Lapses", Order.LAPSES),
)
"""Each column's heading and what a click on it sorts by."""

_NUMBERS = frozenset({3, 4, 5, 6})
_NOWHERE = QModelIndex()

Index = QModelIndex | QPersistentModelIndex
Fetch = Callable[[Sequence[DrillId]], Sequence[Row]]


def cells(row: Row) -> tuple[str, ...]:
    """Return the texts of one row, in the order of ``COLUMNS``."""
    seen = row.progress if isinstance(row.progress, Seen) else None
    return (
        marks_words(row) + row.line,
        kind_words(row.drill.kind),
        row.deck,
        "–" if row.drill.level is None else str(row.drill.level),
        short_day_words(seen.due) if seen else "new",
        days_words(seen.memory.stability_days) if seen else "–",
        str(seen.lapses) if seen else "–",
    )


def marks_words(row: Row) -> str:
    """Return the signs of a drill that is suspended or flagged."""
    return ("‖ " if row.mark.suspended else "") + ("⚑ " if row.mark.flag else "")


def days_words(days: float) -> str:
    """Return a stability as people read it: "0.4 d", "12 d", "1.3 y"."""
    if days < 10:
        return f"{days:.1f} d"
    return f"{days:,.0f} d" if days < 365 else f"{days / 365:,.1f} y"


class DrillTable(QAbstractTableModel):
    """The ids of what was found, and the pages of rows that were looked at."""

    sort_wanted = Signal(object, bool)
    """The user wants another order: carries the Order, and whether it falls."""
    failed = Signal(object)
    """Carries the TrainerError for which rows are not seen until they are read anew."""

    def __init__(self, fetch: Fetch) -> None:
        super().__init__()
        self._fetch = fetch
        self._ids: tuple[DrillId, ...] = ()
        self._pages: OrderedDict[int, Sequence[Row]] = OrderedDict()

    def show_ids(self, ids: tuple[DrillId, ...]) -> None:
        """Put ``ids`` into the table; their rows are read when they are looked at."""
        self.beginResetModel()
        self._ids = ids
        self._pages.clear()
        self.endResetModel()

    def refresh(self) -> None:
        """Read the rows in view anew; which they are has not changed."""
        self._pages.clear()
        if self._ids:
            last = self.index(len(self._ids) - 1, len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def id_at(self, row: int) -> DrillId | None:
        """Return which drill stands in ``row``."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def row_of(self, drill_id: DrillId) -> int:
        """Return where a drill stands, or -1."""
        return self._ids.index(drill_id) if drill_id in self._ids else -1

    def row(self, number: int) -> Row | None:
        """Return the row ``number``, reading its page where it has not been."""
        page = number // PAGE
        if page not in self._pages:
            ids = self._ids[page * PAGE : (page + 1) * PAGE]
            try:
                self._pages[page] = self._fetch(ids)
            except TrainerError as error:
                # Qt asks while it paints: each painting would meet the error again.
                self._pages[page] = ()
                self.failed.emit(error)
            while len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(page)
        rows = self._pages[page]
        place = number - page * PAGE
        return rows[place] if place < len(rows) else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 (Qt's name)
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 (Qt's name)
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(  # noqa: N802 (Qt's name)
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section][0]
        return _alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        wanted = {
            Qt.ItemDataRole.DisplayRole: _shown,
            Qt.ItemDataRole.ToolTipRole: _tip,
            Qt.ItemDataRole.AccessibleTextRole: _spoken,
        }.get(Qt.ItemDataRole(role))
        row = self.row(index.row()) if wanted else None
        return wanted(row, index.column()) if wanted and row else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Ask for another order: the store sorts, not this list. -1 is that of the decks."""
        by = COLUMNS[column][1] if column >= 0 else Order.PLACE
        self.sort_wanted.emit(by, column >= 0 and order == Qt.SortOrder.DescendingOrder)


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in _NUMBERS else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _shown(row: Row, column: int) -> str:
    return cells(row)[column]


def _tip(row: Row, column: int) -> str:
    return f"{row.line}\n{', '.join(row.drill.tags)}" if column == 0 else cells(row)[column]


def _spoken(row: Row, column: int) -> str:
    if column:
        return f"{COLUMNS[column][0]}: {cells(row)[column]}"
    marks = ["suspended"] if row.mark.suspended else []
    marks += [f"flagged {FLAGS[row.mark.flag]}"] if row.mark.flag else []
    return ", ".join([row.line, *marks])
