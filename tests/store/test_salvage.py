"""Really damaged files: what is readable is saved, a good copy comes back, nothing is lost."""

from __future__ import annotations

import os
import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.learner import DECK, NOON, Learner, make_drill
from trainer.domain.deck import DeckChange
from trainer.domain.memory import Rating
from trainer.scheduling.fsrs import Scheduler
from trainer.store import restore as restoring
from trainer.store.copies import copies_of
from trainer.store.database import Store
from trainer.store.errors import (
    NoCopy,
    NothingToSalvage,
    StoreCorrupt,
    StoreFailed,
    StoreLocked,
    StoreTooNew,
    StoreUnreachable,
)
from trainer.store.pages import PAGE_SIZE, Pages
from trainer.store.restore import newest_good, restore
from trainer.store.salvage import readable, salvage

Opener = Callable[..., Store]
LONG = "The answer as typed, with some detail. " * 200


@pytest.fixture
def full(learner: Learner) -> Learner:
    """A learner with 300 answers, some long, some taken back."""
    chance = random.Random(4)
    for turn in range(300):
        answer = LONG if turn % 37 == 0 else "typed " * chance.randint(0, 60)
        extra = {"value": 3.5, "expected": 4.0, "unit": "s", "log10_error": -0.058}
        review = learner.answer(
            turn % 6, Rating(chance.randint(1, 4)), days=turn, answer=answer, **extra
        )
        if turn % 29 == 0:
            learner.store.retract(review.id, NOON)
    return learner


def spoil(path: Path, pages: set[int]) -> None:
    with path.open("r+b") as file:
        for number in pages:
            file.seek((number - 1) * PAGE_SIZE)
            file.write(b"\xa5" * PAGE_SIZE)


def test_every_row_is_read_from_the_bare_pages(full: Learner) -> None:
    log = list(full.store.log())
    path = full.store.path
    for merged in (False, True):
        if merged:
            full.store.close()
        reviews, retractions = readable(path)
        assert [reviews[key][0] for key in sorted(reviews)] == [item.review.id for item in log]
        assert [reviews[key][6] for key in sorted(reviews)] == [item.review.answer for item in log]
        undone = {item.review.id for item in log if item.retracted_at}
        assert {columns[0] for columns in retractions.values()} == undone


def test_bare_pages_read_what_sqlite_wrote(tmp_path: Path) -> None:
    values = [
        None,
        0,
        1,
        -1,
        127,
        -129,
        2**23,
        -(2**31),
        2**47,
        2**63 - 1,
        0.1,
        "",
        "é" * 9000,
        b"\0x",
    ]
    path = tmp_path / "any.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("create table t (key integer primary key, a, b)")
        other.executemany(
            "insert into t values (?, ?, ?)",
            [(2**40 + place, value, "x" * place * 400) for place, value in enumerate(values)],
        )
    other.close()
    rows = {key: columns[1:] for key, columns in Pages(path).rows() if len(columns) == 3}
    assert rows == {2**40 + place: (value, "x" * place * 400) for place, value in enumerate(values)}


@settings(deadline=None, derandomize=True, max_examples=300)
@given(st.integers(0, 2**32), st.integers(0, 300), st.binary(max_size=80))
def test_garbage_is_no_row_and_no_defect(seed: int, cells: int, end: bytes) -> None:
    page = random.Random(seed).randbytes(PAGE_SIZE - len(end)) + end
    pages = Pages.__new__(Pages)
    pages._content, pages._log, pages._newer = b"", b"", {}
    leaf = b"\x0d\0\0" + cells.to_bytes(2, "big") + page[5:]
    list(pages._leaf_rows(leaf, 0))


@pytest.mark.parametrize("seed", range(6))
def test_a_damaged_file_is_replaced_by_a_copy_and_what_is_readable(
    full: Learner, path: Path, open_store: Opener, seed: int
) -> None:
    store = full.store
    store.keep_copy(NOON)
    later = [full.answer(turn % 6, days=400 + turn, answer="later") for turn in range(60)]
    store.retract(later[-1].id, NOON)
    everything = {item.review.id: item.retracted_at for item in store.log()}
    states = [full.progress(number) for number in range(6)]
    store.close()
    pages = path.stat().st_size // PAGE_SIZE
    chance = random.Random(seed)
    hit = {1, *chance.sample(range(1, pages + 1), seed * 3)} if seed else {1}
    spoil(path, hit)
    broken = path.read_bytes()
    with pytest.raises(StoreCorrupt):
        open_store()
    saved = salvage(path, NOON, Scheduler(), device="new")
    assert saved.base == copies_of(path)[0].path
    assert saved.aside is not None
    assert saved.aside.read_bytes() == broken
    mended = open_store()
    assert mended.check_integrity() == ()
    assert mended.device == "laptop"
    log = {item.review.id: item.retracted_at for item in mended.log()}
    assert log.keys() <= everything.keys()
    assert len(log) >= 300
    assert list(log) == [each for each in everything if each in log]
    assert len(log) - 300 == sum(each.id in log for each in later)
    assert mended.rebuild(Scheduler()) == 0
    if seed == 0:  # Only the header was hit: nothing at all is lost.
        assert log == everything
        assert states == [Learner(mended).progress(number) for number in range(6)]
    assert not list(path.parent.glob("*.salvage*"))


