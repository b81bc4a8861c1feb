"""Instants, time zones, and the day that begins at 04:00."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.clock import ROLLOVER_HOUR, FrozenClock, SystemClock, study_day

BERLIN_WINTER = dt.timezone(dt.timedelta(hours=1))


class ClocksChange(dt.tzinfo):
    """Berlin on 25 October 2026: at 01:00 UTC, 03:00 summer time becomes 02:00 winter time.

    Built by hand, so that no time zone database is needed.
    """

    _change = dt.datetime(2026, 10, 25, 1)  # noqa: DTZ001 (tzinfo works in naive times)

    def utcoffset(self, when: dt.datetime | None) -> dt.timedelta:
        return dt.timedelta(hours=1)

    def dst(self, when: dt.datetime | None) -> dt.timedelta:
        return dt.timedelta(0)

    def fromutc(self, when: dt.datetime) -> dt.datetime:
        return when + dt.timedelta(hours=2 if when.replace(tzinfo=None) < self._change else 1)


@pytest.fixture
def far_east(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "TST-9:30")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_the_machines_clock_is_aware_and_in_utc() -> None:
    before, now = dt.datetime.now(dt.UTC), SystemClock().now()
    assert now.tzinfo is dt.UTC
    assert before <= now <= dt.datetime.now(dt.UTC)


@pytest.mark.usefixtures("far_east")
def test_the_machines_clock_knows_the_machines_zone() -> None:
    noon = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
    local = SystemClock().local(noon)
    assert local == noon
    assert (local.hour, local.minute) == (21, 30)


@pytest.mark.usefixtures("far_east")
def test_the_day_is_that_of_the_zone_as_it_stands_now() -> None:
    assert study_day(SystemClock(), dt.datetime(2026, 11, 23, 18, 29, tzinfo=dt.UTC)) == dt.date(
        2026, 11, 23
    )
    assert study_day(SystemClock(), dt.datetime(2026, 11, 23, 18, 30, tzinfo=dt.UTC)) == dt.date(
        2026, 11, 24
    )


def test_a_frozen_clock_moves_only_when_told(clock: FrozenClock) -> None:
    first = clock.now()
    assert clock.now() == first
    clock.advance(days=1, minutes=2)
    assert clock.now() - first == dt.timedelta(days=1, minutes=2)


def test_a_frozen_clock_says_utc_whatever_it_was_set_in() -> None:
    clock = FrozenClock(dt.datetime(2026, 11, 24, 0, 30, tzinfo=BERLIN_WINTER), BERLIN_WINTER)
    assert clock.now() == dt.datetime(2026, 11, 23, 23, 30, tzinfo=dt.UTC)
    assert clock.now().tzinfo is dt.UTC
    assert clock.local(clock.now()).hour == 0


@pytest.mark.parametrize(
    ("hour", "minute", "day"),
    [(0, 0, 23), (3, 59, 23), (4, 0, 24), (12, 0, 24), (23, 59, 24)],
)
def test_the_day_turns_at_four(hour: int, minute: int, day: int) -> None:
    clock = FrozenClock(dt.datetime(2026, 11, 24, hour, minute, tzinfo=dt.UTC))
    assert study_day(clock) == dt.date(2026, 11, day)


def test_the_day_turns_at_another_hour_when_asked(clock: FrozenClock) -> None:
    assert study_day(clock, rollover_hour=9) == dt.date(2026, 11, 24)
    assert study_day(clock, rollover_hour=10) == dt.date(2026, 11, 23)


def test_the_day_is_the_users_own(clock: FrozenClock) -> None:
    evening = dt.datetime(2026, 11, 24, 2, 59, tzinfo=dt.UTC)
    assert study_day(FrozenClock(evening, BERLIN_WINTER)) == dt.date(2026, 11, 23)
    assert study_day(FrozenClock(evening, dt.timezone(dt.timedelta(hours=2)))) == dt.date(
        2026, 11, 24
    )


def test_the_day_turns_at_four_by_the_wall_on_the_night_the_clocks_change() -> None:
    clock = FrozenClock(dt.datetime(2026, 10, 25, 2, 59, tzinfo=dt.UTC), ClocksChange())
    assert clock.local(clock.now()).hour == 3
    assert study_day(clock) == dt.date(2026, 10, 24)
    clock.advance(minutes=1)
    assert study_day(clock) == dt.date(2026, 10, 25)
    # The hour from two to three comes twice; both belong to the evening before.
    for utc_hour in (0, 1):
        instant = dt.datetime(2026, 10, 25, utc_hour, 30, tzinfo=dt.UTC)
        assert clock.local(instant).hour == 2
        assert study_day(clock, instant) == dt.date(2026, 10, 24)


@settings(deadline=None, derandomize=True)
@given(
    st.integers(1_577_836_800, 2_208_988_800),
    st.integers(-14 * 60, 14 * 60),
)
def test_a_study_day_is_the_local_date_four_hours_earlier(second: int, offset_min: int) -> None:
    instant = dt.datetime.fromtimestamp(second, dt.UTC)
    zone = dt.timezone(dt.timedelta(minutes=offset_min))
    clock = FrozenClock(instant, zone)
    shifted = instant.astimezone(zone) - dt.timedelta(hours=ROLLOVER_HOUR)
    assert study_day(clock) == shifted.date()
