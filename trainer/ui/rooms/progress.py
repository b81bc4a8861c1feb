"""Progress: how it is going, in charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer.errors import TrainerError
from trainer.ui.rooms.base import House, Room

if TYPE_CHECKING:
    from trainer.ui.screens.progress import ProgressScreen


class ProgressRoom(Room):
    """Shows the report. The charts' library is imported when they are first wanted."""

    key = "progress"
    title = "Progress"
    shortcut = "Ctrl+2"
    tip = "How it is going"

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self.screen: ProgressScreen | None = None

    def open(self) -> None:
        """Show the last weeks."""
        from trainer.ui.screens.progress import ProgressScreen

        if self.screen is None:
            self.screen = ProgressScreen()
        try:
            self.screen.show_report(self.house.study.report())
        except TrainerError as error:
            self.failed.emit(error)
            return
        self.opened.emit(self.screen)
