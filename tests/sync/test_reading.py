"""What is wrong in a folder is told apart: what is good is merged, what is not is named."""

from __future__ import annotations

import base64
import json
import random
import struct
from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.sync.replicas import Device, MemoryDisk
from trainer.domain.stamps import StampClock
from trainer.errors import BadInput, CannotRun
from trainer.store.telling import EVENT_COLUMNS, Here
from trainer.sync import outbox
from trainer.sync.inbox import read_segment
from trainer.sync.layout import SegmentName
from trainer.sync.line import (
    BrokenLine,
    Event,
    checked,
    event_of,
    events_at_once,
    read_line,
    summed,
    write_line,
)
from trainer.sync.outbox import Standing, Written
from trainer.sync.problem import Trouble
from trainer.sync.seal import KeyFileGone, Seal, SealError
from trainer.sync.segment import BrokenSegment, Header, close, opened, read_header

TAIL = "devices/0000000000000000/00000001.open.jsonl"
CLOSED = "devices/0000000000000000/00000001.jsonl.zst"
FOLDER = "devices/0000000000000000"
KEY = bytes(range(32))


@pytest.fixture
def pair() -> Iterator[tuple[Device, Device]]:
    """Two devices with the same drills; the first has told four answers."""
    first, second = (Device(number, random.Random(number), 3) for number in (0, 1))
    for _ in range(4):
        first.answer()
    first.sync()
    second.disk.files = dict(first.disk.files)
    yield first, second
    first.store.close()
    second.store.close()


@pytest.fixture
def small_segments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "CLOSE_AT_BYTES", 10)


def answers(device: Device) -> int:
    return sum(1 for _ in device.store.log())


def lines_of(device: Device) -> list[bytes]:
    return device.disk.files[TAIL].splitlines(keepends=True)


def put(device: Device, lines: list[bytes], path: str = TAIL) -> None:
    device.disk.files[path] = b"".join(lines)


def troubles(device: Device) -> list[Trouble]:
    return [problem.trouble for problem in device.sync().problems]


def test_a_half_written_line_waits(pair: tuple[Device, Device]) -> None:
    first, second = pair
    second.disk.files[TAIL] = second.disk.files[TAIL][:-9]
    report = second.sync()
    assert [problem.trouble for problem in report.problems] == [Trouble.HALF_WRITTEN]
    assert report.problems[0].is_waiting
    assert "line 6" in str(report.problems[0])
    before = answers(second)
    second.disk.files[TAIL] = first.disk.files[TAIL]
    assert troubles(second) == []
    assert answers(second) == 4 >= before


def test_a_line_that_was_changed_is_named_and_the_others_count(
    pair: tuple[Device, Device],
) -> None:
    _, second = pair
    lines = lines_of(second)
    lines[2] = lines[2].replace(b'"review"', b'"reView"')
    put(second, lines)
    report = second.sync()
    assert [problem.trouble for problem in report.problems] == [Trouble.DAMAGED]
    assert not report.problems[0].is_waiting
    assert answers(second) == 3
    assert second.store.sync_value("problems")[0]["where"].endswith("line 3")


def test_marks_of_git_are_told_from_damage(pair: tuple[Device, Device]) -> None:
    _, second = pair
    lines = lines_of(second)
    put(second, [*lines[:3], b"<<<<<<< ours\n", *lines[3:], b"=======\n", b">>>>>>> theirs\n"])
    assert troubles(second) == [Trouble.CONFLICT_COPY] * 3
    assert answers(second) == 4


@pytest.mark.parametrize(
    "name",
    [
        "00000001.open.sync-conflict-20261127-101010-ABCDEFG.jsonl",
        "00000001.open (Ada's conflicted copy 2026-11-27).jsonl",
        "00000001.open (1).jsonl",
    ],
)
def test_a_conflict_copy_is_merged_and_named(pair: tuple[Device, Device], name: str) -> None:
    _, second = pair
    lines = lines_of(second)
    put(second, lines[:3])
    put(second, lines, f"{FOLDER}/{name}")
    assert troubles(second) == [Trouble.CONFLICT_COPY]
    assert answers(second) == 4


def test_a_damaged_header_costs_no_answer(pair: tuple[Device, Device]) -> None:
    _, second = pair
    put(second, [b"{}\n", *lines_of(second)[1:]])
    assert troubles(second) == [Trouble.DAMAGED]
    assert answers(second) == 4
    put(second, [])
    assert troubles(second) == []


