"""The library: decks and tags on the left, what was found in the middle, one drill on the right."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTableView,
)

from trainer.domain.ids import DrillId
from trainer.scheduling.marks import FLAGS
from trainer.study.library import Details, Shelves
from trainer.ui.theme import SPACE
from trainer.ui.widgets.buttons_menu import offer_at
from trainer.ui.widgets.chrome import EDGE, in_the_middle, scrolled
from trainer.ui.widgets.drill_preview import DrillPreview
from trainer.ui.widgets.drill_table import DrillTable, Fetch
from trainer.ui.widgets.due_row import DueRow
from trainer.ui.widgets.flow import FlowBox
from trainer.ui.widgets.notice import Notice
from trainer.ui.widgets.number_input import StillCombo
from trainer.ui.widgets.parts import button, card, column, label, row
from trainer.ui.widgets.sheet import StyledPage
from trainer.ui.widgets.shelf_tree import ShelfTree
from trainer.ui.words import counted
from trainer.ui.zoom import hold, px

_WIDTHS = (0, 96, 140, 64, 124, 92, 76)
_BY_USE = (4, 1, 5, 2, 6, 3)
"""The columns in the order in which they are worth their room."""

_LEAST_TEXT, _LEAST_TREE, _LEAST_PREVIEW = 230, 180, 270
_FULL_TREE = 244
_WORTH_MORE = 290
"""So much of a row goes to the drill's own words before any other column has room."""
_ROOM_FOR_ALL = 860
"""In a narrower page the shelves and the preview take turns."""
_SEARCH_HINTS = ("Search (Ctrl+F): words, is:due, tag:cost …", "Search (Ctrl+F)")
"""What stands in the empty field, and what stands there when it is narrow."""
_SEARCH_FRAME = 28
SEARCH_HINT = 'words, "a phrase", is:due, kind:estimate, tag:cost, deck:name, -without'


