"""This device's own part of a sync folder: what it tells, and what it finds of itself there."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import asdict, dataclass

from trainer.store.database import Store
from trainer.store.identity import new_device
from trainer.store.telling import EVENT_COLUMNS, Here
from trainer.study.syncing.reading import Reader
from trainer.sync.disk import Disk
from trainer.sync.outbox import Outbox, Standing, Written
from trainer.sync.problem import Problem, Trouble
from trainer.sync.seal import Seal

CHUNK = 5_000
"""So many events are told at once: a segment of some megabytes."""

Heard = Callable[[int, float], None]
"""Hears how many events were told, and which share of all (0 to 1); may raise to stop."""


@dataclass(frozen=True, slots=True)
class Own:
    """Tells what was done on this device."""

    store: Store
    disk: Disk
    seal: Seal | None
    here: Here

    @property
    def outbox(self) -> Outbox:
        """The files of this device."""
        return Outbox(self.disk, self.here.device, EVENT_COLUMNS, self.seal)

    @property
    def written(self) -> Written:
        """How far the store says they go."""
        return Written(**self.store.sync_value("written", {}))

    def tell(self, heard: Heard) -> tuple[int, list[Problem]]:
        """Write what was done here and not told; return how many events, and troubles."""
        standing = self.outbox.standing(self.written)
        problems = [] if standing is Standing.AS_WRITTEN else self._resume(standing)
        while self.store.place_own(self.here, CHUNK):
            heard(0, 0.0)
        sent = total = 0
        while True:
            events, told = self.store.untold(CHUNK)
            if not events:
                return sent, problems
            if len(events) == CHUNK:  # there may be many more
                total = total or self.store.count_untold()
            written = self.outbox.tell(events, self.written)
            self.store.keep_told(events, told, asdict(written))
            sent += len(events)
            heard(sent, sent / max(sent, total))

    def _resume(self, standing: Standing) -> list[Problem]:
        """Read the own files back, which hold more or less than the store says."""
        was = self.written
        self._read_back()
        after = self.outbox.after_files(was) if standing is Standing.AHEAD else None
        if after is not None:
            self.store.keep_sync_values({"written": asdict(after)})
            return []
        self.store.tell_anew(asdict(self.outbox.anew(was)))
        if not was.segment:
            return []
        return [
            Problem(
                Trouble.MISSING,
                f"devices/{self.here.device}",
                "files that this device wrote are gone or were changed; it has told all anew",
                "nothing needs to be done; see that nothing deletes files in the folder",
            )
        ]

    def name_anew(self) -> Problem:
        """Give this device an identity of its own: another machine goes by the same.

        What lies under the old one is read back first: the other may write over it.
        """
        self._read_back()
        self.store.rename_device(new_device(random.SystemRandom()))
        return Problem(
            Trouble.DUPLICATED,
            f"devices/{self.here.device}",
            "this profile was copied from another machine, so this one has a name of its own now",
            "nothing needs to be done",
        )

    def _read_back(self) -> None:
        reader = Reader(self.store, self.disk, self.seal, self.here, lambda _count, _share: None)
        reader.read(self.here.device)
