"""The decks by their folders, and the tags by their levels, as a tree to choose from."""

from __future__ import annotations

import re
from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem

from trainer.domain.search import Field, Term
from trainer.study.library import Shelf, Shelves
from trainer.ui.words import counted

_TERMS = Qt.ItemDataRole.UserRole
_DECK = Qt.ItemDataRole.UserRole + 1
_NAME = Qt.ItemDataRole.UserRole + 2
_AIM = Qt.ItemDataRole.UserRole + 3
TAGS_SHOWN = 1000
_LEVELS = re.compile(r"::|/")


class ShelfTree(QTreeWidget):
    """Emits what is chosen as search terms; none of them for everything."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setHeaderHidden(True)
        self.setColumnCount(2)
        self.header().setStretchLastSection(False)
        # The numbers have the room they need, the names the rest.
        self.header().setMinimumSectionSize(0)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.setUniformRowHeights(True)
        self.setIndentation(12)
        self.setAccessibleName("Decks and tags")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.currentItemChanged.connect(lambda *_: self.chosen.emit())

    @property
    def terms(self) -> tuple[Term, ...]:
        """What the chosen item asks for."""
        item = self.currentItem()
        return item.data(0, _TERMS) or () if item else ()

    @property
    def deck_id(self) -> str:
        """The deck that is chosen, or ""."""
        item = self.currentItem()
        return item.data(0, _DECK) or "" if item else ""

    @property
    def aim(self) -> str:
        """What the deck that is chosen is for, or ""."""
        item = self.currentItem()
        return item.data(0, _AIM) or "" if item else ""

    def show_shelves(self, shelves: Shelves) -> None:
        """Put the decks and tags on screen; what was chosen stays chosen."""
        kept = self._path_of(self.currentItem())
        self.blockSignals(True)  # noqa: FBT003 (Qt's way)
        self.clear()
        total = sum(shelf.drills for shelf in shelves.decks)
        first = self._item(None, "All drills", total, ())
        folders: dict[tuple[str, ...], QTreeWidgetItem] = {}
        for shelf in sorted(shelves.decks, key=_place_of):
            parent = self._folder(folders, shelf.path)
            name = shelf.deck.title.split("::")[-1].strip() or shelf.deck.title
            item = self._item(parent, name, shelf.drills, (Term(Field.DECK, shelf.deck.id),))
            item.setData(0, _DECK, str(shelf.deck.id))
            item.setData(0, _AIM, shelf.deck.aim)
        for folder in folders.values():
            folder.setData(0, _TERMS, tuple(_terms_below(folder)))
        self._show_tags(shelves.tags)
        self.setCurrentItem(self._find(kept) or first)
        self.blockSignals(False)  # noqa: FBT003 (Qt's way)

    def choose_all(self) -> None:
        """Choose all drills, without saying that it changed."""
        first = self.topLevelItem(0)
        if first is not None:
            self.blockSignals(True)  # noqa: FBT003 (Qt's way)
            self.setCurrentItem(first)
            self.blockSignals(False)  # noqa: FBT003 (Qt's way)

    def _folder(
        self, folders: dict[tuple[str, ...], QTreeWidgetItem], path: tuple[str, ...]
    ) -> QTreeWidgetItem:
        if path not in folders:
            parent = self._folder(folders, path[:-1]) if len(path) > 1 else None
            folders[path] = self._item(parent, path[-1], 0, ())
            folders[path].setExpanded(True)
        return folders[path]

    def _show_tags(self, tags: dict[str, int]) -> None:
        if not tags:
            return
        heading = self._item(None, "Tags", 0, ())
        heading.setExpanded(len(tags) <= 40)
        levels: dict[tuple[str, ...], QTreeWidgetItem] = {}
        for tag, count in list(tags.items())[:TAGS_SHOWN]:
            above, begin = heading, 0
            for level in _LEVELS.finditer(tag):
                path = (*self._path_of(above), tag[begin : level.start()])
                if path not in levels:
                    terms = (Term(Field.TAG, f"{tag[: level.end()]}*"),)
                    levels[path] = self._item(above, path[-1], 0, terms)
                above, begin = levels[path], level.end()
            self._item(above, tag[begin:] or tag, count, (Term(Field.TAG, tag),))

    def _item(
        self, parent: QTreeWidgetItem | None, text: str, count: int, terms: tuple[Term, ...]
    ) -> QTreeWidgetItem:
        item = QTreeWidgetItem(parent or self, [text, f"{count:,}" if count else ""])
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setToolTip(0, text)
        said = f"{text}, {counted(count, 'drill')}" if count else text
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, said)
        item.setData(0, _NAME, text)
        item.setData(0, _TERMS, terms)
        return item

    def _path_of(self, item: QTreeWidgetItem | None) -> tuple[str, ...]:
        path: tuple[str, ...] = ()
        while item is not None:
            path = (item.data(0, _NAME), *path)
            item = item.parent()
        return path

    def _find(self, path: tuple[str, ...]) -> QTreeWidgetItem | None:
        if not path:
            return None
        items = (self.topLevelItem(index) for index in range(self.topLevelItemCount()))
        found = _named(items, path[0])
        for name in path[1:]:
            if found is None:
                return None
            found = _named((found.child(index) for index in range(found.childCount())), name)
        return found


def _place_of(shelf: Shelf) -> tuple[object, ...]:
    """Return what shelves are ordered by: folders, then the decks of a course, then titles."""
    course = shelf.deck.course
    place = (0, course.name, course.order) if course else (1, "", 0)
    return shelf.path, *place, shelf.deck.title.casefold()


def _named(items: Iterable[QTreeWidgetItem | None], name: str) -> QTreeWidgetItem | None:
    return next((item for item in items if item is not None and item.data(0, _NAME) == name), None)


def _terms_below(folder: QTreeWidgetItem) -> list[Term]:
    """Return the decks in a folder and in those below it: of several decks one is enough."""
    terms: list[Term] = []
    for child in filter(None, (folder.child(index) for index in range(folder.childCount()))):
        deck = child.data(0, _DECK)
        terms += [Term(Field.DECK, deck)] if deck else _terms_below(child)
    return terms