def test_a_newer_version_is_left_for_later(pair: tuple[Device, Device]) -> None:
    _, second = pair
    lines = lines_of(second)
    put(second, [summed(json.dumps({"triad-sync": 2})), *lines[1:]])
    assert troubles(second) == [Trouble.NEWER]
    assert answers(second) == 0


@pytest.mark.parametrize("is_closed", [False, True])
def test_what_a_newer_version_wrote_is_merged_after_the_update(
    pair: tuple[Device, Device], monkeypatch: pytest.MonkeyPatch, *, is_closed: bool
) -> None:
    first, second = pair
    body = json.loads(lines_of(second)[0])
    body.pop("sum")
    newer = summed(json.dumps({**body, "triad-sync": 2, "more": 1}))
    content = b"".join([newer, *lines_of(second)[1:]])
    del second.disk.files[TAIL]
    second.disk.files[CLOSED if is_closed else TAIL] = (
        close(content, None, "") if is_closed else content
    )
    for _ in range(2):
        assert troubles(second) == [Trouble.NEWER]
        assert second.disk.files[CLOSED if is_closed else TAIL], "it is kept"
    assert answers(second) == 0
    monkeypatch.setattr("trainer.sync.segment.VERSION", 2)
    assert troubles(second) == []
    assert second.store.canon() == first.store.canon()


def test_values_of_another_version_are_put_in_order(pair: tuple[Device, Device]) -> None:
    first, second = pair
    header, *lines = lines_of(second)
    found = read_header(header[:-1])
    columns = {name: ("more", *listed) for name, listed in found.columns.items()}
    columns["wonder"] = ("id",)
    events = [read_line(line[:-1]) for line in lines]
    longer = [event._replace(values=["?", *event.values]) for event in events]
    last = events[-1].number
    strange = [Event(last + 1, 1, "wonder", [1]), Event(last + 2, 1, "review", [1])]
    told = [write_line(event) for event in (*longer, *strange)]
    put(second, [replace(found, columns=columns).line(), *told])
    report = second.sync()
    assert [problem.trouble for problem in report.problems] == [Trouble.NEWER]
    assert "2 of these" in report.problems[0].what
    del columns["wonder"], columns["withdrawal"]
    put(second, [replace(found, columns=columns).line(), *told[:-2]])
    assert Trouble.NEWER not in troubles(second)
    assert second.store.canon() == first.store.canon()


def test_what_cannot_be_is_left_out_and_named(pair: tuple[Device, Device]) -> None:
    _, second = pair
    lines = lines_of(second)
    event = next(
        each for each in map(read_line, (x[:-1] for x in lines[1:])) if each.type == "review"
    )
    faults: list[tuple[int, object]] = [
        (0, "short"),
        (8, 5),
        (11, 10**9),
        (6, None),
        (12, 1.0),
        (14, 3),
    ]
    wrong = []
    for at, value in faults:
        values = list(event.values)
        values[at] = value
        wrong.append(values)
    extra = (
        ("register", ["drill", "deck/d0", "flag", 9, 1, "x"]),
        ("register", ["drill", "deck/d0", "hue", 1, 1, "x"]),
        ("register", ["moon", "x", "", 1, 1, "x"]),
        ("register", ["setting", "", "", 1, 1, "x"]),
        ("register", ["setting", "x", "", 1, -1, "x"]),
        ("retraction", ["x", "x", 1]),
        ("adjustment", ["x", *["x"] * 11]),
        ("wonder", [1]),
    )
    all_wrong = [*(("review", values) for values in wrong), *extra]
    told = [write_line(Event(len(lines) + at, 1, *each)) for at, each in enumerate(all_wrong)]
    put(second, [*lines, *told])
    found = troubles(second)
    assert found == [Trouble.DAMAGED] * len(told)
    assert answers(second) == 4


def test_a_drill_may_be_buried_no_longer(pair: tuple[Device, Device]) -> None:
    _, second = pair
    told = write_line(
        Event(
            len(lines_of(second)),
            1,
            "register",
            ["drill", "deck/d0", "buried_until_day", None, 9, "x"],
        )
    )
    put(second, [*lines_of(second), told])
    assert troubles(second) == []


def test_missing_segments_are_named_until_they_come(
    pair: tuple[Device, Device], small_segments: None
) -> None:
    first, second = pair
    for _ in range(3):
        first.answer()
        first.sync()
    second.disk.files = dict(first.disk.files)
    late = f"{FOLDER}/00000002.jsonl.zst"
    kept = second.disk.files.pop(late)
    report = second.sync()
    assert [problem.trouble for problem in report.problems] == [Trouble.MISSING]
    assert "segment 2" in str(report.problems[0])
    second.disk.files[late] = kept
    assert troubles(second) == []
    assert second.store.canon() == first.store.canon()


