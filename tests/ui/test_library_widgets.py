"""The parts of the library: a table that reads what is seen, a tree, a preview."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QLineEdit, QTableView
from pytestqt.qtbot import QtBot

from trainer.domain.deck import Course, Deck, Drill, Source
from trainer.domain.ids import DeckId, DrillId, ReviewId, Seed
from trainer.domain.memory import MemoryState, Progress, Rating, Seen, Unseen
from trainer.domain.review import Review
from trainer.domain.search import Field, Order, Term
from trainer.errors import CannotRun
from trainer.scheduling.marks import Mark
from trainer.study.exercises import pose
from trainer.study.library import Details, Row, Shelf, Shelves
from trainer.ui.widgets.drill_preview import DrillPreview
from trainer.ui.widgets.drill_table import PAGE, PAGES_KEPT, DrillTable, days_words
from trainer.ui.widgets.shelf_tree import ShelfTree

TODAY = dt.date(2026, 11, 24)
SEEN = Seen(MemoryState(12.4, 5.0), TODAY + dt.timedelta(days=3), TODAY, 4, 1)
ROLE = Qt.ItemDataRole


def a_row(number: int, progress: Progress = Unseen(), mark: Mark = Mark(), **more: object) -> Row:  # noqa: B008
    given = {"tags": ("latency", "t" * 40), "level": None, **more}
    drill = Drill(
        DrillId(f"d/{number}"),
        DeckId("d"),
        "recall",
        {"front": f"Question {number}?", "back": "A"},
        "hash",
        number,
        **given,  # type: ignore[arg-type]
    )
    return Row(drill, f"Question {number}?", "Deck", progress, mark)


class Reader:
    """Gives rows and notes how many were asked for."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def __call__(self, ids: Sequence[DrillId]) -> Sequence[Row]:
        self.asked.append(len(ids))
        return [a_row(int(each.rpartition("/")[2])) for each in ids]


def ids(count: int) -> tuple[DrillId, ...]:
    return tuple(DrillId(f"d/{number}") for number in range(count))


def test_of_100_000_rows_only_those_in_view_are_read(qtbot: QtBot) -> None:
    reader = Reader()
    model = DrillTable(reader)
    view = QTableView()
    qtbot.addWidget(view)
    view.setModel(model)
    view.resize(600, 400)
    view.show()
    model.show_ids(ids(100_000))
    view.grab()
    assert model.rowCount() == 100_000
    assert sum(reader.asked) <= 2 * PAGE
    view.scrollToBottom()
    view.grab()
    assert sum(reader.asked) <= 4 * PAGE
    assert model.data(model.index(99_999, 0)) == "Question 99999?"
    for page in range(PAGES_KEPT + 5):
        model.data(model.index(page * PAGE, 0))
    assert len(model._pages) == PAGES_KEPT
    view.hide()


def test_what_a_row_says_to_eye_and_ear() -> None:
    model = DrillTable(lambda _: [a_row(1, SEEN, Mark(suspended=True, flag=1), level=2)])
    model.show_ids(ids(1))
    shown = [model.data(model.index(0, column)) for column in range(model.columnCount())]
    assert shown == ["‖ ⚑ Question 1?", "recall", "Deck", "2", "27 Nov 2026", "12 d", "1"]
    spoken = [
        model.data(model.index(0, column), ROLE.AccessibleTextRole)
        for column in range(model.columnCount())
    ]
    assert spoken[0] == "Question 1?, suspended, flagged red"
    assert spoken[4] == "Due: 27 Nov 2026"
    assert model.data(model.index(0, 0), ROLE.ToolTipRole).startswith("Question 1?\nlatency, ")
    assert model.data(model.index(0, 1), ROLE.ToolTipRole) == "recall"
    assert model.data(model.index(0, 0), ROLE.DecorationRole) is None
    assert model.headerData(4, Qt.Orientation.Horizontal) == "Due"
    assert model.headerData(4, Qt.Orientation.Vertical) is None
    assert model.headerData(4, Qt.Orientation.Horizontal, ROLE.DecorationRole) is None
    right = Qt.AlignmentFlag.AlignRight
    assert model.headerData(4, Qt.Orientation.Horizontal, ROLE.TextAlignmentRole) & right
    child = model.index(0, 0)
    assert (model.rowCount(child), model.columnCount(child)) == (0, 0)


def test_a_row_that_went_meanwhile_is_empty(qtbot: QtBot) -> None:
    model = DrillTable(lambda _: [])
    model.show_ids(ids(2))
    assert model.data(model.index(1, 0)) is None
    assert model.data(QModelIndex()) is None
    assert (model.id_at(5), model.id_at(-1), model.row_of(DrillId("x"))) == (None, None, -1)
    with qtbot.waitSignal(model.dataChanged):
        model.refresh()
    model.show_ids(())
    model.refresh()


def test_rows_that_cannot_be_read_are_told_of_once(qtbot: QtBot) -> None:
    def locked(_: object) -> list[Row]:
        raise CannotRun("the database is busy")

    model, told = DrillTable(locked), list[object]()
    model.failed.connect(told.append)
    model.show_ids(ids(2))
    assert [model.data(model.index(row, 0)) for row in (0, 1, 0)] == [None] * 3
    assert len(told) == 1
    model.refresh()
    assert model.data(model.index(0, 0)) is None
    assert len(told) == 2


