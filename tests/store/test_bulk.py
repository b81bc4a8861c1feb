"""A large import makes the indices of the drills anew: afterwards all is as it was declared."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.store.learner import NOON, make_drill
from trainer.domain.deck import Deck, DeckChange, Drill
from trainer.domain.ids import DeckId, DrillId
from trainer.store import bulk, new_deck
from trainer.store.connection import connect
from trainer.store.database import Store

OTHER = Deck(DeckId("other"), "Other")


def new_drills(count: int) -> tuple[Drill, ...]:
    return tuple(
        make_drill(number, id=DrillId(f"other/d{number}"), deck_id=OTHER.id)
        for number in range(count)
    )


def schema(path: Path) -> tuple[list[tuple[str, str]], int]:
    """Return what is declared, and how often that changed."""
    with closing(sqlite3.connect(path)) as connection:
        declared = connection.execute("select name, sql from sqlite_schema order by name")
        return declared.fetchall(), connection.execute("pragma schema_version").fetchone()[0]


@pytest.fixture(autouse=True)
def five_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "_MANY", 5)


def test_many_drills_go_in_beside_their_indices(store: Store, path: Path) -> None:
    before, version = schema(path)
    store.apply(DeckChange(OTHER, added=new_drills(6)), NOON)
    after, later = schema(path)
    assert after == before
    assert later > version, "they were made anew"
    assert len(store.drills(OTHER.id)) == 6
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
        assert connection.execute("pragma foreign_key_check").fetchall() == []


@pytest.mark.parametrize(("many", "inside"), [(4, 1), (5, 0)])
def test_what_drills_name_is_looked_up_again_afterwards(
    store: Store, path: Path, many: int, inside: int
) -> None:
    def is_checked(connection: sqlite3.Connection) -> int:
        return int(connection.execute("pragma foreign_keys").fetchone()[0])

    store.close()
    with closing(connect(path)) as connection:
        with bulk.room_for_many(connection, many):
            assert is_checked(connection) == inside
        assert is_checked(connection) == 1


@pytest.mark.parametrize("count", [4, 5])
def test_few_drills_or_fewer_than_there_are_leave_them(
    store: Store, path: Path, count: int
) -> None:
    before = schema(path)
    store.apply(DeckChange(OTHER, added=new_drills(count)), NOON)
    assert schema(path) == before


def test_what_is_stopped_half_way_leaves_them(store: Store, path: Path) -> None:
    before = schema(path)[0]

    def stop(_many: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.apply_all([DeckChange(OTHER, added=new_drills(6))], NOON, written=stop)
    assert schema(path)[0] == before
    assert store.drills(OTHER.id) == ()


def test_a_row_that_is_refused_takes_all_rows_back(store: Store, path: Path) -> None:
    before = schema(path)[0]
    twice = (*new_drills(130), new_drills(1)[0])
    with pytest.raises(sqlite3.IntegrityError):
        store.apply(DeckChange(OTHER, added=twice), NOON)
    assert store.drills(OTHER.id) == ()
    assert OTHER not in store.decks()
    assert schema(path)[0] == before


@pytest.mark.parametrize("count", [1, 99, 100, 101, 250])
def test_rows_by_the_hundred_are_those_one_by_one(store: Store, count: int) -> None:
    wanted = new_drills(count)
    store.apply(DeckChange(OTHER, added=wanted), NOON)
    assert store.drills(OTHER.id) == wanted


def test_rows_that_a_thread_makes_ahead_are_the_same(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(new_deck, "_ROWS", 2)
    drills = new_drills(9)
    store.apply(DeckChange(OTHER, added=drills), NOON)
    assert store.drills(OTHER.id) == drills


def test_an_import_stopped_while_a_thread_makes_rows_writes_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(new_deck, "_ROWS", 2)
    decks = store.decks()

    def stop(many: int) -> None:
        if many == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.apply_all([DeckChange(OTHER, added=new_drills(9))], NOON, written=stop)
    assert store.decks() == decks
    assert store.drills(OTHER.id) == ()