def test_segments_in_each_others_place_are_merged_and_named(
    pair: tuple[Device, Device], small_segments: None
) -> None:
    first, second = pair
    for _ in range(3):
        first.answer()
        first.sync()
    second.disk.files = files = dict(first.disk.files)
    one, two = CLOSED, f"{FOLDER}/00000002.jsonl.zst"
    files[one], files[two] = files[two], files[one]
    assert Trouble.DUPLICATED in troubles(second)
    assert second.store.canon() == first.store.canon()


def test_a_closed_segment_is_read_once_and_again_when_it_changed(
    pair: tuple[Device, Device], small_segments: None
) -> None:
    first, second = pair
    first.answer()
    first.sync()
    second.disk.files = dict(first.disk.files)
    assert troubles(second) == []
    path = next(path for path in second.disk.files if path.endswith(".jsonl.zst"))
    second.disk.files[path] = second.disk.files[path][:-20]
    assert troubles(second) == [Trouble.DAMAGED]


def test_a_segment_after_another_than_it_was_written_after_is_named(
    pair: tuple[Device, Device], small_segments: None
) -> None:
    first, second = pair
    for _ in range(2):
        first.answer()
        first.sync()
    last = max(path for path in first.disk.files if path.endswith(".jsonl.zst"))
    number = int(last[-18:-10])
    second.disk.files = {path: data for path, data in first.disk.files.items() if path != last}
    second.sync()
    content = opened(first.disk.files[last], None, "")
    header, rest = content.split(b"\n", 1)
    forged = replace(read_header(header), previous="0" * 64).line() + rest
    second.disk.files[last] = close(forged, None, f"0000000000000000/{number}")
    assert troubles(second) == [Trouble.DAMAGED]


def test_a_file_that_ends_before_what_was_read_is_named(pair: tuple[Device, Device]) -> None:
    _, second = pair
    lines = lines_of(second)
    second.sync()
    put(second, lines[:2])
    assert troubles(second) == [Trouble.DAMAGED]


def test_what_is_told_anew_is_not_missed(pair: tuple[Device, Device]) -> None:
    first, second = pair
    second.disk.files[TAIL] = second.disk.files[TAIL][:-9]
    second.sync()
    for gone in (TAIL, f"{FOLDER}/00000002.open.jsonl"):
        del first.disk.files[gone]
        assert troubles(first) == [Trouble.MISSING]
        del second.disk.files[gone]
        second.disk.files |= {p: d for p, d in first.disk.files.items() if not second.owns(p)}
        second.disk.files[TAIL] = b"nonsense\n"
        assert troubles(second) == []
        assert troubles(second) == []
    assert second.store.canon() == first.store.canon()


def test_strange_files_are_left_alone(pair: tuple[Device, Device]) -> None:
    _, second = pair
    second.disk.files["devices/readme.txt"] = b"mine"
    second.disk.files[f"{FOLDER}/notes.txt"] = b"mine"
    assert troubles(second) == [Trouble.FOREIGN, Trouble.FOREIGN]
    assert second.disk.files["devices/readme.txt"] == b"mine"


def test_a_damaged_name_of_a_device_costs_nothing(pair: tuple[Device, Device]) -> None:
    _, second = pair
    second.disk.files[f"{FOLDER}/device.json"] = b"[]"
    assert troubles(second) == [Trouble.DAMAGED]
    second.disk.files[f"{FOLDER}/device.json"] = b'{"name": "x", "at": %d}' % 10**18
    assert troubles(second) == []
    assert second.sync().devices[1].last_seen is None
    own = "devices/0000000000000001/device.json"
    second.disk.files[own] = b"{"
    assert troubles(second) == []


def test_own_files_that_were_changed_are_told_anew(pair: tuple[Device, Device]) -> None:
    first, _ = pair
    first.disk.files[TAIL] = first.disk.files[TAIL].replace(b"review", b"revieW")
    report = first.sync()
    assert [problem.trouble for problem in report.problems] == [Trouble.MISSING]
    assert report.sent > 4
    assert first.sync().problems == ()


