"""Migrations: known by name, all or nothing, a copy first; old files still open."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlite_utils import Database

from tests.store.learner import DAY, NOON, Learner
from trainer.domain.memory import Rating
from trainer.store import migrations
from trainer.store.connection import connect, make_durable
from trainer.store.database import Store

Opener = Callable[..., Store]
KEPT = sorted((Path(__file__).parents[1] / "data" / "databases").glob("*.sqlite"))


def schema(store: Store) -> set[tuple[str, str]]:
    return set(
        store._connection.execute(
            "select name, sql from sqlite_schema where sql is not null and name not like '\\_%'"
            " escape '\\'"
        )
    )


def m002_flag(db: Database) -> None:
    db.conn.execute("alter table drill add column flag integer not null default 0")


def m003_fails(db: Database) -> None:
    db.conn.execute("drop table setting")
    db.conn.execute("insert into no_such_table values (1)")


def with_steps(monkeypatch: pytest.MonkeyPatch, *steps: migrations.Step) -> None:
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, *steps))


def test_the_known_names_are_those_sqlite_utils_reports() -> None:
    empty = Database(memory=True)
    assert migrations.known() == tuple(m.name for m in migrations.registered().pending(empty))
    empty.close()


def test_what_was_applied_is_what_sqlite_utils_reports(store: Store) -> None:
    reported = migrations.registered().applied(Database(store._connection))
    assert migrations.applied(store._connection) == tuple(m.name for m in reported)


def test_an_older_file_is_copied_then_brought_up_to_date(
    learner: Learner, path: Path, open_store: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    review = learner.answer(1)
    learner.store.close()
    with_steps(monkeypatch, m002_flag)
    store = open_store()
    assert store.last_review() == review
    assert store._connection.execute("select sum(flag) from drill").fetchone() == (0,)
    (copy,) = (path.parent / "backups").iterdir()
    assert copy.name == "trainer-20260302T120000Z-before-m002_flag.sqlite"
    assert copy.stat().st_mode & 0o777 == 0o600
    monkeypatch.undo()
    assert open_store(copy).last_review() == review
    store.close()
    open_store(copy)  # Nothing is pending: no further copy.
    assert len(list((path.parent / "backups").glob("trainer-*.sqlite"))) == 1


def test_a_migration_that_fails_half_way_leaves_the_old_state(
    learner: Learner, open_store: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    review = learner.answer(1)
    before = schema(learner.store)
    learner.store.close()
    with_steps(monkeypatch, m002_flag, m003_fails)
    with pytest.raises(sqlite3.OperationalError, match="no_such_table"):
        open_store()
    monkeypatch.undo()
    store = open_store()
    assert schema(store) == before
    assert store.last_review() == review
    assert store.check_integrity() == ()


def test_of_two_that_open_a_new_file_the_second_finds_nothing_to_do(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    first, second = connect(path), connect(path)
    make_durable(first)
    migrations.apply_pending(first)
    migrations.apply_pending(second)
    assert migrations.applied(second) == migrations.known()
    first.close()
    second.close()


def test_a_file_left_empty_by_a_crash_is_a_new_file(path: Path, open_store: Opener) -> None:
    path.parent.mkdir()
    path.touch()
    empty = connect(path)
    make_durable(empty)
    empty.close()
    assert open_store().decks() == ()


def test_a_file_of_every_released_schema_is_kept() -> None:
    assert len(KEPT) == len(migrations.STEPS)


@pytest.mark.parametrize("kept", KEPT, ids=lambda path: path.stem)
def test_a_kept_file_opens_and_goes_on(kept: Path, path: Path, open_store: Opener) -> None:
    path.parent.mkdir()
    shutil.copy(kept, path)
    store = open_store()
    assert store.check_integrity() == ()
    assert [deck.id for deck in store.decks()] == ["metrics"]
    log = list(store.log())
    assert (len(log), sum(item.retracted_at is not None for item in log)) == (5, 1)
    learner = Learner(store)
    assert store.rebuild(learner.scheduler) == 0
    answered = learner.answer(1, Rating.HARD, days=30)
    assert store.last_review() == answered


@pytest.mark.parametrize("kept", KEPT, ids=lambda path: path.stem)
def test_a_kept_file_ends_with_the_schema_of_a_new_one(
    kept: Path, tmp_path: Path, open_store: Opener
) -> None:
    shutil.copy(kept, tmp_path / "kept.sqlite")
    assert schema(open_store(tmp_path / "kept.sqlite")) == schema(open_store())


def test_the_kept_file_is_what_is_recorded_today(learner: Learner) -> None:
    # How tests/data/databases/schema-1.sqlite was made: four answers and one taken back.
    for number, rating, days in SCRIPT:
        learner.answer(number, rating, days)
    undone = learner.answer(2, Rating.EASY, days=4)
    learner.store.retract(undone.id, NOON)
    assert len(list(learner.store.log())) == 5
    assert learner.store.introduced_on(DAY) == 2


SCRIPT = ((0, Rating.GOOD, 0), (1, Rating.AGAIN, 0), (1, Rating.GOOD, 0), (0, Rating.AGAIN, 3))
