"""Whatever anybody puts into a sync folder: a run ends, names it, and merges what is beside it."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.sync.replicas import Device
from trainer.clock import FrozenClock
from trainer.domain.stamps import BELIEVED_AHEAD_MS, HIGHEST, StampClock, stamp_ms
from trainer.errors import CannotRun
from trainer.store import registers
from trainer.store.registers import Register
from trainer.store.telling import EVENT_COLUMNS, Here
from trainer.study.syncing import reading
from trainer.study.syncing.report import SyncReport
from trainer.study.syncing.syncing import Syncing
from trainer.sync import inbox, line
from trainer.sync.disk import RealDisk
from trainer.sync.line import Event, events_at_once, read_line, summed
from trainer.sync.problem import Trouble
from trainer.sync.segment import Header

TAIL = "devices/0000000000000000/00000001.open.jsonl"
ABOUT = "devices/0000000000000000/device.json"
STAMP = 1772452800000 << 15
REVIEW = dict(
    zip(
        EVENT_COLUMNS["review"],
        [
            *("0190e6e2-aaaa-7000-8000-000000000001", "b", "deck/d0", "recall", 1, "h", "a"),
            *(3, 3, 1000, 1772452800000000, 20514, *[None] * 6, 20520, *[None] * 6),
        ],
        strict=True,
    )
)
SETTING = ["setting", "settings.new_per_day", "", 7, STAMP, "b"]


@pytest.fixture
def pair() -> Iterator[tuple[Device, Device]]:
    """Two devices with the same drills; the first has told two answers."""
    first, second = (Device(number, random.Random(number), 3) for number in (0, 1))
    for _ in range(2):
        first.answer()
    first.sync()
    second.disk.files = dict(first.disk.files)
    yield first, second
    first.store.close()
    second.store.close()


def written(number: int, stamp: int, kind: str, values: list[Any]) -> bytes:
    """Return a line as our writer would not write it, with a good sum."""
    event = {"n": number, "at": stamp, "type": kind, "values": values}
    return summed(json.dumps(event, separators=(",", ":")))


def answers(device: Device) -> int:
    return sum(1 for _ in device.store.log())


def review(**other: object) -> list[Any]:
    return list({**REVIEW, **other}.values())


@pytest.mark.parametrize(
    ("stamp", "kind", "values"),
    [
        (10**30, "review", review()),
        (HIGHEST, "review", review()),
        (STAMP, "review", review(value=10**30)),
        (STAMP, "review", review(interval_high=-(10**30))),
        (STAMP, "review", review(expected=float("nan"))),
        (STAMP, "review", review(log10_error=float("inf"))),
        (STAMP, "review", review(answer="\ud800")),
        (STAMP, "review", [*review(), *range(99)]),
        (STAMP, "register", [*SETTING[:3], float("nan"), *SETTING[4:]]),
        (STAMP, "register", [*SETTING[:4], HIGHEST - 1, "b"]),
        (STAMP, "register", ["deck", "x", "", json.loads("[" * 50 + "]" * 50), 5, "b"]),
        (STAMP, "register", ["deck", "x", "", {"sha256": "\ud800"}, 5, "b"]),
        (STAMP, "register", ["deck", "x", "", {str(at): [] for at in range(50)}, 5, "b"]),
    ],
)
def test_an_event_that_cannot_be_is_left_out(
    pair: tuple[Device, Device], stamp: int, kind: str, values: list[Any]
) -> None:
    _, second = pair
    number = second.disk.files[TAIL].count(b"\n")
    good = written(number + 1, STAMP, "review", review(value=1e30, expected=3))
    second.disk.files[TAIL] += written(number, stamp, kind, values) + good
    for _ in range(2):
        assert [each.trouble for each in second.sync().problems] == [Trouble.DAMAGED]
        assert answers(second) == 3


@pytest.mark.parametrize(
    "found",
    [
        {"columns": []},
        {"columns": {"review": 5}},
        {"columns": {"\ud800": []}},
        {"device": "\ud800"},
        {"segment": 10**30},
    ],
)
def test_a_header_that_cannot_be_costs_no_answer(
    pair: tuple[Device, Device], found: dict[str, object]
) -> None:
    _, second = pair
    header, *lines = second.disk.files[TAIL].splitlines(keepends=True)
    body = {**json.loads(header), **found}
    del body["sum"]
    second.disk.files[TAIL] = summed(json.dumps(body)) + b"".join(lines)
    assert second.sync().problems
    assert answers(second) == 2


@pytest.mark.parametrize(
    ("about", "is_named"),
    [
        ({"name": "x", "at": 10**30}, False),
        ({"name": "x", "at": -(10**17)}, False),
        ({"name": "\ud800", "at": 5}, True),
        ({"name": "\x1b[31mx\n", "at": 5}, False),
    ],
)
def test_a_device_may_call_itself_anything(
    pair: tuple[Device, Device], about: dict[str, object], is_named: bool
) -> None:
    _, second = pair
    second.disk.files[ABOUT] = json.dumps(about).encode()
    report = second.sync()
    assert bool(report.problems) is is_named
    assert report.devices[1].name in {"", "x", "[31mx"}
    assert second.sync().sent == 0


def test_a_rank_at_the_end_of_time_leaves_room_for_a_change(pair: tuple[Device, Device]) -> None:
    first, _ = pair
    register = Register("setting", "settings.new_per_day", "", "7", HIGHEST - 1, "b")
    registers.offer(first.store._connection, register, is_own=False)
    for value in (8, 9):
        first.store.put_setting("settings.new_per_day", value, first.clock.now())
        assert first.sync().problems == ()


def test_a_stamp_that_no_clock_showed_is_none_of_ones_own() -> None:
    clock = StampClock()
    here = Here("a", clock, 0)
    here.take_in(HIGHEST - 1, own=True)
    assert clock.last == 0
    here.take_in(BELIEVED_AHEAD_MS << 15, own=True)
    assert stamp_ms(clock.next(0)) == BELIEVED_AHEAD_MS


def test_much_that_is_wrong_is_counted_not_listed(
    pair: tuple[Device, Device], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, second = pair
    monkeypatch.setattr(inbox, "_MOST_NAMED", 2)
    monkeypatch.setattr(reading, "_MOST_NAMED", 2)
    whole = second.disk.files[TAIL]
    second.disk.files[TAIL] = whole + b"a line that is not as it was written\n" * 5
    said = [each.what for each in second.sync().problems]
    assert said[2:] == ["3 more of its lines cannot be read"]
    first = whole.count(b"\n")
    wrong = [written(number, STAMP, "wonder", []) for number in range(first, first + 5)]
    second.disk.files[TAIL] = whole + b"".join(wrong)
    said = [each.what for each in second.sync().problems]
    assert said[2:] == ["3 more of its events were left out"]
    second.disk.files[TAIL] = whole + b"\n" * 999
    assert [each.what for each in second.sync().problems] == ["this is no segment"]


def test_a_line_takes_little_more_room_here_than_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "MOST_LINE_BYTES", 200)
    short = [written(number, 1, "x", [1])[:-1] for number in (1, 2, 3, 4)]
    assert events_at_once(short, are_sound=True) == [read_line(each) for each in short]
    assert events_at_once([*short, short[0][:-1]], are_sound=True) is None
    long = written(5, 1, "x", ["a" * 500])[:-1]
    assert events_at_once([*short, long], are_sound=True) is None
    with pytest.raises(line.BrokenLine):
        read_line(long)
    some = written(6, 1, "x", [[1], {"a": [2]}])[:-1]
    assert events_at_once([some], are_sound=True) == [Event(6, 1, "x", [[1], {"a": [2]}])]


def test_a_pair_of_halves_is_a_character() -> None:
    found = written(1, 1, "x", ["\U0001f600"])[:-1]
    assert b"\\ud83d" in found
    assert events_at_once([found], are_sound=True) is None
    assert read_line(found).values == ["\U0001f600"]


def run(folder: Path, device: Device) -> SyncReport:
    return Syncing(device.store, folder, FrozenClock(device.clock.now()), machine="m").run()


@pytest.mark.parametrize("name", ["triad-sync.json", "devices"])
def test_what_cannot_be_read_in_the_folder_is_said(
    pair: tuple[Device, Device], tmp_path: Path, name: str
) -> None:
    first, _ = pair
    (tmp_path / name).symlink_to(name)
    with pytest.raises(CannotRun, match="cannot be read"):
        run(tmp_path, first)


def test_a_device_whose_folder_cannot_be_read_holds_nobody_up(
    pair: tuple[Device, Device], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = pair
    run(tmp_path, first)
    other = "devices/00000000000000bb"
    (tmp_path / other).mkdir()
    entries = RealDisk.entries

    def refused(disk: RealDisk, folder: str) -> list[Any]:
        if folder == other:
            raise CannotRun("this cannot be read (permission denied)")
        return entries(disk, folder)

    monkeypatch.setattr(RealDisk, "entries", refused)
    (problem,) = run(tmp_path, first).problems
    assert (problem.trouble, problem.where) == (Trouble.UNREADABLE, other)


def test_a_name_that_goes_while_it_is_listed_leaves_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    for name in "abc":
        (tmp_path / name).touch()
    listed = os.scandir

    class Going:
        def __init__(self, path: Path) -> None:
            self.found = list(listed(path))
            (tmp_path / "a").unlink()

        def __enter__(self) -> list[Any]:
            return self.found

        def __exit__(self, *_: object) -> None: ...

    monkeypatch.setattr(os, "scandir", Going)
    assert [each.name for each in RealDisk(tmp_path).entries("")] == ["b", "c"]


FAR = "devices/0000000000000000/00400000.open.jsonl"


def test_a_mere_name_makes_nothing_missing(pair: tuple[Device, Device]) -> None:
    _, second = pair
    second.disk.files[FAR] = b""
    assert second.sync().problems == ()
    header = Header("0" * 16, 400_000, 1, "", is_restart=False, columns=EVENT_COLUMNS)
    second.disk.files[FAR] = header.line()
    said = [each.what for each in second.sync().problems]
    assert said == ["segments 2 to 399,999 are missing; those after them were merged"]
    second.disk.files[FAR] = replace(header, is_restart=True).line()
    for _ in range(2):
        assert second.sync().problems == ()


def test_a_name_of_no_segment_is_foreign(pair: tuple[Device, Device]) -> None:
    _, second = pair
    second.disk.files[FAR.replace("4", "0")] = b""
    assert [each.trouble for each in second.sync().problems] == [Trouble.FOREIGN]


@pytest.mark.parametrize("content", [b"", b"nonsense\n"])
def test_a_mere_name_among_ones_own_changes_nothing(
    pair: tuple[Device, Device], content: bytes
) -> None:
    first, _ = pair
    first.disk.files["devices/0000000000000000/99999999.open.jsonl"] = content
    first.disk.files["devices/0000000000000000/00000002.open.jsonl"] = content
    first.answer()
    report = first.sync()
    assert (report.sent, report.problems) == (1, ())
    del first.disk.files[TAIL]
    assert first.sync().sent > 3
    assert b"triad-sync" in first.disk.files["devices/0000000000000000/00000002.open.jsonl"]
    assert first.sync().sent == 0


def test_gaps() -> None:
    assert list(reading.gaps({2, 3, 6, 9}, 1, 7)) == [(1, 1), (4, 5), (7, 7)]
    assert list(reading.gaps(set(), 1, 0)) == []
    assert list(reading.gaps({1, 2}, 1, 2)) == []
    assert list(reading.gaps({1, 2}, 5, 9)) == [(5, 9)]


def test_no_name_moves_the_cursor_of_a_terminal(pair: tuple[Device, Device]) -> None:
    _, second = pair
    second.disk.files[f"devices/\x1b[2J{'x' * 900}"] = b""
    (said,) = map(str, second.sync().problems)
    assert said.startswith("devices/\ufffd[2J")
    assert len(said) < 500
