"""A file that is not what it should be: one sentence, exit code 2, and the file left alone."""

from __future__ import annotations

import itertools
import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from shutil import copyfile
from typing import NoReturn

import pytest

from tests.faults import killing, writes
from trainer import app
from trainer.cli import run
from trainer.places import Places
from trainer.store import looking
from trainer.store.errors import (
    StoreFailed,
    StoreFull,
    StoreReadOnly,
    StoreUnreachable,
    StoreUnwritable,
)
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


def told(capsys: pytest.CaptureFixture[str], folder: Path, *words: str | Path) -> str:
    """Return what a command says that only reads ``folder``."""
    capsys.readouterr()
    with as_nobody():
        code = run(["--data-dir", str(folder), *map(str, words)])
    out, err = capsys.readouterr()
    assert (code, err) == (0, "")
    return out


def test_what_only_reads_works_where_nothing_can_be_written(
    locked_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {each.name: each.read_bytes() for each in locked_folder.iterdir()}
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    elsewhere.chmod(0o777)
    # What is imported on first use may lie where nobody may look.
    for words in (["stats"], ["doctor"], ["export", "--log", str(tmp_path / "log.jsonl")]):
        assert run(["--data-dir", str(tmp_path / "ours"), *words]) == 0
    assert json.loads(told(capsys, locked_folder, "stats", "--json"))["seen"] > 0
    log = elsewhere / "log.jsonl"
    assert "answer" in told(capsys, locked_folder, "export", "--log", log)
    answers = len(log.read_text("utf-8").splitlines())
    assert answers > 0
    assert ", 0 problems." in told(capsys, locked_folder, "doctor")
    copy = elsewhere / "copy.sqlite"
    assert str(copy) in told(capsys, locked_folder, "backup", "--to", copy)
    with closing(sqlite3.connect(copy)) as connection:
        (many,) = connection.execute("select count(*) from review").fetchone()
    assert many == answers
    assert {each.name: each.read_bytes() for each in locked_folder.iterdir()} == before


def test_a_file_that_may_not_even_be_read_is_named(
    locked_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--data-dir", str(tmp_path / "ours"), "stats"]) == 0
    (locked_folder / killing.FILE).chmod(0)
    capsys.readouterr()
    with as_nobody():
        assert run(["--data-dir", str(locked_folder), "stats"]) == 2
    said = capsys.readouterr().err
    assert str(locked_folder / killing.FILE) in said
    assert said.count("\n") == 1


def test_answers_in_a_log_beside_the_file_are_read_as_well(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As it is after a crash: the newest answers have not been carried over into the file."""
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    with killing.opened(folder) as study:
        writes.answer(study)()
        many = len(list(study.store.log()))
        for name in (killing.FILE, f"{killing.FILE}-wal"):
            copyfile(folder / name, crashed / name)
    assert (crashed / f"{killing.FILE}-wal").stat().st_size > 0
    with closing(
        sqlite3.connect(f"file:{crashed / killing.FILE}?immutable=1", uri=True)
    ) as at_rest:
        (without,) = at_rest.execute("select count(*) from review").fetchone()
    assert without < many
    for each in (crashed, *crashed.iterdir()):
        each.chmod(0o555)
    for each in [each for each in tmp_path.parents if each.stat().st_uid == os.geteuid()]:
        each.chmod(each.stat().st_mode | 0o555)
    tmp_path.chmod(0o755)
    assert run(["--data-dir", str(folder), "doctor"]) == 0
    assert f"{many} answers, 0 problems" in told(capsys, crashed, "doctor")
    assert sorted(each.name for each in crashed.iterdir()) == [
        killing.FILE,
        f"{killing.FILE}-wal",
    ]


@pytest.mark.parametrize("failure", [StoreFull, StoreUnwritable])
def test_what_only_reads_works_where_there_is_no_room_left(
    failure: type[StoreFailed],
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened = app.open_study

    def on_a_full_disk(places: Places, database: Path | None = None) -> object:
        if database is None:
            raise failure(places.database)
        return opened(places, database=database)

    monkeypatch.setattr(app, "open_study", on_a_full_disk)
    assert run(["--data-dir", str(folder), "stats", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["seen"] > 0


def _deny(*_: Path) -> NoReturn:
    raise PermissionError


def _refuse() -> NoReturn:
    with sqlite3.connect("/nonexistent/none.sqlite"):
        pass
    raise AssertionError


def test_files_that_cannot_be_read_or_are_kept_being_written_are_not_taken_for_whole(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / f"{killing.FILE}-wal").write_bytes(b"")
    monkeypatch.setattr(looking, "_opened", lambda _database: _refuse())
    with monkeypatch.context() as unreadable:
        unreadable.setattr(looking.shutil, "copyfile", _deny)
        with pytest.raises(StoreUnreachable), looking.copied(folder / killing.FILE):
            pass
    stamps = itertools.count()
    monkeypatch.setattr(looking, "_stamps", lambda _files: [(next(stamps), 0)])
    with pytest.raises(StoreUnreachable), looking.copied(folder / killing.FILE):
        pass


def test_a_folder_without_a_database_that_may_not_be_written(
    locked_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with as_nobody():
        assert run(["--data-dir", str(locked_folder / "none"), "stats"]) == 2
    assert "cannot be written" in capsys.readouterr().err


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
