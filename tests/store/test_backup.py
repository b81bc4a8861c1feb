"""Copies: complete, sound, private, or not there at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.store.learner import Learner
from trainer.store import backup
from trainer.store.database import Store
from trainer.store.errors import StoreCorrupt, StoreUnreachable


def test_a_copy_holds_everything_in_one_file(
    learner: Learner, tmp_path: Path, open_store: Callable[..., Store]
) -> None:
    review = learner.answer(1)
    target = tmp_path / "copies" / "one.sqlite"
    learner.store.backup_to(target)
    assert [file.name for file in target.parent.iterdir()] == ["one.sqlite"]
    assert target.stat().st_mode & 0o777 == 0o600
    shutil.copy(target, tmp_path / "moved.sqlite")
    moved = open_store(tmp_path / "moved.sqlite")
    assert moved.last_review() == review
    assert moved.drills() == learner.store.drills()


def test_a_copy_replaces_an_older_one(learner: Learner, tmp_path: Path) -> None:
    target = tmp_path / "one.sqlite"
    learner.store.backup_to(target)
    size = target.stat().st_size
    for number in range(5):
        learner.answer(number, answer="x" * 4000)
    learner.store.backup_to(target)
    assert target.stat().st_size > size


def test_a_copy_that_is_not_sound_does_not_replace_an_older_one(
    learner: Learner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "one.sqlite"
    learner.store.backup_to(target)
    before = target.read_bytes()
    learner.answer(1)
    monkeypatch.setattr(backup, "quick_check", lambda _: ("page 7 is torn",))
    with pytest.raises(StoreCorrupt, match="page 7 is torn") as caught:
        learner.store.backup_to(target)
    assert caught.value.path == target
    assert target.read_bytes() == before
    assert not list(tmp_path.glob("*.partial"))


def test_a_folder_in_the_way_is_reported(learner: Learner, tmp_path: Path) -> None:
    (tmp_path / "one.sqlite.partial").mkdir()
    with pytest.raises(StoreUnreachable):
        learner.store.backup_to(tmp_path / "one.sqlite")
    (tmp_path / "two.sqlite").mkdir()
    with pytest.raises(StoreUnreachable):
        learner.store.backup_to(tmp_path / "two.sqlite")
    assert not (tmp_path / "two.sqlite.partial").exists()
    os.mkfifo(tmp_path / "pipe.sqlite")
    with pytest.raises(StoreUnreachable, match="not an ordinary file"):
        learner.store.backup_to(tmp_path / "pipe.sqlite")


def test_where_folders_cannot_be_opened_their_files_are_flushed_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[int] = []
    monkeypatch.setattr(backup, "_OPENS_FOLDERS", False)
    monkeypatch.setattr(backup.os, "fsync", flushed.append)
    backup.flush(tmp_path)
    assert flushed == []
    (tmp_path / "file").touch()
    backup.flush(tmp_path / "file")
    assert len(flushed) == 1
