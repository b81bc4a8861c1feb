"""Files of a sync folder: read within bounds, written whole, never a link or a pipe."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from tests.sync.replicas import Device
from trainer.errors import CannotRun
from trainer.sync.deck_files import BrokenDeck, deck_path, get_deck, put_deck
from trainer.sync.disk import NotPlain, RealDisk
from trainer.sync.layout import NotASyncFolder, open_folder
from trainer.sync.problem import Trouble
from trainer.sync.seal import Seal

SYSTEM = "devices/00000000000000aa"


def test_files_are_put_appended_read_and_removed(tmp_path: Path) -> None:
    disk = RealDisk(tmp_path)
    assert disk.entries("a/b") == []
    disk.put("a/b/one", b"1")
    disk.append("a/b/one", b"2")
    disk.put("a/.hidden", b"")
    assert disk.read("a/b/one", 2) == b"12"
    assert [(entry.name, entry.is_folder) for entry in disk.entries("a")] == [("b", True)]
    assert [(entry.name, entry.size) for entry in disk.entries("a/b")] == [("one", 2)]
    with pytest.raises(NotPlain, match="larger"):
        disk.read("a/b/one", 1)
    disk.remove("a/b/one")
    disk.remove("a/b/one")
    assert disk.entries("a/b") == []


def test_links_and_pipes_are_never_opened(tmp_path: Path) -> None:
    device = Device(1, random.Random(1), 0)
    disk = RealDisk(tmp_path)
    disk.put("triad-sync.json", b'{"triad-sync": 1, "folder": "x"}')
    disk.put("secret", b"1")
    folder = tmp_path / SYSTEM
    folder.mkdir(parents=True)
    (folder / "00000001.open.jsonl").symlink_to(tmp_path / "secret")
    os.mkfifo(folder / "00000002.open.jsonl")
    (folder / "00000003.open.jsonl").mkdir()
    device.disk = disk  # type: ignore[assignment]
    found = [problem.trouble for problem in device.sync().problems]
    assert found.count(Trouble.NOT_PLAIN) == 2
    assert Trouble.FOREIGN in found
    with pytest.raises(NotPlain, match="plain"):
        disk.read(f"{SYSTEM}/00000002.open.jsonl", 9)
    with pytest.raises(OSError, match="links"):
        disk.read(f"{SYSTEM}/00000001.open.jsonl", 9)


def test_what_cannot_be_written_says_so_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = RealDisk(tmp_path)

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CannotRun, match="no space left"):
        disk.put("a/one", b"1")
    assert list((tmp_path / "a").iterdir()) == []


def test_folders_are_not_flushed_where_the_system_cannot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from trainer.sync import disk as module

    monkeypatch.setattr(module, "CAN_FLUSH_FOLDERS", False)
    RealDisk(tmp_path).put("one", b"1")
    assert (tmp_path / "one").read_bytes() == b"1"


@pytest.mark.parametrize(
    ("mark", "what"),
    [(b"{", "does not say"), (b"[]", "does not say"), (b'{"triad-sync": 2, "folder": 1}', "newer")],
)
def test_a_folder_that_is_none_of_ours_is_left_alone(
    tmp_path: Path, mark: bytes, what: str
) -> None:
    disk = RealDisk(tmp_path)
    disk.put("triad-sync.json", mark)
    with pytest.raises(NotASyncFolder, match=what):
        open_folder(disk, "x", is_sealed=False)
    assert disk.read("triad-sync.json", 99) == mark


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    device = Device(1, random.Random(1), 0)
    device.sync()
    path = f"{SYSTEM}/00000001.open.jsonl"
    device.disk.files[path] = b"x"
    read = device.disk.read

    def refusing(asked: str, most: int) -> bytes:
        if asked == path:
            raise PermissionError(13, "Permission denied")
        return read(asked, most)

    device.disk.read = refusing  # type: ignore[method-assign]
    assert [problem.trouble for problem in device.sync().problems] == [Trouble.UNREADABLE]

    def large(asked: str, most: int) -> bytes:
        if asked == path:
            raise NotPlain("this is larger than 9 bytes")
        return read(asked, most)

    device.disk.read = large  # type: ignore[method-assign]
    assert [problem.trouble for problem in device.sync().problems] == [Trouble.TOO_LARGE]


def test_a_deck_is_held_against_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from trainer.sync import deck_files

    disk, seal = RealDisk(tmp_path), Seal(bytes(32))
    for box in (None, seal):
        digest = put_deck(disk, b"deck %r" % (box is None), box)
        assert digest is not None
        assert put_deck(disk, b"deck %r" % (box is None), box) == digest
        assert get_deck(disk, digest, box) == b"deck %r" % (box is None)
    other = put_deck(disk, b"other", None)
    assert other is not None
    disk.put(deck_path(other), disk.read(deck_path(digest), 999))
    with pytest.raises(BrokenDeck, match="cut off"):
        get_deck(disk, other, None)
    with pytest.raises(BrokenDeck, match="no name"):
        deck_path("../../secret")
    monkeypatch.setattr(deck_files, "MOST_CONTENT_BYTES", 3)
    assert put_deck(disk, b"large", None) is None
