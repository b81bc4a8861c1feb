"""Opening: what a new file is like, what is refused, what is noticed."""

from __future__ import annotations

import datetime as dt
import errno
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.store.learner import NOON, Learner
from trainer.store import damage
from trainer.store.connection import connect, settle
from trainer.store.database import Store
from trainer.store.errors import (
    StoreCorrupt,
    StoreFull,
    StoreLocked,
    StoreReadOnly,
    StoreTooNew,
    StoreUnreachable,
)

Opener = Callable[..., Store]


def test_a_new_file_is_private_and_durable(open_store: Opener, path: Path) -> None:
    store = open_store()
    assert path.parent.stat().st_mode & 0o777 == 0o700
    for file in path.parent.iterdir():
        assert file.stat().st_mode & 0o777 == 0o600, file
    pragmas = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "trusted_schema": 0,
        "busy_timeout": 20,
        "application_id": int.from_bytes(b"TriT", "big"),
    }
    for name, value in pragmas.items():
        assert store._connection.execute(f"pragma {name}").fetchone() == (value,), name
    assert store.check_integrity() == ()


def test_every_table_is_strict(store: Store) -> None:
    rows = store._connection.execute(
        "select name, strict from pragma_table_list where schema = 'main' and type = 'table'"
        " and name not like 'sqlite%' and name not like '\\_%' escape '\\'"
    ).fetchall()
    assert {name for name, _ in rows} >= {"deck", "drill", "drill_state", "review", "retraction"}
    assert all(strict for _, strict in rows)


def test_the_device_keeps_its_first_name(open_store: Opener, path: Path) -> None:
    open_store().close()
    with Store.open(path, device="other", at=dt.datetime(2026, 3, 2, tzinfo=dt.UTC)) as store:
        assert store.device == "laptop"


def test_closing_on_leaving_a_with_block(open_store: Opener) -> None:
    with open_store() as store:
        pass
    with pytest.raises(sqlite3.ProgrammingError):
        store.decks()