def test_sealing_what_was_plain_tells_it_anew_and_leaves_nothing_plain(
    pair: tuple[Device, Device],
) -> None:
    first, _ = pair
    box = first.outbox(Seal(KEY), EVENT_COLUMNS)
    written = Written(**first.store.sync_value("written"))
    assert box.standing(written) is Standing.LOST
    anew = box.anew(written)
    assert TAIL not in first.disk.files
    assert (anew.segment, anew.first, anew.is_sealed) == (2, 2, True)


def test_a_gap_in_the_own_files_is_noticed(
    pair: tuple[Device, Device], small_segments: None
) -> None:
    first, _ = pair
    for _ in range(2):
        first.answer()
        first.sync()
    del first.disk.files[
        min(p for p in first.disk.files if p.endswith(".jsonl.zst") and FOLDER in p)
    ]
    assert troubles(first) == [Trouble.MISSING]


def test_own_files_ahead_that_are_damaged_are_told_anew(pair: tuple[Device, Device]) -> None:
    first, _ = pair
    first.disk.files[TAIL] += b"nonsense\n"
    assert troubles(first) == [Trouble.MISSING]
    last = max(path for path in first.disk.files if FOLDER in path and "jsonl" in path)
    first.disk.files[last] += b'{"half'
    assert troubles(first) == []


def test_a_store_put_back_goes_on_after_closed_files(
    pair: tuple[Device, Device], small_segments: None
) -> None:
    first, second = pair
    kept = first.store._connection.serialize()
    first.answer()
    first.sync()
    first.restore(kept)
    first.answer()
    assert troubles(first) == []
    second.disk.files = dict(first.disk.files)
    second.sync()
    assert second.store.canon() == first.store.canon()


# -- lines and segments ------------------------------------------------------------------------


def test_sound_lines_are_read_at_once_as_they_are_one_by_one() -> None:
    lines = [write_line(Event(number, 2, "x", ["é"]))[:-1] for number in (1, 2, 3)]
    assert events_at_once(lines, are_sound=False) == [read_line(line) for line in lines]
    assert events_at_once([], are_sound=False) == []
    assert events_at_once([*lines, lines[0][:-3] + b'0"}'], are_sound=False) is None
    assert events_at_once([*lines, summed("{}")[:-1]], are_sound=False) is None
    assert events_at_once([*lines, summed('{"n":')[:-1]], are_sound=False) is None
    zero = write_line(Event(0, 2, "x", []))[:-1]
    assert events_at_once([*lines, zero], are_sound=False) is None


