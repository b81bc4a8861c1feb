"""Settings: what the user may choose; nothing needs a restart."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from trainer.errors import TrainerError
from trainer.ui import theme
from trainer.ui.rooms.base import House, Room

if TYPE_CHECKING:
    from trainer.ui.screens.settings import SettingsScreen

Section = tuple[str, Callable[[House], QWidget]]
"""A heading, and what makes the widget under it."""


def _copies(house: House) -> QWidget:
    from trainer.study.backups import copies, folder
    from trainer.ui.screens.settings_copies import CopiesPanel

    panel, care = CopiesPanel(), house.care

    def show() -> None:
        panel.show_copies(copies(care.database), folder(care.database))

    panel.backup_wanted.connect(care.back_up)
    panel.restore_wanted.connect(care.restore)
    care.changed.connect(show)
    care.told.connect(panel.banner.say)
    show()
    return panel


SECTIONS: tuple[Section, ...] = (("Copies of your data", _copies),)
"""Further cards below the declared settings. A new one is one line here."""


class SettingsRoom(Room):
    """Shows the settings and stores what the user chooses."""

    key = "settings"
    title = "Settings"
    shortcut = "Ctrl+,"
    tip = "Limits, memory, answers, appearance"

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self.screen: SettingsScreen | None = None

    def open(self) -> None:
        """Show the settings as they are now."""
        try:
            if self.screen is None:
                self.screen = self._made()
            self.screen.show_settings(self.house.study.settings, self.house.study.deck_titles())
        except TrainerError as error:
            self.failed.emit(error)
            return
        self.opened.emit(self.screen)

    def _made(self) -> SettingsScreen:
        from trainer.ui.screens.settings import SettingsScreen

        sections = [(title, partial(make, self.house)) for title, make in SECTIONS]
        screen = SettingsScreen(sections)
        screen.changed.connect(self.change)
        return screen

    def change(self, name: str, value: object) -> None:
        """Store a setting and let it take effect."""
        study, screen = self.house.study, self.screen
        assert screen is not None  # noqa: S101 (narrowing: only the screen asks)
        try:
            study.change_setting(name, value)
        except TrainerError as error:
            screen.banner.say(str(error), "wrong")
            screen.rows[name].show_value(getattr(study.settings, name))
            return
        if name in {"theme", "zoom"}:
            theme.put_on(self.house.app, theme.wanted(study.settings.theme), study.settings.zoom)

    def stale(self, _change: object = None) -> None:
        """Show what was chosen elsewhere while the settings are on screen."""
        if self.screen is not None and self.screen.isVisible():
            self.screen.show_settings(self.house.study.settings, self.house.study.deck_titles())
