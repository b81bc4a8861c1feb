"""The rooms there are, in the order of the list on the left and of their keys (Ctrl+2 …).

A new room is one line here.
"""

from __future__ import annotations

from trainer.ui.rooms.base import House, Room
from trainer.ui.rooms.focus import FocusRoom
from trainer.ui.rooms.interview import InterviewRoom
from trainer.ui.rooms.library import LibraryRoom
from trainer.ui.rooms.plan import PlanRoom
from trainer.ui.rooms.progress import ProgressRoom
from trainer.ui.rooms.settings import SettingsRoom
from trainer.ui.rooms.sync import SyncRoom
from trainer.ui.rooms.workbench import WorkbenchRoom

ROOMS: tuple[type[Room], ...] = (
    ProgressRoom,
    WorkbenchRoom,
    FocusRoom,
    PlanRoom,
    LibraryRoom,
    InterviewRoom,
    SyncRoom,
    SettingsRoom,
)


def furnish(house: House) -> dict[str, Room]:
    """Return one of each room by its key."""
    return {room.key: room(house) for room in ROOMS}