def test_much_is_merged_in_parts(
    pair: tuple[Device, Device], small_segments: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from trainer.study.syncing import reading

    monkeypatch.setattr(reading, "AT_ONCE", 2)
    monkeypatch.setattr(reading, "MUCH_BYTES", 2)
    first, second = pair
    for _ in range(3):
        first.answer()
        first.sync()
    second.disk.files |= first.disk.files
    second.sync()
    assert second.store.canon() == first.store.canon()


@pytest.mark.parametrize(
    "body",
    [
        "[1]",
        '{"n":1}',
        '{"n":0,"at":1,"type":"x","values":[]}',
        '{"n":1,"at":1,"type":2,"values":[]}',
    ],
)
def test_a_line_that_states_no_event_is_broken(body: str) -> None:
    with pytest.raises(BrokenLine):
        read_line(summed(body)[:-1])


def test_a_sealed_line_states_an_event_too() -> None:
    seal = Seal(KEY)
    blob = base64.b64encode(seal.seal(b"[1]", "a/1/1")).decode()
    with pytest.raises(BrokenLine):
        event_of({"n": 1, "sealed": blob}, seal, "a/1")


def test_what_was_sealed_with_another_key_is_named() -> None:
    ours, theirs = Seal(KEY), Seal(bytes(32))
    line = write_line(Event(1, 2, "x", [1]), theirs, "aa/1")
    disk = MemoryDisk(
        {
            "open": HEADER.line() + line,
            "closed": close(HEADER.line() + line, theirs, "aa/1"),
        }
    )
    for path in ("open", "closed"):
        name = SegmentName("aa", 1, path == "open", path)
        read = read_segment(disk, name, ours, HEADER.columns)
        assert Trouble.SEALED in [problem.trouble for problem in read.problems]
        assert read.events == []


def test_a_sealed_folder_needs_its_passphrase(pair: tuple[Device, Device]) -> None:
    first, _ = pair
    first.disk.files["key.json"] = b"{}"
    with pytest.raises(BadInput, match="passphrase"):
        first.sync()


def test_what_was_sealed_is_never_told_in_plain(pair: tuple[Device, Device]) -> None:
    first, _ = pair
    first.answer()
    before = dict(first.disk.files)
    written = {**first.store.sync_value("written"), "is_sealed": True}
    for noted in ({"written": written}, {"sealed": True}):
        first.store.keep_sync_values(noted)
        with pytest.raises(KeyFileGone):
            first.sync()
    assert first.disk.files == before


def test_damaged_files_of_an_earlier_time_in_the_folder_are_told_anew(
    pair: tuple[Device, Device],
) -> None:
    first, second = pair
    first.store.begin_folder("another", ())
    first.disk.files[TAIL] += b"nonsense\n"
    assert troubles(first) == []
    second.disk.files = dict(first.disk.files)
    second.sync()
    assert second.store.canon() == first.store.canon()


def test_a_file_that_vanishes_meanwhile_is_said(pair: tuple[Device, Device]) -> None:
    first, _ = pair
    box = first.outbox(None, EVENT_COLUMNS)
    written = Written(**first.store.sync_value("written"))
    del first.disk.files[TAIL]
    with pytest.raises(CannotRun, match="cannot be read any more"):
        box.tell([(1, "x", [])], written)


def test_of_two_stamps_the_earlier_stands(pair: tuple[Device, Device]) -> None:
    first, second = pair
    second.sync()
    events = [read_line(line[:-1]) for line in lines_of(first)[1:]]
    told = [event[1:] for event in events if event.type == "review"]
    here = Here(second.store.device, StampClock(), 0)
    again = [(stamp - 5, kind, values) for stamp, kind, values in told]
    assert second.store.merge("00000000000000ff", again, here).new == 0
    assert second.store.touched() > 0


def test_a_line_is_held_against_its_sum() -> None:
    line = write_line(Event(1, 2, "x", ["é", None, 1.5]))
    assert read_line(line[:-1]) == Event(1, 2, "x", ["é", None, 1.5])
    with pytest.raises(BrokenLine, match="as it was written"):
        checked(line[:-2] + b" ")
    with pytest.raises(BrokenLine, match="no JSON"):
        checked(summed('{"n":nonsense}')[:-1])


def test_a_sealed_line_opens_in_its_place_alone() -> None:
    seal, event = Seal(KEY), Event(3, 2, "x", [1])
    line = write_line(event, seal, "a/1")[:-1]
    assert read_line(line, seal, "a/1") == event
    with pytest.raises(SealError):
        read_line(line, seal, "a/2")
    with pytest.raises(SealError):
        read_line(line, None, "a/1")
    with pytest.raises((BrokenLine, SealError)):
        event_of({"n": 1, "sealed": "%"}, seal, "a/1")


HEADER = Header("a", 1, 1, "", is_restart=True, columns={"x": ("y",)})


def test_a_header_is_read_as_it_was_written() -> None:
    assert read_header(HEADER.line()[:-1]) == HEADER
    for body in ('{"triad-sync":1}', '{"triad-sync":"1"}'):
        with pytest.raises(BrokenLine):
            read_header(summed(body)[:-1])
    wrong = replace(HEADER, segment="1")  # type: ignore[arg-type]
    with pytest.raises(BrokenLine):
        read_header(wrong.line()[:-1])


def test_a_closed_segment_is_held_against_what_stands_in_front() -> None:
    content = HEADER.line() + write_line(Event(1, 2, "x", [1]))
    file = close(content, None, "a/1")
    assert opened(file, None, "a/1") == content
    for broken in (b"", b"x" * 40, struct.pack("<II", 0x184D2A50, 2) + b"{}"):
        with pytest.raises(BrokenSegment):
            opened(broken, None, "a/1")
    with pytest.raises(BrokenSegment) as caught:
        opened(file[:-3] + b"???", None, "a/1")
    assert isinstance(caught.value.content, bytes)


def test_a_sealed_segment_opens_in_its_place_alone() -> None:
    seal, content = Seal(KEY), HEADER.line()
    file = close(content, seal, "a/1")
    assert opened(file, seal, "a/1") == content
    with pytest.raises(SealError):
        opened(file, seal, "a/2")


def test_a_segment_unpacks_to_so_much_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    from trainer.sync import segment

    bomb = close(bytes(1 << 16), None, "a/1")
    monkeypatch.setattr(segment, "MOST_CONTENT_BYTES", 100)
    with pytest.raises(BrokenSegment) as caught:
        opened(bomb, None, "a/1")
    assert len(caught.value.content) == 100
