"""Settings that other devices tell are held against what may travel before they are stored."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest

from tests.sync.replicas import Device
from trainer import settings
from trainer.domain.stamps import stamp_of
from trainer.study.syncing.shared import refusals
from trainer.sync.line import Event
from trainer.sync.problem import Trouble

NOW_MS = 2**40
STAMP = stamp_of(NOW_MS)


@pytest.fixture
def pair() -> Iterator[tuple[Device, Device]]:
    first, second = Device(0, random.Random(0), 3), Device(1, random.Random(1), 3)
    yield first, second
    first.store.close()
    second.store.close()


def register(name: str, value: object, subject: str = "setting") -> Event:
    values: list[Any] = [subject, name, "", value, STAMP, f"{7:016x}"]
    return Event(1, STAMP, "register", values)


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("settings.desired_retention", 0.85, ""),
        ("settings.desired_retention", 1.5, "cannot be what it says"),
        ("settings.new_per_day", "many", "cannot be what it says"),
        ("settings.theme", "dark", "each device's own"),
        ("settings.of_tomorrow", 1, "not known here"),
        ("new_per_day", 1, "not known here"),
        ("cohort.folder", "/", "not known here"),
    ],
)
def test_what_is_none_of_the_shared_settings_is_refused(name: str, value: object, why: str) -> None:
    found = refusals([register(name, value)], NOW_MS)
    assert (why in found[0]) if why else not found


def test_a_default_may_always_travel() -> None:
    defaults = settings.Settings()
    events = [
        register(f"settings.{name}", getattr(defaults, name))
        for name in settings.NAMES
        if settings.travels(name) and not isinstance(getattr(defaults, name), tuple)
    ]
    assert len(events) > 10
    assert refusals(events, NOW_MS) == {}


def test_what_is_no_setting_is_left_to_others() -> None:
    assert refusals([Event(1, 1, "review", []), Event(2, 1, "register", [1])], NOW_MS) == {}
    assert refusals([register("deck", None, "deck")], NOW_MS) == {}


def test_a_refused_setting_is_named_and_everything_beside_it_is_merged(
    pair: tuple[Device, Device],
) -> None:
    first, second = pair
    first.store.put_setting("settings.theme", "dark", first.clock.now())
    first.store.put_setting("settings.new_per_day", 4, first.clock.now())
    first.answer()
    first.sync()
    second.disk.files = dict(first.disk.files)
    for _ in range(2):  # it is named as long as it is there
        (problem,) = second.sync().problems
        assert problem.trouble is Trouble.DAMAGED
        assert "the setting 'theme' is each device's own" in str(problem)
    found = second.store.settings()
    assert "settings.theme" not in found
    assert found["settings.new_per_day"] == 4
    assert sum(1 for _ in second.store.log()) == 1


def test_an_update_takes_in_what_was_not_known_before(
    pair: tuple[Device, Device], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = pair
    first.store.put_setting("settings.leech_lapses", 5, first.clock.now())
    first.sync()
    second.disk.files = dict(first.disk.files)
    monkeypatch.setattr(settings, "NAMES", ())
    assert "not known here" in str(second.sync().problems[0])
    monkeypatch.undo()
    assert second.sync().problems == ()
    assert second.store.settings()["settings.leech_lapses"] == 5


def test_a_change_from_years_ahead_is_refused() -> None:
    found = refusals([register("settings.new_per_day", 4)], NOW_MS - 367 * 86_400_000)
    assert "a year ahead" in found[0]
