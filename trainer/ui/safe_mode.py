"""Safe mode: a window that reads no deck of the user's and wears the default theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trainer.ui.main_window import MainWindow

ASKED = "Safe mode, as you asked:"
AFTER_CRASHES = "Safe mode, for the last two starts did not finish:"
_MEANS = "your own decks are not read, the theme is the default."


def hold_back(window: MainWindow, why: str) -> None:
    """Hold ``window`` back from what may have stopped it, and offer the way out on Today."""
    title = window.windowTitle()
    notice = window.today.safety

    def leave() -> None:
        notice.hide()
        window.setWindowTitle(title)
        window.looks.resume()
        window.folder.resume()

    window.setWindowTitle(f"{title} (safe mode)")
    window.looks.rest()
    window.folder.rest()
    notice.acted.connect(leave)
    notice.say(f"{why} {_MEANS}", action="Leave safe mode", tip="Read my decks, wear my theme")
