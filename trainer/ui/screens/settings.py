"""Settings: every declared setting in its section, found by search; each takes effect at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from trainer.settings import NAMES, Settings, declared
from trainer.ui.screens.settings_rows import DeckRow, SettingRow, row_for
from trainer.ui.slices import Slices
from trainer.ui.widgets.chrome import Header, centred, in_order, scrolled
from trainer.ui.widgets.parts import Banner, card, column, label


class SettingsScreen(QWidget):
    """Shows the settings. ``sections`` are further cards: a heading and what makes what is below.

    The rows are made one by one, the first of them before the page is seen.
    """

    changed = Signal(str, object)
    """The user chose a value for the setting of this name."""

    def __init__(self, sections: Sequence[tuple[str, Callable[[], QWidget]]] = ()) -> None:
        super().__init__()
        self.setObjectName("page")
        self.header = Header("Settings")
        self.header.line.setText(
            "What you change counts at once; limits and order count from the next session on."
        )
        self.banner = Banner()
        self.search_edit = QLineEdit()
        self.search_edit.setPlaceholderText("Find a setting (Ctrl+F)")
        self.search_edit.setAccessibleName("Find a setting")
        self.search_edit.setClearButtonEnabled(True)
        self.nothing = label("No setting is called that.", "muted")
        self.nothing.hide()
        self._rows: dict[str, SettingRow] = {}
        self._cards: dict[str, QFrame] = {}
        self._inside: dict[str, QVBoxLayout] = {}
        self._extra: list[QFrame] = []
        self._shown: tuple[Settings, Mapping[str, str]] | None = None
        self._page = column(self.header, self.banner, self.search_edit, self.nothing, space=5)
        self._page.addStretch(1)
        scrolled(centred(self._page), self)
        self.search_edit.textChanged.connect(self._find)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.activated.connect(self.search_edit.setFocus)
        self.setFocusProxy(self.search_edit)
        self._slices = Slices(self, self._steps(sections))

    @property
    def rows(self) -> Mapping[str, SettingRow]:
        """The row of each setting; all of them are made when this is first asked."""
        self._slices.finish()
        return self._rows

    def _steps(
        self, sections: Sequence[tuple[str, Callable[[], QWidget]]]
    ) -> Iterator[Callable[[], None]]:
        for section in dict.fromkeys(declared(name).section for name in NAMES):
            if section:
                for name in NAMES:
                    if declared(name).section == section:
                        yield partial(self._add_row, section, name)
                        yield from self._deck_steps(name)
        yield self._put_in_order
        for title, make in sections:
            yield partial(self._add_section, title, make)

    def _add_row(self, section: str, name: str) -> None:
        if section not in self._cards:
            inside = self._inside[section] = column(label(section, "heading"), space=5)
            self._cards[section] = card(inside)
            self._add_card(self._cards[section])
        made = self._rows[name] = row_for(name)
        made.changed.connect(partial(self.changed.emit, name))
        self._inside[section].addWidget(made)
        if self._shown is not None:
            made.show_value(getattr(self._shown[0], name))

    def _deck_steps(self, name: str) -> Iterator[Callable[[], None]]:
        """Return how to add, one by one, what the row of ``name`` has for each deck."""
        made = self._rows[name]
        if isinstance(made, DeckRow) and self._shown is not None:
            for deck, title in self._shown[1].items():
                yield partial(made.add_deck, deck, title)

    def _add_section(self, title: str, make: Callable[[], QWidget]) -> None:
        made = card(column(label(title, "heading"), make()))
        self._extra.append(made)
        self._add_card(made)

    def _add_card(self, made: QFrame) -> None:
        self._page.insertWidget(self._page.count() - 1, made)

    def show_settings(self, settings: Settings, decks: Mapping[str, str]) -> None:
        """Put ``settings`` on screen; ``decks`` are the ids and titles of those there are."""
        self._shown = settings, decks
        for name, each in self._rows.items():
            if isinstance(each, DeckRow):
                each.show_decks(decks)
            each.show_value(getattr(settings, name))
        self._put_in_order()

    def _put_in_order(self) -> None:
        in_order(self.search_edit, *(part for each in self._rows.values() for part in each.fields))

    def _find(self, wanted: str) -> None:
        found = {name for name, each in self.rows.items() if each.matches(wanted)}
        for name, each in self.rows.items():
            each.setVisible(name in found)
        for section, made in self._cards.items():
            made.setVisible(any(declared(name).section == section for name in found))
        for made in self._extra:
            made.setVisible(not wanted.strip())
        self.nothing.setVisible(not found)
