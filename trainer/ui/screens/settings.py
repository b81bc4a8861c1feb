"""Settings: every declared setting in its section, found by search; each takes effect at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from trainer.settings import NAMES, Settings, declared
from trainer.ui.screens.settings_rows import DeckRow, SettingRow, row_for
from trainer.ui.widgets.chrome import Header, centred, in_order, scrolled
from trainer.ui.widgets.parts import Banner, card, column, label


class SettingsScreen(QWidget):
    """Shows the settings. ``sections`` are further cards: a heading and what stands under it."""

    changed = Signal(str, object)
    """The user chose a value for the setting of this name."""

    def __init__(self, sections: Sequence[tuple[str, QWidget]] = ()) -> None:
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
        self.rows: dict[str, SettingRow] = {}
        self._cards: dict[str, QFrame] = {}
        layout = column(self.header, self.banner, self.search_edit, self.nothing, space=5)
        for section in dict.fromkeys(declared(name).section for name in NAMES):
            if section:
                layout.addWidget(self._section(section))
        self._extra = [card(column(label(title, "heading"), part)) for title, part in sections]
        for made in self._extra:
            layout.addWidget(made)
        layout.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(centred(layout)))
        self.search_edit.textChanged.connect(self._find)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.activated.connect(self.search_edit.setFocus)
        self.setFocusProxy(self.search_edit)

    def _section(self, section: str) -> QFrame:
        inside = column(label(section, "heading"), space=5)
        for name in NAMES:
            if declared(name).section == section:
                made = self.rows[name] = row_for(name)
                made.changed.connect(partial(self.changed.emit, name))
                inside.addWidget(made)
        self._cards[section] = card(inside)
        return self._cards[section]

    def show_settings(self, settings: Settings, decks: Mapping[str, str]) -> None:
        """Put ``settings`` on screen; ``decks`` are the ids and titles of those there are."""
        for name, each in self.rows.items():
            if isinstance(each, DeckRow):
                each.show_decks(decks)
            each.show_value(getattr(settings, name))
        in_order(self.search_edit, *(part for each in self.rows.values() for part in each.fields))

    def _find(self, wanted: str) -> None:
        found = {name for name, each in self.rows.items() if each.matches(wanted)}
        for name, each in self.rows.items():
            each.setVisible(name in found)
        for section, made in self._cards.items():
            made.setVisible(any(declared(name).section == section for name in found))
        for made in self._extra:
            made.setVisible(not wanted.strip())
        self.nothing.setVisible(not found)