class LibraryScreen(StyledPage):
    """Shows what is found and says what the user wants done with it."""

    search_changed = Signal()
    """The text or the chosen shelf changed."""
    drill_chosen = Signal(object)
    """Carries the id of the drill the cursor is on, or None."""
    wanted = Signal(str)
    """What to do with the selected drills: suspend, let_back, flag, reset, move, edit, practise."""
    remove_wanted = Signal(str)
    """The deck with this id is to be taken out."""

    def __init__(self, fetch: Fetch) -> None:
        super().__init__()
        self.banner = Notice()
        self.due_row = DueRow()
        self.search_edit = QLineEdit()
        self.search_edit.setProperty("role", "small")
        self.search_edit.setAccessibleName("Search drills")
        self.search_edit.setToolTip(f"Search: {SEARCH_HINT}")
        self.search_edit.setClearButtonEnabled(True)
        self.count = label("", "muted")
        self.refusal = label("", "error", wrap=True)
        self.refusal.hide()
        self.tree = ShelfTree()
        self.aim = label("", "muted", wrap=True)
        self.aim.setAccessibleName("What the chosen deck is for")
        self.aim.hide()
        self.table = DrillTable(fetch)
        self.view = QTableView()
        self.empty_line = label("", "muted", wrap=True)
        self.empty_line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.preview = DrillPreview()
        self.turn_button = button(
            "Show drill", "chip", tip="Show the chosen drill instead of the decks (Ctrl+D)"
        )
        self.turn_button.setCheckable(True)
        self.buttons = {name: _action(*words) for name, words in _ACTIONS.items()}
        self.flag_combo = StillCombo("Flag")
        self.flag_combo.setProperty("role", "chip")
        hold(self.flag_combo, width=118)
        for flag in FLAGS:
            self.flag_combo.addItem("no flag" if flag == FLAGS[0] else f"{flag} flag")
        self.remove_button = button(
            "Remove", "quiet", name="Remove deck", tip="Take the chosen deck out; answers stay"
        )
        self._assemble()
        self._connect()

    def _assemble(self) -> None:
        self._prepare_view()
        head = row(label("Library", "title"), self.count, space=3)
        head.addStretch(1)
        head.addWidget(self.search_edit, 3)
        head.addWidget(self.turn_button)
        # From the outside in: what moves into another parent is looked up in the style sheets anew,
        # with all that is in it.
        self.split = QSplitter(Qt.Orientation.Horizontal)
        outer = column(head, self.banner, self.due_row, self.refusal, self.split, space=2)
        outer.setStretch(4, 1)
        outer.setContentsMargins(EDGE, EDGE, 5 * SPACE, 4 * SPACE)
        self.setLayout(outer)
        self.shelves, middle, holder = card(), card(), row(space=0)
        self.area = scrolled(holder)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setAccessibleName("The chosen drill")
        for part, share in ((self.shelves, 2), (middle, 6), (self.area, 4)):
            self.split.addWidget(part)
            self.split.setStretchFactor(self.split.count() - 1, share)
        hold(middle, least_width=_LEAST_TEXT)
        hold(self.area, least_width=_LEAST_PREVIEW)
        self.split.setHandleWidth(3 * SPACE)
        self.split.setChildrenCollapsible(False)
        shelves = column(self.tree, self.remove_button, space=1, margin=2)
        shelves.setStretch(0, 1)
        self.shelves.setLayout(shelves)
        self.found = QStackedWidget()
        self.found.addWidget(self.view)
        self.nothing = in_the_middle(self.empty_line)
        self.found.addWidget(self.nothing)
        tools = FlowBox([*self.buttons.values(), self.flag_combo], SPACE)
        found = column(self.aim, self.found, tools, space=2, margin=2)
        found.setStretch(1, 1)
        middle.setLayout(found)
        holder.addWidget(self.preview)
        self.split.setSizes([250, 432, 320])

    def _prepare_view(self) -> None:
        self.view.setModel(self.table)
        self.view.setAccessibleName("Drills found")
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.view.setShowGrid(False)
        self.view.setWordWrap(False)
        self.view.setAlternatingRowColors(True)
        self.view.setTabKeyNavigation(False)
        self.view.verticalHeader().hide()
        self.view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.view.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(40)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        # No column is sorted by until the user asks: the order of the decks.
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)
        self.view.setSortingEnabled(True)

    def _make_room(self) -> None:
        """Show as many columns as leave the drills' own words legible."""
        left = self.view.viewport().width() - px(_WORTH_MORE)
        for place in _BY_USE:
            self.view.setColumnWidth(place, px(_WIDTHS[place]))
            left -= px(_WIDTHS[place])
            self.view.setColumnHidden(place, left < 0)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        self._take_turns()
        self.view.verticalHeader().setDefaultSectionSize(px(28))

    def _take_turns(self) -> None:
        """Show shelves and preview side by side where there is room, else one of them."""
        is_narrow, is_drill = self.width() < px(_ROOM_FOR_ALL), self.turn_button.isChecked()
        self.turn_button.setVisible(is_narrow)
        hold(self.shelves, least_width=_LEAST_TREE if is_narrow else _FULL_TREE)
        self.shelves.setVisible(not (is_narrow and is_drill))
        self.area.setVisible(is_drill or not is_narrow)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        if event.type() == QEvent.Type.Resize:
            self._make_room()
            room = self.search_edit.width() - px(_SEARCH_FRAME)
            long, short = _SEARCH_HINTS
            fits = self.search_edit.fontMetrics().horizontalAdvance(long) < room
            self.search_edit.setPlaceholderText(long if fits else short)
        return super().eventFilter(watched, event)

    def _connect(self) -> None:
        for each in (self.view.viewport(), self.search_edit):
            each.installEventFilter(self)
        offer_at(self.view, tuple(self.buttons.values()))
        offer_at(self.tree, (self.remove_button,))
        self.search_edit.textChanged.connect(lambda _: self.search_changed.emit())
        self.tree.chosen.connect(self.search_changed)
        self.tree.chosen.connect(self._allow)
        self.view.selectionModel().currentRowChanged.connect(
            lambda current, _: self.drill_chosen.emit(self.table.id_at(current.row()))
        )
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._allow())
        self.view.activated.connect(lambda _: self.wanted.emit("edit"))
        for name, each in self.buttons.items():
            each.clicked.connect(lambda _=False, name=name: self.wanted.emit(name))
        self.flag_combo.activated.connect(lambda _: self.wanted.emit("flag"))
        self.remove_button.clicked.connect(lambda: self.remove_wanted.emit(self.tree.deck_id))
        self.turn_button.toggled.connect(self._take_turns)
        self._on_key("Ctrl+D", self.turn_button.click)
        self.setFocusProxy(self.search_edit)
        self._on_key(QKeySequence.StandardKey.Find, self.search_edit.setFocus)
        for name, (_, key, _) in _ACTIONS.items():
            self._on_key(key, self.buttons[name].click)
        self.search_edit.returnPressed.connect(self.view.setFocus)
        self._allow()

    def _on_key(self, key: QKeySequence.StandardKey | str, run: object) -> None:
        made = QShortcut(QKeySequence(key), self)
        made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made.activated.connect(run)

    @property
    def selected_count(self) -> int:
        """How many drills are selected, counted by their ranges: all may be 100,000."""
        return sum(each.height() for each in self.view.selectionModel().selection().toList())

    @property
    def selected(self) -> tuple[DrillId, ...]:
        """The drills that are selected, in their order on screen."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        return tuple(each for number in rows if (each := self.table.id_at(number)) is not None)

    def show_shelves(self, shelves: Shelves) -> None:
        """Put the decks and tags on screen."""
        self.tree.show_shelves(shelves)
        self._allow()

    def show_found(self, ids: tuple[DrillId, ...], keep: DrillId | None = None) -> None:
        """Put what was found on screen, with the cursor on ``keep`` where it is among it."""
        self.refusal.hide()
        self.table.show_ids(ids)
        self.count.setText(counted(len(ids), "drill"))
        self.found.setCurrentWidget(self.view if ids else self.nothing)
        self.empty_line.setText(
            "Nothing is found; try fewer words."
            if self.search_edit.text() or self.tree.terms
            else "There is no deck yet: File → Import decks, or drop files on the window."
        )
        if ids:
            self.view.selectRow(max(0, self.table.row_of(keep) if keep else 0))
            self.view.scrollTo(self.view.currentIndex())
        else:
            self.drill_chosen.emit(None)
        self._allow()

    def show_refusal(self, sentence: str) -> None:
        """Say why what is typed is no search; what was found before stays."""
        self.refusal.setText(sentence)
        self.refusal.show()

    def show_details(self, details: Details | None, today: dt.date) -> None:
        """Show the drill the cursor is on."""
        if details is None:
            self.preview.show_nothing()
            return
        self.preview.show_details(details, today)
        self.flag_combo.setCurrentIndex(details.row.mark.flag)
        _show_suspend(self.buttons["suspend"], suspended=details.row.mark.suspended)
        self.area.verticalScrollBar().setValue(0)

    def _allow(self) -> None:
        any_selected = self.view.selectionModel().hasSelection()
        for each in (*self.buttons.values(), self.flag_combo):
            each.setEnabled(any_selected)
        self.remove_button.setEnabled(bool(self.tree.deck_id))
        self.aim.setText(self.tree.aim)
        self.aim.setVisible(bool(self.tree.aim))


_ACTIONS: dict[str, tuple[str, str, str]] = {
    "edit": ("Edit", "Ctrl+E", "Edit the drill in its deck file"),
    "practise": ("Practise", "Ctrl+P", "Practise the selected drills now"),
    "suspend": ("Suspend", "Ctrl+J", "Ask it no more until it is let back"),
    "move": ("Set due…", "Ctrl+T", "Choose the day it comes back"),
    "reset": ("Reset", "Ctrl+R", "Make it new again; the log keeps its answers"),
}
"""What each action is called, its key, and what it does."""


def _action(text: str, key: str, tip: str) -> QPushButton:
    return button(text, "chip", name=text.rstrip("…"), tip=f"{tip} ({key})")


def _show_suspend(made: QPushButton, *, suspended: bool) -> None:
    """Let the button say what it does with a drill that is ``suspended`` or not."""
    text, key, tip = ("Let back", "Ctrl+J", "Ask it again") if suspended else _ACTIONS["suspend"]
    made.setText(text)
    made.setAccessibleName(text)
    made.setToolTip(f"{tip} ({key})")
    made.setAccessibleDescription(made.toolTip())