def test_opening_again_does_not_import_sqlite_utils(open_store: Opener, path: Path) -> None:
    open_store().close()
    code = (
        "import sys, datetime, pathlib\n"
        "from trainer.store.database import Store\n"
        "now = datetime.datetime.now(datetime.UTC)\n"
        "Store.open(pathlib.Path(sys.argv[1]), device='x', at=now).close()\n"
        "assert 'sqlite_utils' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code, path], check=True, cwd=Path.cwd())


def test_a_file_that_is_no_database_is_refused(open_store: Opener, path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"not a database at all " * 100)
    with pytest.raises(StoreCorrupt, match="keep the file") as caught:
        open_store()
    assert caught.value.path == path
    assert str(path) in str(caught.value)
    assert path.read_bytes().startswith(b"not a database")


def test_another_programs_database_is_refused_untouched(open_store: Opener, path: Path) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path) as other:
        other.execute("create table notes (text)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(StoreCorrupt, match="no database of Triad Trainer"):
        open_store()
    assert path.read_bytes() == before


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_truncated_file_is_noticed(
    store: Store, path: Path, open_store: Opener, share: float
) -> None:
    store.close()
    os.truncate(path, int(path.stat().st_size * share))
    with pytest.raises(StoreCorrupt):
        open_store()


def test_a_damaged_page_is_noticed_in_a_small_file(
    store: Store, path: Path, open_store: Opener
) -> None:
    store.close()
    size = path.stat().st_size
    with path.open("r+b") as file:
        for offset in range(4096 * 3, size, 4096):
            file.seek(offset)
            file.write(b"\xff" * 64)
    with pytest.raises(StoreCorrupt):
        open_store()


def test_a_fault_only_quick_check_sees_is_noticed(
    store: Store, path: Path, open_store: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    (page,) = store._connection.execute(
        "select rootpage from sqlite_schema where name = 'drill_content'"
    ).fetchone()
    store.close()
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096 + 1)
        file.write(b"\x10\x00")  # A free block where there is none.
    with pytest.raises(StoreCorrupt, match="damaged"):
        open_store()
    # A big file is not read through at each start: that is the full check's work.
    monkeypatch.setattr(damage, "SMALL_BYTES", 0)
    assert open_store().check_integrity() != ()


def test_the_full_check_names_a_broken_reference(store: Store) -> None:
    store._connection.execute("pragma foreign_keys = off")
    store._connection.execute("insert into drill_content values (999, '{}', '[]')")
    assert store.check_integrity() == (
        "row 999 of drill_content refers to a row of drill that is missing",
    )


def test_a_newer_file_is_refused_untouched(store: Store, path: Path, open_store: Opener) -> None:
    store._connection.execute(
        "insert into _sqlite_migrations (migration_set, name, applied_at)"
        " values ('trainer', 'm999_from_the_future', '')"
    )
    store.close()
    before = path.read_bytes()
    with pytest.raises(StoreTooNew, match="update Triad Trainer") as caught:
        open_store()
    assert caught.value.unknown == ("m999_from_the_future",)
    assert path.read_bytes() == before


def test_a_locked_file_says_so(store: Store, path: Path, open_store: Opener) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("begin immediate")
    with pytest.raises(StoreLocked, match="another program"):
        store.put_setting("theme", "dark")
    assert open_store().settings() == {}  # Reading goes on.
    other.execute("rollback")
    store.put_setting("theme", "dark")
    other.close()


def test_an_exclusively_locked_file_says_so_at_open(
    store: Store, path: Path, open_store: Opener
) -> None:
    store.close()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("pragma locking_mode = exclusive")
    other.execute("begin exclusive")
    with pytest.raises(StoreLocked):
        open_store()
    other.close()


def test_a_file_where_the_folder_should_be(open_store: Opener, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(StoreUnreachable, match=r"File exists|Not a directory"):
        open_store(tmp_path / "taken" / "trainer.sqlite")


def test_a_folder_where_the_file_should_be(open_store: Opener, tmp_path: Path) -> None:
    with pytest.raises(StoreUnreachable, match="Is a directory"):
        open_store(tmp_path)


def test_a_file_that_vanished_is_not_made_anew(store: Store, tmp_path: Path) -> None:
    from trainer.store.errors import translated

    missing = tmp_path / "missing.sqlite"
    with pytest.raises(StoreUnreachable), translated(missing):
        connect(missing)
    assert not missing.exists()


@pytest.mark.parametrize(
    ("number", "refusal"),
    [("EACCES", StoreReadOnly), ("EROFS", StoreReadOnly), ("ENOSPC", StoreFull)],
)
def test_a_folder_that_refuses(
    open_store: Opener, monkeypatch: pytest.MonkeyPatch, number: str, refusal: type[Exception]
) -> None:
    # Root may write anywhere, so the system's refusal has to be played.
    def refuse(*_: object, **__: object) -> int:
        raise OSError(getattr(errno, number), "refused")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(refusal):
        open_store()


def test_a_file_that_became_read_only(store: Store) -> None:
    store._connection.execute("pragma query_only = on")
    with pytest.raises(StoreReadOnly, match="allow writing"):
        store.put_setting("theme", "dark")


def test_opening_it_again_here_lets_go_of_no_lock(store: Store, path: Path) -> None:
    # A worker opens the file and closes it; then a process of its own does the same. That one must
    # not take itself for the last and delete the log that this process goes on writing to.
    Store.open(path, device="laptop", at=NOON).close()
    script = (
        "import sqlite3, sys; there = sqlite3.connect(sys.argv[1]);"
        " there.execute('select count(*) from drill').fetchone(); there.close()"
    )
    subprocess.run([sys.executable, "-I", "-S", "-c", script, str(path)], check=True, timeout=60)
    log = path.with_name(path.name + "-wal")
    assert log.exists()
    store.put_setting("theme", "dark")
    with closing(connect(path)) as other:
        assert ("theme",) in other.execute("select name from setting").fetchall()


def test_a_defect_of_ours_is_not_dressed_up(store: Store) -> None:
    store._connection.execute("drop table setting")
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        store.settings()


def test_what_was_answered_is_settled_into_the_file_meanwhile(learner: Learner, path: Path) -> None:
    learner.answer(1)
    log = path.with_name(path.name + "-wal")
    assert log.stat().st_size > 0
    before = path.read_bytes()
    settle(path)
    assert path.read_bytes() != before
    learner.answer(2)
    assert learner.store.check_integrity() == ()
