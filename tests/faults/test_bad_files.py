"""A file that is not what it should be: one sentence, exit code 2, and the file left alone."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults import killing, writes
from trainer.cli import run
from trainer.store.errors import StoreReadOnly
from trainer.study.study import Study

Spoil = Callable[[Path], None]


def garbage(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 200)


def empty_pages(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def truncated(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def emptied(path: Path) -> None:
    kept = path.parent / "backups" / "trainer-20260401T120000Z.sqlite"
    kept.parent.mkdir(exist_ok=True)
    kept.write_bytes(path.read_bytes())
    path.write_bytes(b"")


def one_page_gone(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4096 * 5)
        file.write(b"\xff" * 4096)


def newer(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute(
            "insert into _sqlite_migrations (migration_set, name, applied_at)"
            " values ('trainer', 'm900_later', '')"
        )
    other.close()


def foreign(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as other:
        other.execute("create table notes (text)")
    other.close()


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (garbage, "damaged"),
        (empty_pages, "damaged"),
        (truncated, "damaged"),
        (emptied, "empty, though there are copies"),
        (one_page_gone, "damaged"),
        (newer, "newer version of Triad Trainer"),
        (foreign, "no database of Triad Trainer"),
    ],
)
def test_a_spoilt_file(
    spoil: Spoil, says: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / killing.FILE
    spoil(path)
    spoilt = path.read_bytes()
    assert run(["--data-dir", str(folder), "stats"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert says in err
    assert str(path) in err
    assert path.read_bytes() == spoilt


@contextmanager
def as_nobody() -> Iterator[None]:
    """Give up the right to write everywhere, where we have it."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.fixture
def locked_folder(folder: Path) -> Iterator[Path]:
    """The data folder, which nobody may write to (and anybody may reach)."""
    opened = [folder, *folder.parents]
    modes = [(each, each.stat().st_mode) for each in opened if each.stat().st_uid == os.geteuid()]
    for each, mode in modes[1:]:
        each.chmod(mode | 0o555)
    for each in folder.iterdir():
        each.chmod(0o444)
    folder.chmod(0o555)
    yield folder
    for each, mode in modes:
        each.chmod(mode)


def test_a_folder_that_may_not_be_written(locked_folder: Path) -> None:
    before = {each.name: each.read_bytes() for each in locked_folder.iterdir()}
    with (
        as_nobody(),
        pytest.raises(StoreReadOnly, match="allow writing"),
        killing.opened(locked_folder),
    ):
        pass
    assert {each.name: each.read_bytes() for each in locked_folder.iterdir()} == before


@pytest.mark.parametrize("name", writes.INSIDE)
def test_a_file_that_became_read_only(name: str, used: Study) -> None:
    write = writes.WRITES[name](used)
    before = writes.everything(used)
    used.store._connection.execute("pragma query_only = on")
    with pytest.raises(StoreReadOnly, match="allow writing"):
        write()
    used.store._connection.execute("pragma query_only = off")
    assert writes.everything(used) == before
    write()
    assert writes.everything(used) != before