def test_sorting_is_asked_for(qtbot: QtBot) -> None:
    model = DrillTable(Reader())
    with qtbot.waitSignal(model.sort_wanted) as asked:
        model.sort(4, Qt.SortOrder.DescendingOrder)
    assert asked.args == [Order.DUE, True]
    with qtbot.waitSignal(model.sort_wanted) as asked:
        model.sort(-1)
    assert asked.args == [Order.PLACE, False]


@pytest.mark.parametrize(
    ("days", "words"), [(0.44, "0.4 d"), (12, "12 d"), (364, "364 d"), (500, "1.4 y")]
)
def test_spans_of_days(days: float, words: str) -> None:
    assert days_words(days) == words


# -- the tree ------------------------------------------------------------------------------------


def shelves(*titles: str, tags: dict[str, int] | None = None) -> Shelves:
    decks = tuple(
        Shelf(Deck(DeckId(f"id{number}"), title), ("My decks", *title.split("::")[:-1]), 3)
        for number, title in enumerate(titles)
    )
    return Shelves(decks, tags or {})


def test_folders_hold_their_decks(qtbot: QtBot) -> None:
    tree = ShelfTree()
    qtbot.addWidget(tree)
    assert (tree.terms, tree.deck_id) == ((), "")
    tree.show_shelves(shelves("A::One", "A::Two", "B", tags={"x": 2, "a::b/c": 1, "a::d": 4}))
    folder = tree._find(("My decks", "A"))
    assert folder is not None
    tree.setCurrentItem(folder)
    assert tree.terms == (Term(Field.DECK, "id0"), Term(Field.DECK, "id1"))
    tag = tree._find(("Tags", "a", "b"))
    assert tag is not None
    tree.setCurrentItem(tag)
    assert tree.terms == (Term(Field.TAG, "a::b/*"),)
    tree.show_shelves(shelves("A::One", tags={"a::b/c": 1}))
    assert tree._path_of(tree.currentItem()) == ("Tags", "a", "b")
    tree.show_shelves(shelves("A::One"))
    assert tree._path_of(tree.currentItem()) == ("All drills",), "what was chosen is gone"


def test_the_decks_of_a_course_stand_in_its_order_and_say_what_they_are_for(qtbot: QtBot) -> None:
    tree = ShelfTree()
    qtbot.addWidget(tree)
    decks = [
        Deck(DeckId("z"), "Zero", aim="Begin.", course=Course("c", 1)),
        Deck(DeckId("b"), "Else", aim="Go on.", course=Course("c", 2)),
        Deck(DeckId("a"), "Alone"),
    ]
    tree.show_shelves(Shelves(tuple(Shelf(deck, ("Built in",), 1) for deck in reversed(decks)), {}))
    folder = tree._find(("Built in",))
    assert folder is not None
    names = [tree._path_of(folder.child(place))[-1] for place in range(folder.childCount())]
    assert names == ["Zero", "Else", "Alone"]
    assert tree.aim == ""
    tree.setCurrentItem(tree._find(("Built in", "Zero")))
    assert tree.aim == "Begin."


# -- the preview ---------------------------------------------------------------------------------


def review(number: int, answer: str = "") -> Review:
    return Review(
        id=ReviewId(str(number)),
        device="x",
        drill_id=DrillId("d/1"),
        kind="recall",
        seed=Seed(1),
        content_hash="",
        answer=answer,
        suggested=Rating.GOOD,
        rating=Rating.HARD,
        duration_ms=4200,
        at=dt.datetime(2026, 11, 1, tzinfo=dt.UTC),
        study_day=dt.date(2026, 11, 1),
        before=Unseen(),
    )


def test_a_drill_with_a_long_past(qtbot: QtBot) -> None:
    preview = DrillPreview()
    qtbot.addWidget(preview)
    edit = QLineEdit(preview)
    preview.resize(400, 600)
    preview.show()
    edit.setFocus()
    row = a_row(
        1,
        Seen(SEEN.memory, TODAY - dt.timedelta(days=2), TODAY, 30, 9),
        Mark(suspended=True, flag=3),
        tags=tuple(f"tag{number}" for number in range(12)),
        sources=(Source("A talk", "2026"), Source("A book")),
    )
    reviews = tuple(review(number, "long " * 40) for number in range(30))
    preview.show_details(Details(row, pose(row.drill, Seed(1)), reviews, 0.87, None), TODAY)
    assert preview.memory.text().startswith(
        "Due since 22 November 2026. Recalled now with a chance"
    )
    assert "87 %" in preview.memory.text()
    assert preview.sources.text() == "Source: A talk (2026); A book"
    assert preview.history.count() == 13
    assert preview.stage.isVisibleTo(preview)
    assert preview.focusWidget() is edit
    other = QLineEdit()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    preview.show_details(Details(row, pose(row.drill, Seed(2)), reviews, 0.87, None), TODAY)
    assert preview.focusWidget() is edit, "nor does the preview take it in a window behind"
    other.close()
    due = Row(row.drill, row.line, row.deck, Seen(SEEN.memory, TODAY, TODAY, 1, 0), Mark())
    preview.show_details(Details(due, None, (), 0.9, None), TODAY)
    assert preview.memory.text().startswith("Due today.")
    assert not preview.stage.isVisibleTo(preview)
    assert "cannot be shown" in preview.problem.text()
    preview.show_nothing()
    assert preview.nothing.isVisibleTo(preview)
    preview.hide()
