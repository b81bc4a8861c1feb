"""What cannot take the database's place is refused, and a folder that cannot be thinned is said."""

from __future__ import annotations

import errno
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.store.learner import NOON, Learner
from trainer.store import backup
from trainer.store.database import Store
from trainer.store.errors import BadCopy, StoreCorrupt, StoreFull, StoreUnreachable
from trainer.store.restore import check_copy


def test_a_file_there_is_not(tmp_path: Path) -> None:
    with pytest.raises(StoreUnreachable, match="No such file"):
        check_copy(tmp_path / "nothing.sqlite")


def test_another_programs_database(tmp_path: Path) -> None:
    path = tmp_path / "notes.sqlite"
    with closing(sqlite3.connect(path)) as other:
        other.execute("create table notes (text)")
    with pytest.raises(StoreCorrupt, match="no database of Triad Trainer; choose another copy"):
        check_copy(path)


def test_a_copy_from_which_rows_are_missing(learner: Learner, tmp_path: Path) -> None:
    learner.answer(1)
    copy = tmp_path / "copy.sqlite"
    learner.store.backup_to(copy)
    with closing(sqlite3.connect(copy, isolation_level=None)) as other:
        other.execute("delete from deck")
    with pytest.raises(StoreCorrupt, match=r"the copy is damaged \(row 1 of drill refers"):
        check_copy(copy)


def test_a_copy_that_sqlite_cannot_read(learner: Learner, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    learner.store.backup_to(copy)
    copy.write_bytes(copy.read_bytes()[:100] + b"x" * 8000)
    with pytest.raises(BadCopy, match="the copy is damaged; choose another copy") as told:
        check_copy(copy)
    assert told.value.exit_code == 1


def test_a_folder_of_copies_that_cannot_be_thinned(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(backup, "thin", full)
    with pytest.raises(StoreFull):
        store.keep_copy(NOON)
