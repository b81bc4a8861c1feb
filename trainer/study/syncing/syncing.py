"""One run of the sync: tell what was done here, take in what was done elsewhere."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from trainer.clock import Clock
from trainer.domain.stamps import StampClock
from trainer.errors import BadInput
from trainer.store.database import Store
from trainer.store.identity import new_device
from trainer.store.telling import Here
from trainer.study.options import scheduler_of
from trainer.study.steady import steady
from trainer.study.study import load_settings
from trainer.study.syncing.decks import SharedDecks
from trainer.study.syncing.devices import (
    UNREADABLE,
    devices,
    instant,
    put_about,
    read_about,
    read_abouts,
)
from trainer.study.syncing.machine import machine_mark
from trainer.study.syncing.own import Own
from trainer.study.syncing.reading import Heard, Reader
from trainer.study.syncing.report import SyncReport, SyncStatus
from trainer.study.syncing.secret import note_sealed, tells_sealed, was_sealed
from trainer.study.syncing.shared import shared_settings
from trainer.sync import layout
from trainer.sync.disk import Disk, RealDisk
from trainer.sync.problem import Problem
from trainer.sync.seal import KEY_FILE, KeyFileGone, Seal

Step = Callable[[float, str], None]
"""Hears of progress (share from 0 to 1 and a word) and may raise to stop."""

_DRILLS = 2_000
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


class Syncing:
    """Keeps one store in step with one folder. Belongs to the thread that opened the store.

    ``folder`` is where the engine (Syncthing, a cloud drive, git) carries files; ``seal`` is that
    of its passphrase, None for a folder that is not sealed; ``name`` is what other devices show.
    ``machine`` tells this machine's profile from a copy of it (by default ``machine_mark``).
    """

    def __init__(
        self,
        store: Store,
        folder: Path | Disk,
        clock: Clock,
        seal: Seal | None = None,
        name: str = "",
        machine: str = "",
    ) -> None:
        self._store = store
        self._disk: Disk = RealDisk(folder) if isinstance(folder, Path) else folder
        self._clock = clock
        self._seal = seal
        self._name = name
        self._machine = machine or machine_mark(store.path)

    def run(self, step: Step = lambda _share, _word: None) -> SyncReport:
        """Tell, take in, compute anew; return what it came to.

        What ``step`` raises stops it between two transactions; the next run goes on from there.
        Raises NotASyncFolder, BadInput for a sealed folder without a seal, KeyFileGone, CannotRun
        when the folder cannot be written, the store's errors.
        """
        with steady(), self._store.hurried():
            return self._run(step)

    def _run(self, step: Step) -> SyncReport:
        problems = self._settle_in()
        problems += self._decks().tell(
            self._here(), lambda done, title: step(0.05 * done, f"telling of the deck '{title}'")
        )
        sent, more = self._own().tell(
            lambda count, done: step(0.05 + 0.05 * done, f"telling other devices, {count:,} so far")
        )
        problems += more
        received, more = self._take_in(step)
        problems += more
        decks, more = self._decks().take_in(
            lambda done, title: step(0.7 + 0.1 * done, f"installing the deck '{title}'")
        )
        problems += more
        states = self._settle(step)
        about: dict[str, object] = {"name": self._name, "machine": self._machine}
        put_about(self._store, self._disk, self._seal, about, self._now_ms())
        self._store.keep_sync_values(
            {"last_run": self._now_ms(), "problems": [asdict(each) for each in problems]}
        )
        found = devices(self._store, self._name)
        return SyncReport(sent, received, found, tuple(problems), states, decks)

    def status(self) -> SyncStatus:
        """Return how things stood after the last run, and how much there is to tell since."""
        problems = tuple(Problem(**each) for each in self._store.sync_value("problems", []))
        return SyncStatus(
            instant(self._store.sync_value("last_run")),
            self._store.count_untold(),
            devices(self._store, self._name),
            problems,
        )

    def _now_ms(self) -> int:
        return (self._clock.now() - _EPOCH) // dt.timedelta(milliseconds=1)

    def _here(self) -> Here:
        stamps = StampClock(self._store.sync_value("clock", 0))
        return Here(self._store.device, stamps, self._now_ms())

    def _own(self) -> Own:
        return Own(self._store, self._disk, self._seal, self._here())

    def _decks(self) -> SharedDecks:
        return SharedDecks(self._store, self._disk, self._seal, self._clock)

    def _settle_in(self) -> list[Problem]:
        """Begin with a folder that is new to this store; notice that the profile was copied."""
        folder = self._open_folder()
        if self._store.sync_value("folder") != folder:
            self._store.begin_folder(folder, shared_settings())
        problems = [self._own().name_anew()] if self._is_shared() else []
        self._store.keep_sync_values({"machine": self._machine})
        return problems

    def _open_folder(self) -> str:
        """Return which folder it is. Raises BadInput where it is a sealed one without a seal."""
        if self._seal is None and any(each.name == KEY_FILE for each in self._disk.entries("")):
            raise BadInput(
                "this sync folder is sealed with a passphrase",
                where=KEY_FILE,
                remedy="type the passphrase that was chosen on the first device",
            )
        if self._seal is None and was_sealed(self._store):
            raise KeyFileGone(KEY_FILE)
        fresh = new_device(random.SystemRandom())
        folder = layout.open_folder(self._disk, fresh, is_sealed=self._seal is not None)
        is_known = self._store.sync_value("folder") == folder
        if self._seal is None and is_known and tells_sealed(self._store):
            # It was chosen anew, but it is the one that was to hold nothing in plain.
            raise KeyFileGone(KEY_FILE)
        note_sealed(self._store, sealed=self._seal is not None)
        return folder

    def _is_shared(self) -> bool:
        """Return whether another machine goes by this device's identity: the profile was copied."""
        if self._store.sync_value("machine", self._machine) != self._machine:
            return True
        try:
            about = read_about(self._disk, self._seal, self._store.device)
        except UNREADABLE:
            about = {}  # It is written anew; the segments tell, too.
        written = self._store.sync_value("written", {}).get("segment")
        if about.get("machine", self._machine if written else "") != self._machine:
            # What was written before this machine ever wrote is another's.
            return about != {} or bool(layout.segments(self._disk, self._store.device)[0])
        return layout.has_conflicts(self._disk, self._store.device)

    def _take_in(self, step: Step) -> tuple[int, list[Problem]]:
        received = 0
        found, problems = layout.devices(self._disk)
        others = [device for device in found if device != self._store.device]
        problems += read_abouts(self._store, self._disk, self._seal, others)
        here = self._here()
        for at, device in enumerate(others):
            heard = self._heard(step, at, len(others), received)
            reader = Reader(self._store, self._disk, self._seal, here, heard)
            new, more = reader.read(device)
            received += new
            problems += more
        return received, problems

    @staticmethod
    def _heard(step: Step, at: int, of: int, before: int) -> Heard:
        """Return what hears of the device ``at`` among as many as ``of``."""
        return lambda count, share: step(
            0.1 + 0.6 * (at + share) / of, f"merging, {before + count:,} so far"
        )

    def _settle(self, step: Step) -> int:
        scheduler = scheduler_of(load_settings(self._store))
        self._store.touch_what_changed(repr(scheduler.parameters))
        total, done = self._store.touched(), 0
        while many := self._store.settle(scheduler, _DRILLS):
            done += many
            step(0.8 + 0.2 * done / max(done, total), f"computing anew, {done:,} drills")
        return done
