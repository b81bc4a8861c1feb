"""Looking into a database leaves no trace beside it, and names it, not the copy, in trouble."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from trainer.store.database import Store
from trainer.store.errors import StoreCorrupt, StoreTooNew
from trainer.store.looking import copied


def names(path: Path) -> list[str]:
    return sorted(each.name for each in path.parent.iterdir())


def test_a_copy_holds_what_is_stored(
    store: Store, path: Path, open_store: Callable[..., Store]
) -> None:
    before = names(path)
    with copied(path) as copy:
        assert open_store(copy).drills() == store.drills()
    assert names(path) == before
    assert not copy.exists()


def test_one_at_rest_gets_no_side_files(store: Store, path: Path) -> None:
    store.close()
    with copied(path):
        assert names(path) == [path.name]
    assert names(path) == [path.name]


def test_where_there_is_none_there_is_none_afterwards(path: Path) -> None:
    with copied(path) as copy:
        assert not copy.exists()
    assert not path.parent.exists()


def test_answers_that_a_killed_program_left_in_its_log(store: Store, path: Path) -> None:
    store.close()
    script = (
        "import os, sqlite3, sys\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute(\"insert into meta values ('last', 'words')\")\n"
        "os._exit(0)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(path)], check=True)
    assert path.with_name(f"{path.name}-wal").stat().st_size
    with copied(path) as copy, closing(sqlite3.connect(copy)) as connection:
        (found,) = connection.execute("select value from meta where name = 'last'").fetchone()
    assert found == "words"


def test_a_newer_file_is_refused_by_its_own_name(store: Store, path: Path) -> None:
    store.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "insert into _sqlite_migrations (migration_set, name, applied_at)"
            " values ('trainer', 'm999_later', '')"
        )
    with pytest.raises(StoreTooNew) as refused, copied(path):
        pass
    assert refused.value.where == str(path)


@pytest.mark.parametrize("page", [2, -1])
def test_damage_is_told_of_the_file_not_of_the_copy(
    store: Store, path: Path, open_store: Callable[..., Store], page: int
) -> None:
    store.close()
    raw = bytearray(path.read_bytes())
    begin = page * 4096 % len(raw)
    raw[begin : begin + 4096] = b"x" * 4096
    path.write_bytes(raw)
    with pytest.raises(StoreCorrupt) as refused, copied(path) as copy:
        open_store(copy)
    assert refused.value.where == str(path)
