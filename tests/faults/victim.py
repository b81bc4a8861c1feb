"""Does one kind of work for ever and says what was acknowledged: to be killed by its parent.

    python victim.py KIND FOLDER SEED [STEPS]

With STEPS the process kills itself after so many steps of SQLite's machine: in the middle of a
statement, where no outsider could aim.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import random
import signal
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

from sqlite_utils import Database

from trainer.app import open_study
from trainer.clock import FrozenClock
from trainer.domain.deck import Deck, DeckChange, Drill
from trainer.domain.ids import DeckId, DrillId
from trainer.domain.memory import Rating
from trainer.drills.recall import RecallAnswer
from trainer.places import Places
from trainer.store import database, migrations
from trainer.study import backups
from trainer.study.importing import ImportPlan
from trainer.study.study import Study

BEGAN = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
_open = contextlib.ExitStack()
DECKS = 3
DRILLS = 120
"""A deck's first revision has so many drills; each later one has half of them, by turns."""


def m999_heavy(db: Database) -> None:
    """Stand for a migration that rewrites a table and adds another."""
    db.conn.execute("create table heavy (seq integer primary key, answer text not null) strict")
    db.conn.execute("insert into heavy select seq, hex(randomblob(1500)) from review")
    db.conn.execute("alter table drill add column heavy integer not null default 0")
    db.conn.execute("update drill set heavy = key")
    db.conn.execute("create index heavy_by_answer on heavy (answer)")


def revision(number: int, turn: int) -> DeckChange:
    """Return what brings deck ``number`` from revision ``turn - 1`` to ``turn``."""
    deck = Deck(DeckId(f"deck{number}"), f"Revision {turn}")
    drills = [
        Drill(
            id=DrillId(f"deck{number}/d{place}"),
            deck_id=deck.id,
            kind="recall",
            fields={"front": f"Question {place}, {turn}?", "back": "Answer. " * 20},
            content_hash=f"revision {turn}",
            position=place,
        )
        for place in range(DRILLS)
    ]
    if turn == 0:
        return DeckChange(deck, added=tuple(drills))
    stays = turn % 2
    return DeckChange(
        deck,
        changed=tuple(drill for drill in drills if drill.position % 2 == stays),
        removed=tuple(drill.id for drill in drills if drill.position % 2 != stays),
    )


def say(*words: object) -> None:
    """Acknowledge: what was said must be true after any death."""
    print(*words, flush=True)  # noqa: T201


def study_in(folder: Path, seed: int) -> Study:
    clock = FrozenClock(BEGAN + dt.timedelta(days=seed))
    return _open.enter_context(open_study(Places(folder), clock, random.Random(seed)))


def answer(folder: Path, seed: int) -> Iterator[None]:
    """Sit down day after day; now and then take an answer back, or settle the log into the file."""
    study, chance = study_in(folder, seed), random.Random(seed)
    yield
    clock = study.clock
    assert isinstance(clock, FrozenClock)
    while True:
        session = study.begin()
        while session.next() is not None:
            session.assess(RecallAnswer())
            session.rate(Rating(chance.randint(1, 4)))
            last = study.store.last_review()
            assert last is not None
            say("answered", last.id)
            if chance.random() < 0.1:
                session.undo()
                say("undone", last.id)
            if chance.random() < 0.2:
                backups.settle(study.store.path)
        clock.advance(days=1)


def import_(folder: Path, seed: int) -> Iterator[None]:
    """Install one revision of a deck after the other."""
    study = study_in(folder, seed)
    yield
    turns = dict.fromkeys(range(DECKS), 0)
    for deck in study.store.decks():
        if deck.id.startswith("deck"):
            turns[int(deck.id.removeprefix("deck"))] = int(deck.title.split()[1]) + 1
    while True:
        for number in range(DECKS):
            turn = turns[number]
            study.install(ImportPlan(Path("deck.yaml"), revision(number, turn)))
            say("imported", number, turn)
            turns[number] += 1


def migrate(folder: Path, seed: int) -> Iterator[None]:
    """Open a file that needs a heavy step."""
    migrations.STEPS = (*migrations.STEPS, m999_heavy)
    yield
    study_in(folder, seed)
    say("migrated", 1)
    signal.pause()


def create(folder: Path, seed: int) -> Iterator[None]:
    """Open a file that is not there yet."""
    yield
    study_in(folder, seed)
    say("created", 1)
    signal.pause()


def backup(folder: Path, seed: int) -> Iterator[None]:
    """Copy the file again and again."""
    study = study_in(folder, seed)
    yield
    number = 0
    while True:
        study.store.backup_to(folder / "backups" / f"copy-{number % 3}.sqlite")
        say("copied", number % 3)
        number += 1


WORK = {
    "answer": answer,
    "import": import_,
    "migrate": migrate,
    "create": create,
    "backup": backup,
}


def die_after(steps: int) -> None:
    """Let each connection made from now on kill the process after ``steps`` steps of SQLite."""
    connect = database.connect

    def deadly(path: Path, *args: int) -> sqlite3.Connection:
        connection = connect(path, *args)
        connection.set_progress_handler(lambda: os.kill(os.getpid(), signal.SIGKILL), steps)
        return connection

    database.connect = deadly


def main() -> None:
    kind, folder, seed = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    if len(sys.argv) > 4:
        die_after(int(sys.argv[4]))
    work = WORK[kind](folder, seed)
    next(work)
    say("ready", 0)
    next(work)


if __name__ == "__main__":
    main()