def test_without_a_copy_the_log_alone_is_saved(
    full: Learner, path: Path, open_store: Opener
) -> None:
    ids = [item.review.id for item in full.store.log()]
    states = [full.progress(number) for number in range(6)]
    full.store.close()
    spoil(path, {1})
    saved = salvage(path, NOON, Scheduler(), device="new")
    assert (saved.base, saved.reviews, saved.added) == (None, 300, 311)
    mended = open_store()
    assert mended.device == "new"
    assert [item.review.id for item in mended.log()] == ids
    assert mended.decks() == ()
    mended.apply(DeckChange(DECK, added=tuple(make_drill(number) for number in range(6))), NOON)
    assert mended.rebuild(Scheduler()) == 6
    assert states == [Learner(mended).progress(number) for number in range(6)]


def test_what_was_only_in_the_write_ahead_log_is_read(
    full: Learner, path: Path, tmp_path: Path
) -> None:
    full.store._connection.execute("pragma wal_checkpoint(truncate)")
    last = full.answer(1, days=500)
    log = path.with_name(path.name + "-wal")
    elsewhere = tmp_path / "crash" / path.name
    elsewhere.parent.mkdir()
    elsewhere.write_bytes(b"\0" * PAGE_SIZE + path.read_bytes()[PAGE_SIZE:])
    # Both headers are gone: SQLite takes neither the file nor its log.
    elsewhere.with_name(log.name).write_bytes(b"\0" * 32 + log.read_bytes()[32:])
    reviews, _ = readable(elsewhere)
    assert reviews[301][0] == last.id
    assert len(reviews) == 301
    saved = salvage(elsewhere, NOON, Scheduler(), device="new")
    assert saved.reviews == 301
    assert saved.aside is not None
    assert saved.aside.with_name(saved.aside.name + "-wal").exists()
    with Store.open(elsewhere, device="x", at=NOON) as mended:
        assert mended.last_review() is not None
        assert len(list(mended.log())) == 301


def test_nothing_to_salvage(tmp_path: Path) -> None:
    path = tmp_path / "trainer.sqlite"
    path.write_bytes(b"no database" * 1000)
    with pytest.raises(NothingToSalvage, match="start with a new one"):
        salvage(path, NOON, Scheduler(), device="x")
    assert path.read_bytes() == b"no database" * 1000
    with pytest.raises(StoreUnreachable):
        readable(tmp_path / "missing.sqlite")


def test_a_full_disk_while_salvaging_leaves_the_damaged_file(
    full: Learner, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full.store.close()
    spoil(path, {1})
    broken = path.read_bytes()

    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("trainer.store.salvage.create_file", full_disk)
    with pytest.raises(StoreFailed, match="no room"):
        salvage(path, NOON, Scheduler(), device="x")
    assert path.read_bytes() == broken


def test_restoring_keeps_what_was_there(learner: Learner, path: Path, open_store: Opener) -> None:
    first = learner.answer(1)
    copy = learner.store.keep_copy(NOON)
    second = learner.answer(2)
    with pytest.raises(StoreLocked):
        restore(path, NOON)
    learner.store.close()
    used, aside = restore(path, NOON)
    assert used == copy
    assert aside is not None
    back = open_store()
    assert back.last_review() == first
    assert open_store(aside).last_review() == second
    assert {each.name for each in path.parent.iterdir()} >= {"backups", "kept-aside", path.name}
    assert not list(path.parent.glob("*.partial"))


def test_restoring_where_there_is_nothing(learner: Learner, path: Path, tmp_path: Path) -> None:
    review = learner.answer(1)
    copy = learner.store.keep_copy(NOON)
    elsewhere = tmp_path / "elsewhere" / "trainer.sqlite"
    assert restore(elsewhere, NOON, copy) == (copy, None)
    with Store.open(elsewhere, device="x", at=NOON) as store:
        assert store.last_review() == review
    with pytest.raises(NoCopy, match="triad restore FILE"):
        restore(elsewhere, NOON)


def test_a_file_system_without_links(
    learner: Learner, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    learner.store.keep_copy(NOON)
    review = learner.answer(1)
    learner.store.close()

    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    _, aside = restore(path, NOON)
    assert aside is not None
    assert aside.stat().st_ino != path.stat().st_ino
    with Store.open(aside, device="x", at=NOON) as kept:
        assert kept.last_review() == review


def test_a_restore_that_cannot_write_changes_nothing(
    learner: Learner, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    learner.store.keep_copy(NOON)
    learner.store.close()
    before = path.read_bytes()

    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(restoring.shutil, "copyfile", full_disk)
    with pytest.raises(StoreFailed, match="no room"):
        restore(path, NOON)
    assert path.read_bytes() == before
    assert not list(path.parent.glob("*.partial"))


def test_a_damaged_copy_is_passed_over(learner: Learner, path: Path) -> None:
    good = learner.store.keep_copy(NOON)
    for days in (1, 2, 3):
        bad = learner.store.keep_copy(NOON.replace(day=2 + days))
        if days == 1:
            bad.write_bytes(b"garbage" * 3000)
        elif days == 2:
            spoil(bad, {4, 5, 6})
        else:
            with sqlite3.connect(bad) as other:
                other.execute("update _sqlite_migrations set name = 'm900_later' where rowid = 1")
            other.close()
    newest = newest_good(path, NOON.replace(day=28))
    assert newest is not None
    assert newest.path == good
    with pytest.raises(StoreTooNew):
        restore(path, NOON, bad)
    foreign = path.parent / "foreign.sqlite"
    with sqlite3.connect(foreign) as other:
        other.execute("create table t (a)")
    other.close()
    with pytest.raises(StoreCorrupt, match="no database of Triad Trainer"):
        restore(path, NOON, foreign)
    with pytest.raises(StoreCorrupt):
        restore(path, NOON, bad.with_name(copies_of(path)[1].path.name))
