"""Safe mode: a window that reads no deck or price of the user's, syncs nothing, looks plain."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trainer.ui.main_window import MainWindow

log = logging.getLogger(__name__)

ASKED = "Safe mode, as you asked:"
AFTER_CRASHES = "Safe mode, for the last two starts did not finish:"
_MEANS = "your own decks and prices are not read, nothing is synced, the theme is the default."


def hold_back(window: MainWindow, why: str) -> None:
    """Hold ``window`` back from what may have stopped it, and offer the way out on Today."""
    title = window.windowTitle()
    notice = window.today.safety

    def leave() -> None:
        notice.hide()
        window.setWindowTitle(title)
        window.looks.resume()
        window.folder.resume()
        for room in window.rooms.values():
            room.resume()

    # What does not end with the program's name gets that appended by Qt.
    window.setWindowTitle(f"Safe mode – {title}")
    log.info("Window: %s", why.rstrip(":"))
    window.looks.rest()
    window.folder.rest()
    for room in window.rooms.values():
        room.rest()
    notice.acted.connect(leave)
    notice.say(
        f"{why} {_MEANS}", action="Leave safe mode", tip="Read my decks, sync, wear my theme"
    )
