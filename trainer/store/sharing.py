"""The part of the store that exchanges what happened with other devices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trainer.store import merging, telling, touched
from trainer.store.connection import transaction
from trainer.store.handle import Handle, guarded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trainer.domain.stamps import StampClock
    from trainer.scheduling.fsrs import Scheduler
    from trainer.store.merging import Merged
    from trainer.store.telling import Cursors, Told


class Sharing(Handle):
    """Telling what was done here, taking in what was done elsewhere. No files: see ``sync``."""

    @guarded
    def sync_value(self, name: str, default: Any = None) -> Any:
        """Return what ``keep_sync_values`` kept under ``name``."""
        return telling.value(self._connection, name, default)

    @guarded
    def keep_sync_values(self, values: Mapping[str, object], told: Cursors | None = None) -> None:
        """Keep plain data by name, and how far the log was told, in one transaction."""
        with transaction(self._connection):
            for name, value in values.items():
                telling.put_value(self._connection, name, value)
            if told is not None:
                telling.put_told(self._connection, told)

    @guarded
    def place_own(self, stamps: StampClock, most: int) -> int:
        """Give at most ``most`` rows of each log their stamps, and return how many got one."""
        return telling.place_own(self._connection, stamps, most)

    @guarded
    def untold(self, names: tuple[str, ...], most: int) -> tuple[list[Told], Cursors]:
        """Return at most ``most`` events that other devices were not told; see ``telling``."""
        return telling.untold(self._connection, names, most)

    @guarded
    def merge(self, device: str, events: Sequence[Told], stamps: StampClock, now_ms: int) -> Merged:
        """Take in ``events`` of another device in one transaction; see ``merging``."""
        return merging.merge(self._connection, device, events, stamps, now_ms)

    @guarded
    def untouched(self) -> int:
        """Return how many drills' states are to be computed anew after a merge."""
        return touched.waiting(self._connection)

    @guarded
    def settle(self, scheduler: Scheduler, most: int) -> int:
        """Compute the states of at most ``most`` such drills anew, in one transaction."""
        return touched.settle(self._connection, scheduler, most)

    @guarded
    def forget_folder(self, folder: str) -> None:
        """Begin with another sync folder: nothing was told there, and nothing read from it."""
        telling.forget_folder(self._connection, folder)

    @guarded
    def known_devices(self) -> list[tuple[str, str, int, int]]:
        """Return id, name, last stamp and number of new events of each other device."""
        return self._connection.execute(
            "select id, name, last_stamp, events from sync_device order by key"
        ).fetchall()
