"""Devices in memory: each a store and a replica of the sync folder, which crashes on demand."""

from __future__ import annotations

import contextlib
import datetime as dt
import random
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from trainer.clock import FrozenClock
from trainer.domain.ids import DeckId, Seed
from trainer.domain.memory import Rating, Seen
from trainer.domain.review import Review
from trainer.errors import TrainerError
from trainer.formats.base import DeckFile
from trainer.formats.yaml_deck import read_deck_text
from trainer.scheduling.fsrs import Scheduler
from trainer.scheduling.marks import Adjustment, Mark
from trainer.store import decks, migrations
from trainer.store.database import Store
from trainer.store.identity import ReviewIds
from trainer.store.telling import Told
from trainer.study.importing import plan_import
from trainer.study.syncing.report import SyncReport
from trainer.study.syncing.syncing import Step, Syncing
from trainer.sync.disk import Entry
from trainer.sync.outbox import Outbox
from trainer.sync.seal import Seal
from trainer.sync.segment import Columns

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
DECK = DeckId("deck")
SCHEDULER = Scheduler()
_FOLDER = TemporaryDirectory(prefix="replicas-")
"""Where decks are kept beside stores that are in memory themselves."""


class Crashed(Exception):
    """The machine stopped."""


@dataclass
class MemoryDisk:
    """The files of one replica. With a ``budget`` it stops for good after so many bytes."""

    files: dict[str, bytes] = field(default_factory=dict)
    budget: int | None = None

    def entries(self, folder: str) -> list[Entry]:
        start = f"{folder}/" if folder else ""
        inside = [path.removeprefix(start) for path in self.files if path.startswith(start)]
        found = {name.partition("/")[0]: "/" in name for name in inside}
        return [
            Entry(name, is_folder, not is_folder, len(self.files.get(start + name, b"")), 0)
            for name, is_folder in sorted(found.items())
        ]

    def read(self, path: str, most: int) -> bytes:
        if path not in self.files:
            raise FileNotFoundError(path)
        assert len(self.files[path]) <= most
        return self.files[path]

    def put(self, path: str, data: bytes) -> None:
        self._spend(len(data))
        self.files[path] = data

    def append(self, path: str, data: bytes) -> None:
        room = len(data) if self.budget is None else min(len(data), self.budget)
        self.files[path] += data[:room]
        self._spend(len(data))

    def remove(self, path: str) -> None:
        self._spend(1)
        self.files.pop(path, None)

    def _spend(self, many: int) -> None:
        if self.budget is not None:
            self.budget -= many
            if self.budget < 0:
                raise Crashed


@cache
def deck_file(drills: int) -> DeckFile:
    """Return a deck of so many drills."""
    entries = "".join(
        f"  - {{id: d{number}, kind: recall, front: What is {number}?, back: A number.}}\n"
        for number in range(drills)
    )
    text = f"format: triad-deck/1\nid: deck\ntitle: Deck\ndrills:\n{entries}"
    return read_deck_text(text, Path("deck.yaml"))


@cache
def _template() -> bytes:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrations.apply_pending(connection)
    return connection.serialize()


def open_store(data: bytes, device: str) -> Store:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.deserialize(data)
    connection.execute("pragma foreign_keys = on")
    connection.execute("pragma recursive_triggers = on")
    connection.execute("pragma synchronous = off")
    connection.execute("insert or ignore into meta (name, value) values ('device', ?)", (device,))
    (name,) = connection.execute("select value from meta where name = 'device'").fetchone()
    return Store(connection, Path(mkdtemp(dir=_FOLDER.name)) / "trainer.sqlite", name)


