"""What a sync came to, and how the devices of a folder stand."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from trainer.sync.problem import Problem


@dataclass(frozen=True, slots=True)
class DeviceStatus:
    """One device that writes into the folder, this one included.

    ``last_seen`` is when it last told something that arrived here (aware, UTC), None before it
    did; ``events`` counts what of it was new here, for this device what it told.
    """

    id: str
    name: str
    last_seen: dt.datetime | None
    events: int
    is_self: bool = False


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What one run did. ``problems`` are named, each told apart; all that was good is merged.

    ``changed`` says whether anything that other screens show may have changed here.
    """

    sent: int
    received: int
    devices: tuple[DeviceStatus, ...]
    problems: tuple[Problem, ...]
    states: int = 0
    """So many drills' memory states were computed anew."""
    decks: int = 0
    """So many decks were installed, changed or taken out."""

    @property
    def changed(self) -> bool:
        """Whether anything here is different from before."""
        return bool(self.received or self.states or self.decks)


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """How things stood after the last run; nothing of the folder is read for it.

    ``last_run`` is None before the first. ``untold`` events have not been written out yet.
    """

    last_run: dt.datetime | None
    untold: int
    devices: tuple[DeviceStatus, ...]
    problems: tuple[Problem, ...]
