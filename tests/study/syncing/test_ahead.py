"""Segments are read in a process of their own as they are here, whatever becomes of it."""

from __future__ import annotations

import multiprocessing
import os
import random
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from tests.sync.replicas import Device
from trainer.store.telling import EVENT_COLUMNS
from trainer.study.apart import serve_stream
from trainer.study.syncing import ahead
from trainer.study.syncing.ahead import Parts, _joined, read_all, reads
from trainer.sync import outbox
from trainer.sync.disk import RealDisk
from trainer.sync.inbox import Read, read_segment
from trainer.sync.layout import SegmentName, segments
from trainer.sync.seal import Seal

KEY = bytes(range(32))


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[SegmentName]:
    """The segments of a device, some closed, one sealed by another and one cut off."""
    monkeypatch.setattr(outbox, "CLOSE_AT_BYTES", 1500)
    monkeypatch.setattr(ahead, "MUCH_BYTES", 1)
    device = Device(0, random.Random(0), 3)
    for _ in range(9):
        device.answer()
        device.sync()
    device.store.close()
    for path, data in device.disk.files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    names, _ = segments(RealDisk(tmp_path), f"{0:016x}")
    (tmp_path / names[1].path).write_bytes(b"cut off")
    return names


def here(folder: Path, names: Sequence[SegmentName], seal: Seal | None = None) -> list[Read]:
    return [read_segment(RealDisk(folder), name, seal, EVENT_COLUMNS) for name in names]


def is_same(first: Read, second: Read) -> bool:
    return all(
        getattr(first, name) == getattr(second, name)
        for name in ("name", "header", "digest", "events", "problems")
    )


def test_it_reads_elsewhere_what_is_read_here(tmp_path: Path, told: list[SegmentName]) -> None:
    found = list(reads(RealDisk(tmp_path), told, None))
    assert len(found) == len(told) > 2
    assert all(map(is_same, found, here(tmp_path, told)))
    assert {read.are_rows for read in found} == {True}
    assert found[0].content == b""
    assert not multiprocessing.active_children()


def dies(folder: Path, names: Sequence[SegmentName], _: object) -> Iterator[Parts]:
    """Read one segment and stop, as when the system wants the memory back."""
    yield from read_all(folder, names[:1], None)
    os._exit(3)


def test_what_a_process_does_not_come_to_is_read_here(
    tmp_path: Path, told: list[SegmentName], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "read_all", dies)
    found = list(reads(RealDisk(tmp_path), told, None))
    assert all(map(is_same, found, here(tmp_path, told)))
    assert len(found) == len(told)
    assert found[-1].content != b"", "it was read here"


def test_where_there_is_no_room_for_a_process_all_is_read_here(
    tmp_path: Path, told: list[SegmentName], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_: object) -> None:
        raise BlockingIOError

    monkeypatch.setattr(multiprocessing.get_context("spawn").Process, "start", refused)
    found = list(reads(RealDisk(tmp_path), told, None))
    assert all(map(is_same, found, here(tmp_path, told)))


def test_who_stops_ends_the_process(tmp_path: Path, told: list[SegmentName]) -> None:
    with closing(reads(RealDisk(tmp_path), told, None)) as found:
        next(found)
        assert multiprocessing.active_children()
    assert not multiprocessing.active_children()


@pytest.mark.parametrize("key", [None, KEY])
def test_the_other_side_sends_what_it_read(
    tmp_path: Path, told: list[SegmentName], key: bytes | None
) -> None:
    mine, theirs = multiprocessing.Pipe(duplex=False)
    serve_stream(theirs, read_all, (tmp_path, told, key))
    found = [_joined(mine.recv()) for _ in told]
    assert all(map(is_same, found, here(tmp_path, told, key and Seal(key))))
    with pytest.raises(EOFError):
        mine.recv()
    mine.close()


def test_the_other_side_ends_when_nobody_listens(tmp_path: Path, told: list[SegmentName]) -> None:
    mine, theirs = multiprocessing.Pipe(duplex=False)
    mine.close()
    serve_stream(theirs, read_all, (tmp_path, told, None))
    assert theirs.closed