class Device:
    """One machine: what its user does, and what its sync does."""

    def __init__(self, number: int, chance: random.Random, drills: int, data: bytes = b"") -> None:
        self.number = number
        self.chance = chance
        self.machine = f"machine {number}"
        self.store = open_store(data or _template(), f"{number:016x}")
        self.clock = FrozenClock(NOON + dt.timedelta(days=chance.choice((0, 0, 0, -9, -1, 1, 8))))
        self.ids = ReviewIds(random.Random(chance.getrandbits(64)))
        self.disk = MemoryDisk()
        self.own: list[str] = []
        """Reviews acknowledged here, oldest first."""
        if not data:
            self.install(drills)

    def install(self, drills: int) -> None:
        """Install the deck's first drills, as an import does, but for the copy on the disk."""
        if not drills:
            return
        change = plan_import(deck_file(drills), self.store.drills(DECK)).change
        if change.added:
            decks.apply(self.store._connection, (change,), self.clock.now())

    def outbox(self, seal: Seal | None, columns: Columns) -> Outbox:
        """Return what writes this device's files."""
        return Outbox(self.disk, self.store.device, columns, seal)

    def note_deck(self, drills: int) -> None:
        """Import the deck once more, which changes nothing of it."""
        change = plan_import(deck_file(drills), self.store.drills(DECK)).change
        decks.apply(self.store._connection, (change,), self.clock.now())

    def retold(self) -> list[Told]:
        """Return all that this device tells, as if nobody had heard it."""
        self.store.tell_anew(self.store.sync_value("written"))
        return self.store.untold(99)[0]

    def owns(self, path: str) -> bool:
        """Whether this device writes the file."""
        return path.startswith(f"devices/{self.store.device}/")

    def restore(self, data: bytes) -> None:
        """Put a copy of the store back; what it does not know was not acknowledged by a sync."""
        device = self.store.device
        self.store.close()
        self.store = open_store(data, device)
        self.store.device = self.store._connection.execute(
            "select value from meta where name = 'device'"
        ).fetchone()[0]

    def copied(self, number: int) -> Device:
        """Return a copy of this profile, folder included, on another machine."""
        copy = Device(number, self.chance, 0, self.store._connection.serialize())
        copy.clock = FrozenClock(self.clock.instant)
        copy.disk.files = dict(self.disk.files)
        return copy

    def pass_time(self) -> None:
        self.clock.advance(hours=self.chance.choice((0, 0, 1, 5, 30, 80, -3)))

    def answer(self) -> None:
        drill = self.chance.choice(self.store.drills())
        now = self.clock.now()
        review = Review(
            id=self.ids.next(now),
            device=self.store.device,
            drill_id=drill.id,
            kind=drill.kind,
            seed=Seed(self.chance.getrandbits(16)),
            content_hash=drill.content_hash,
            answer="é",
            suggested=Rating.GOOD,
            rating=Rating(self.chance.randint(1, 4)),
            duration_ms=900,
            at=now,
            study_day=now.date(),
            before=self.store.progress(drill.id),
        )
        after = SCHEDULER.next(review.before, review.rating, review.study_day, seed=review.seed)
        self.store.record(review, after)
        self.own.append(review.id)

    def take_back(self) -> None:
        if self.own:
            self._try(lambda: self.store.retract(self.own[-1], self.clock.now()))

    def mark(self) -> None:
        drill = self.chance.choice(self.store.drills())
        mark = self.store.mark(drill.id)
        if self.chance.random() < 0.5:
            mark = Mark(not mark.suspended, mark.buried_until, mark.flag)
        else:
            mark = Mark(mark.suspended, mark.buried_until, self.chance.randrange(5))
        self.store.put_mark(drill.id, mark, self.clock.now())

    def set_something(self) -> None:
        name = self.chance.choice(("settings.new_per_day", "settings.leech_lapses"))
        self.store.put_setting(name, self.chance.randrange(3, 12), self.clock.now())

    def adjust(self) -> None:
        drill = self.chance.choice(self.store.drills())
        before = self.store.progress(drill.id)
        if isinstance(before, Seen):
            now = self.clock.now()
            due = None if self.chance.random() < 0.5 else now.date() + dt.timedelta(days=3)
            made = Adjustment(self.ids.next(now), drill.id, due, now, before)
            self.store.adjust(made)
            if self.chance.random() < 0.3:
                self.store.withdraw(made.id, now)

    def sync(self, step: Step = lambda _share, _word: None) -> SyncReport:
        return Syncing(self.store, self.disk, self.clock, name="x", machine=self.machine).run(step)

    def sync_and_crash(self) -> None:
        """Stop the machine at one of its writes to the disk, or between two transactions."""
        self.disk.budget = self.chance.randrange(3000) if self.chance.random() < 0.7 else None
        left = self.chance.randrange(4)

        def step(_share: float, _word: str) -> None:
            nonlocal left
            left -= 1
            if left < 0 and self.disk.budget is None:
                raise Crashed

        try:
            Syncing(self.store, self.disk, self.clock, name="x", machine=self.machine).run(step)
        except Crashed:
            pass
        finally:
            self.disk.budget = None

    @staticmethod
    def _try(action: Callable[[], object]) -> None:
        with contextlib.suppress(TrainerError):  # refused, with a sentence; nothing was changed
            action()
