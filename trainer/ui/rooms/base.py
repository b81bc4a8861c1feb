"""What every room of the window offers, and what it is given."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from trainer.study.session import Session
from trainer.study.study import Study
from trainer.ui.care import DataCare
from trainer.ui.jobs import Jobs


class House(NamedTuple):
    """What the window lends to its rooms."""

    study: Study
    jobs: Jobs
    app: QApplication
    window: QWidget
    """The parent of whatever has to ask something."""
    practise: Callable[[Session], None]
    """Begin a sitting over drills the room chose; when it is empty, says so."""
    care: DataCare
    """Copies of the database, and putting one back."""
    on_screen: Callable[[], QWidget | None] = lambda: None
    """The page that is seen: who left it while something was made does not want that any more."""


class Room(QObject):
    """One place of the window. Making it is cheap; its screens are made by ``open``.

    ``key`` names it, ``title`` stands in the list and in the menu, ``shortcut`` opens it,
    ``tip`` says in a few words what it is for.
    """

    key: ClassVar[str]
    title: ClassVar[str]
    shortcut: ClassVar[str]
    tip: ClassVar[str]

    begun = Signal(object)
    """A screen (QWidget) that is to have its place already, and will be seen when it is made."""
    opened = Signal(object)
    """A screen (QWidget) to be seen now."""
    failed = Signal(object)
    """Carries a TrainerError, to be said in a banner."""
    told = Signal(str, str)
    """A sentence to be said wherever the user is, and its tone (good, close or wrong)."""
    changed = Signal()
    """What is stored changed by other hands than the user's: every screen may be stale."""
    decks_wanted = Signal(object)
    """Carries deck files (paths): what they would change is to be planned and shown."""

    def __init__(self, house: House) -> None:
        super().__init__()
        self.house = house

    def open(self) -> None:
        """Emit ``opened`` with the screen, showing what is stored now."""
        raise NotImplementedError

    def stale(self, _change: object = None) -> None:
        """Hear that what is stored has changed: a review, an undo, an import, a setting."""

    def undo(self) -> None:
        """Take back the last thing done in this room, while it is the one on screen."""

    def rest(self) -> None:
        """Leave what is the user's own alone until ``resume``: the window is in safe mode."""

    def resume(self) -> None:
        """Go on as ever: safe mode is over."""

    def keep(self) -> None:
        """Keep what is not finished for the next start. Raises the store's errors."""

    def settle(self) -> None:
        """Finish what must not be lost; the window is about to close."""
