"""What is done otherwise with much comes to the same: merging, counting, computing anew."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator

import pytest

from tests.sync.replicas import NOON, SCHEDULER, Device
from trainer.domain.stamps import StampClock, stamp_of
from trainer.store import settling, statistics
from trainer.store.columns import instant_us
from trainer.store.telling import EVENT_COLUMNS, Here, Told
from trainer.study.syncing import own, reading

DRILLS = 4
MANY = 50_100
"""More than with which the log's indices are taken away."""

_OTHERS = ", ".join(
    name for name in EVENT_COLUMNS["review"] if name not in {"id", "rating", "at_us", "study_day"}
)
_MAKE = f"""
    with recursive n(i) as (select 1 union all select i + 1 from n where i < {MANY})
    insert into review (id, rating, at_us, study_day, {_OTHERS})
    select printf('00000000-0000-7000-8000-%012x', i), 1 + i % 4, at_us + i, study_day + i / 8,
        {_OTHERS} from n join review on seq = 1
"""


@pytest.fixture
def pair() -> Iterator[tuple[Device, Device]]:
    first, second = (Device(number, random.Random(number), DRILLS) for number in (0, 1))
    yield first, second
    first.store.close()
    second.store.close()


def carry(first: Device, second: Device) -> None:
    second.disk.files |= {p: d for p, d in first.disk.files.items() if not second.owns(p)}


def sums(device: Device) -> list[tuple[object, ...]]:
    return device.store._connection.execute(
        "select * from day_count where reviews > 0 order by day, kind"
    ).fetchall()


def states(device: Device) -> list[tuple[object, ...]]:
    return device.store._connection.execute(
        "select * from drill_state order by drill_key"
    ).fetchall()


def lengthen(device: Device) -> None:
    """Make the device's log long, as if all of it had been told."""
    device.answer()
    device.sync()
    connection = device.store._connection
    connection.execute(_MAKE)
    connection.execute(
        "insert into review_place select seq, (at_us / 1000) << 15, 0 from review where seq > 1"
    )
    (last,) = connection.execute("select max(seq) from review").fetchone()
    told = {**device.store.sync_value("told"), "review": last}
    device.store.keep_sync_values({"told": told, "placed_review": last})


def indices(device: Device) -> set[str]:
    rows = device.store._connection.execute("select name from sqlite_schema where type = 'index'")
    return {name for (name,) in rows}


def test_a_device_with_a_long_log_takes_in_what_another_one_did(
    pair: tuple[Device, Device], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MUCH_BYTES", 1)
    old, new = pair
    lengthen(old)
    new.disk.files = dict(old.disk.files)
    there = indices(old)
    for _ in range(6):
        new.answer()
    new.take_back()
    new.sync()
    carry(new, old)
    report = old.sync()
    assert (report.sent, report.problems) == (0, ())
    assert report.received == 7
    assert report.states > 1
    assert old.sync().received == 0
    assert indices(old) == there
    counted = sums(old)
    statistics.rebuild(old.store._connection)
    assert sums(old) == counted
    assert sum(row[2] for row in counted) == MANY + 6


def test_what_is_counted_together_is_what_is_counted_one_by_one(
    pair: tuple[Device, Device], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = pair
    for _ in range(9):
        first.pass_time()
        first.answer()
    first.take_back()
    second.answer()
    first.sync()
    second.disk.files = dict(first.disk.files)
    monkeypatch.setattr(statistics, "_MANY", 1)
    second.sync()
    carry(second, first)
    monkeypatch.undo()
    first.sync()
    assert sums(first) == sums(second)
    second.answer()
    assert sums(first) != sums(second), "the trigger is back"


def test_the_trigger_is_there_after_a_merge_that_failed(
    pair: tuple[Device, Device], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = pair
    monkeypatch.setattr(statistics, "_MANY", 1)
    before = first.store._connection.execute("select sql from sqlite_schema").fetchall()
    here = Here(first.store.device, StampClock(), 0)
    row = ["x"] * len(EVENT_COLUMNS["review"])
    with pytest.raises(sqlite3.IntegrityError):
        first.store.merge(f"{7:016x}", [(1, "review", row)], here, are_rows=True)
    assert first.store._connection.execute("select sql from sqlite_schema").fetchall() == before


@pytest.mark.parametrize("many", [1, 10_000])
def test_answers_taken_back_do_not_count_in_either_way_of_finding_them(
    pair: tuple[Device, Device], monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    first, second = pair
    monkeypatch.setattr(settling, "_MANY", many)
    for _ in range(5):
        first.pass_time()
        first.answer()
    first.take_back()
    first.sync()
    second.disk.files = dict(first.disk.files)
    second.sync()
    after = states(second)
    second.store.rebuild(SCHEDULER, reschedule=False)
    assert after == states(second)
    assert len(after) > 1


def test_where_two_devices_gave_one_stamp_their_identities_decide(
    pair: tuple[Device, Device],
) -> None:
    first, _ = pair
    first.answer()
    first.sync()
    ((_, _, values),) = [each for each in first.retold() if each[1] == "review"]
    stamp = stamp_of(instant_us(NOON) // 1000)
    told: list[Told] = []
    for identity, rating, day in ((9, 1, 20_600), (8, 4, 20_700), (7, 2, 20_800)):
        twin = [*values]
        twin[0] = f"00000000-0000-7000-8000-{identity:012x}"
        twin[8], twin[11] = rating, day
        told.append((stamp, "review", twin))
    here = Here(first.store.device, StampClock(), 0)
    first.store.merge(f"{7:016x}", told, here)
    first.store.settle(SCHEDULER, 9)
    after = states(first)
    first.store.rebuild(SCHEDULER, reschedule=False)
    assert states(first) == after


def test_how_much_of_much_is_told_is_said(
    pair: tuple[Device, Device], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = pair
    monkeypatch.setattr(own, "CHUNK", 3)
    for _ in range(7):
        first.answer()
    many = first.store.count_untold()
    said: list[float] = []

    def step(share: float, word: str) -> None:
        if word.startswith("telling other") and "0 so far" not in word:
            said.append(share)

    assert first.sync(step).sent == many
    assert said == sorted(said)
    assert said[0] < 0.08
    assert said[-1] == pytest.approx(0.1)
    assert first.store.count_untold() == 0
