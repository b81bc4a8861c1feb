"""One run of the sync: tell what was done here, take in what was done elsewhere."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

from trainer.clock import Clock
from trainer.domain.stamps import StampClock, stamp_ms
from trainer.store.database import Store
from trainer.store.telling import EVENT_COLUMNS
from trainer.study.options import scheduler_of
from trainer.study.study import load_settings
from trainer.study.syncing.report import DeviceStatus, SyncReport, SyncStatus
from trainer.sync import layout
from trainer.sync.disk import Disk, RealDisk
from trainer.sync.inbox import read_segment
from trainer.sync.outbox import Outbox, Written
from trainer.sync.problem import Problem
from trainer.sync.seal import Seal

Step = Callable[[float, str], None]
"""Hears of progress (share from 0 to 1 and a word) and may raise to stop."""

_CHUNK = 5_000
"""So many events are written or merged at once: some tenths of a second."""
_DRILLS = 500
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


class Syncing:
    """Keeps one store in step with one folder. Belongs to the thread that opened the store.

    ``folder`` is where the engine (Syncthing, a cloud drive, git) carries files; ``seal`` is that
    of its passphrase, None for a folder that is not sealed; ``name`` is what other devices show.
    """

    def __init__(
        self,
        store: Store,
        folder: Path | Disk,
        clock: Clock,
        seal: Seal | None = None,
        name: str = "",
    ) -> None:
        self._store = store
        self._disk: Disk = RealDisk(folder) if isinstance(folder, Path) else folder
        self._clock = clock
        self._seal = seal
        self._name = name

    def run(self, step: Step = lambda _share, _word: None) -> SyncReport:
        """Tell, take in, compute anew; return what it came to.

        What ``step`` raises stops it between two transactions; the next run goes on from there.
        Raises NotASyncFolder, CannotRun when the folder cannot be written, the store's errors.
        """
        fresh = f"{random.SystemRandom().getrandbits(64):016x}"
        folder = layout.open_folder(self._disk, fresh)
        self._settle_in(folder)
        sent = self._tell(step)
        received, problems = self._take_in(step)
        states = self._settle(step)
        self._store.keep_sync_values(
            {"last_run": self._now_ms(), "problems": [asdict(each) for each in problems]}
        )
        return SyncReport(sent, received, self._devices(), tuple(problems), states)

    def status(self) -> SyncStatus:
        """Return how things stood after the last run."""
        last = self._store.sync_value("last_run")
        events, _ = self._store.untold((self._store.device,), _CHUNK)
        problems = tuple(Problem(**each) for each in self._store.sync_value("problems", []))
        return SyncStatus(_instant(last), len(events), self._devices(), problems)

    def _now_ms(self) -> int:
        return (self._clock.now() - _EPOCH) // dt.timedelta(milliseconds=1)

    def _stamps(self) -> StampClock:
        return StampClock(self._store.sync_value("clock", 0))

    def _settle_in(self, folder: str) -> None:
        """Begin anew in a folder that this store was not kept in step with before."""
        if self._store.sync_value("folder") != folder:
            self._store.forget_folder(folder)

    def _tell(self, step: Step) -> int:
        stamps, sent = self._stamps(), 0
        while self._store.place_own(stamps, _CHUNK):
            step(0.0, "looking at what was answered here")
        written = Written(**self._store.sync_value("written", {}))
        outbox = Outbox(self._disk, self._store.device, EVENT_COLUMNS, self._seal, written)
        while True:
            events, told = self._store.untold((self._store.device,), _CHUNK)
            if not events:
                return sent
            written = outbox.tell(events)
            self._store.keep_sync_values({"written": asdict(written)}, told)
            sent += len(events)
            step(0.1, f"telling other devices, {sent:,}")

    def _take_in(self, step: Step) -> tuple[int, list[Problem]]:
        received = 0
        stamps = self._stamps()
        names, problems = self._others()
        for at, name in enumerate(names):
            read = read_segment(self._disk, name, self._seal)
            problems += read.problems
            events = [event[1:] for event in read.events]
            for first in range(0, len(events), _CHUNK):
                part = events[first : first + _CHUNK]
                received += self._store.merge(name.device, part, stamps, self._now_ms()).new
                step(0.1 + 0.7 * at / len(names), f"merging, {received:,} so far")
        return received, problems

    def _others(self) -> tuple[list[layout.SegmentName], list[Problem]]:
        devices, problems = layout.devices(self._disk)
        names: list[layout.SegmentName] = []
        for device in devices:
            if device != self._store.device:
                found, more = layout.segments(self._disk, device)
                names += found
                problems += more
        return names, problems

    def _settle(self, step: Step) -> int:
        scheduler = scheduler_of(load_settings(self._store))
        total = self._store.untouched()
        done = 0
        while many := self._store.settle(scheduler, _DRILLS):
            done += many
            step(0.8 + 0.2 * done / max(done, total), f"computing anew, {done:,} drills")
        return done

    def _devices(self) -> tuple[DeviceStatus, ...]:
        written = Written(**self._store.sync_value("written", {}))
        me = DeviceStatus(
            self._store.device,
            self._name,
            _instant(self._store.sync_value("last_run")),
            written.number,
            is_self=True,
        )
        return (me, *self._known())

    def _known(self) -> Iterator[DeviceStatus]:
        for device, name, stamp, events in self._store.known_devices():
            yield DeviceStatus(device, name, _instant(stamp_ms(stamp)) if stamp else None, events)


def _instant(ms: int | None) -> dt.datetime | None:
    return None if ms is None else _EPOCH + dt.timedelta(milliseconds=ms)
