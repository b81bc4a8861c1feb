"""Identities: of the right form, ascending, different on different devices."""

from __future__ import annotations

import datetime as dt
import random
import uuid

from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.store.columns import day_number, instant_us, number_day, us_instant
from trainer.store.identity import ReviewIds, new_device

AT = dt.datetime(2026, 3, 2, 12, 0, 0, 123_000, tzinfo=dt.UTC)


def test_a_review_id_is_a_uuid_of_version_7() -> None:
    found = uuid.UUID(ReviewIds(random.Random(1)).next(AT))
    assert (found.version, found.variant) == (7, uuid.RFC_4122)
    assert found.int >> 80 == int(AT.timestamp() * 1000)
    assert found != uuid.UUID(ReviewIds(random.Random(2)).next(AT))


@settings(deadline=None, derandomize=True)
@given(st.lists(st.integers(-5_000, 5_000), max_size=60), st.integers())
def test_ids_ascend_whatever_the_clock_does(steps_ms: list[int], seed: int) -> None:
    ids = ReviewIds(random.Random(seed))
    now = AT
    made = [ids.next(now)]
    for step in steps_ms:
        now += dt.timedelta(milliseconds=step)
        made.append(ids.next(now))
    assert made == sorted(set(made))


def test_more_ids_than_a_millisecond_can_count_still_ascend() -> None:
    ids = ReviewIds(random.Random(3))
    made = [ids.next(AT) for _ in range(9000)]
    assert made == sorted(set(made))
    assert {uuid.UUID(one).version for one in made} == {7}


def test_an_instant_before_1970_still_makes_an_id() -> None:
    found = ReviewIds(random.Random(1)).next(dt.datetime(1969, 1, 1, tzinfo=dt.UTC))
    assert uuid.UUID(found).int >> 80 == 0


def test_a_device_has_a_name_of_its_own() -> None:
    assert new_device(random.Random(1)) != new_device(random.Random(2))
    assert len(new_device(random.Random(1))) == 16


@settings(deadline=None, derandomize=True)
@given(st.dates(), st.datetimes(timezones=st.just(dt.UTC)))
def test_days_and_instants_come_back_exactly(day: dt.date, at: dt.datetime) -> None:
    assert number_day(day_number(day)) == day
    assert us_instant(instant_us(at)) == at
    assert day_number(dt.date(1970, 1, 1)) == 0
