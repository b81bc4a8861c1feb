"""What the application can do, on a real store: today, limits, settings, and starting again."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

import pytest

from tests.study.learner import (
    AGAIN,
    EASY,
    GOOD,
    HEADER,
    answer,
    deck_text,
    entry,
    install,
    local,
    progress,
    seen,
    shown,
)
from trainer.app import open_study
from trainer.claims.lexicon import lexicon
from trainer.clock import FrozenClock
from trainer.errors import BadInput
from trainer.places import Places
from trainer.settings import Settings
from trainer.study.study import Study, warm_up
from trainer.study.today import minutes_for
from trainer.units.registry import scale

TODAY = dt.date(2026, 11, 24)
MIXED = (
    HEADER
    + entry("r")
    + "  - {kind: contrast, id: c, bad: B, good: G, lacks: {cost: G}}\n"
    + "  - {kind: estimate, id: e, question: Q, asked: daily_spend,"
    " givens: {tokens_per_day: 1 M, cost_per_token: $0.001}}\n"
)


def begin(study: Study) -> list[str | None]:
    """Return what a sitting would bring up, in order."""
    return [local(each.id) for each in study.begin().queue]


# -- today -------------------------------------------------------------------------------------


def test_today_without_a_deck(study: Study) -> None:
    today = study.today()
    assert today.day == TODAY
    assert (today.counts.due, today.counts.new, today.counts.total, today.waiting) == (0, 0, 0, 0)
    assert (today.minutes, today.answered_today, today.next_due) == (0, 0, None)


def test_today_counts_what_start_would_bring_up(study: Study) -> None:
    install(study, MIXED)
    today = study.today()
    assert today.by_kind == {"contrast": 1, "estimate": 1, "recall": 1}
    assert today.waiting == len(study.begin().queue) == 3
    assert today.counts.new == today.counts.unseen == today.counts.total == 3
    assert today.minutes == pytest.approx((20 + 40 + 75) / 60)


def test_today_after_everything_is_answered_says_when_the_next_is_due(
    study: Study, clock: FrozenClock
) -> None:
    install(study, deck_text("a", "b"))
    session = study.begin()
    session.next()
    answer(session, GOOD)
    answer(session, GOOD)
    today = study.today()
    assert (today.counts.due, today.counts.new, today.waiting) == (0, 0, 0)
    assert today.answered_today == 2
    due = sorted(seen(study, name).due for name in "ab")
    assert today.next_due == (due[0], due.count(due[0]))
    clock.advance(days=(due[0] - TODAY).days)
    assert study.today().counts.due == due.count(due[0])
    assert study.today().answered_today == 0


def test_what_failed_today_is_due_today(study: Study) -> None:
    install(study, deck_text("a", "b"))
    session = study.begin()
    session.next()
    answer(session, AGAIN)
    today = study.today()
    assert (today.counts.due, today.counts.again, today.counts.new) == (1, 1, 1)
    assert begin(study) == ["a", "b"]


def test_the_day_turns_at_four_in_the_users_zone(study: Study, clock: FrozenClock) -> None:
    clock.zone = dt.timezone(dt.timedelta(hours=2))
    clock.instant = dt.datetime(2026, 11, 25, 1, 59, tzinfo=dt.UTC)
    assert study.today().day == TODAY
    clock.advance(minutes=1)
    assert study.today().day == TODAY + dt.timedelta(days=1)


def test_the_limit_of_new_drills_is_the_days_not_the_sittings(
    study: Study, clock: FrozenClock
) -> None:
    study.change_setting("new_per_day", 2)
    install(study, deck_text("a", "b", "c", "d", "e"))
    assert study.today().counts.new == 2
    assert study.today().counts.unseen == 5
    assert begin(study) == ["a", "b"]
    session = study.begin()
    session.next()
    answer(session, EASY)
    assert begin(study) == ["b"]
    session.undo()
    assert begin(study) == ["a", "b"]
    session = study.begin()
    session.next()
    answer(session, EASY)
    answer(session, EASY)
    assert begin(study) == []
    assert (study.today().counts.new, study.today().waiting) == (0, 0)
    clock.advance(days=1)
    assert begin(study) == ["c", "d"]


def test_no_new_drills_at_all(study: Study, clock: FrozenClock) -> None:
    install(study, deck_text("a", "b"))
    session = study.begin()
    session.next()
    answer(session, GOOD)
    study.change_setting("new_per_day", 0)
    assert begin(study) == []
    clock.advance(days=100)
    assert begin(study) == ["a"]


@pytest.mark.parametrize(
    ("by_kind", "seconds", "minutes"),
    [
        ({}, {}, 0),
        ({"recall": 3}, {}, 1),
        ({"hologram": 2}, {}, 2),
        ({"recall": 3, "contrast": 1}, {"recall": 10}, (30 + 40) / 60),
    ],
)
def test_how_long_it_will_take(
    by_kind: dict[str, int], seconds: dict[str, float], minutes: float
) -> None:
    assert minutes_for(by_kind, seconds) == pytest.approx(minutes)


def test_a_drill_is_described_by_its_first_line(study: Study) -> None:
    install(study, MIXED)
    assert [study.describe(f"d/{name}") for name in "rce"] == ["r?", "B", "Q"]
    with pytest.raises(BadInput, match="no such drill"):
        study.describe("d/x")


def test_warming_up_loads_what_the_first_estimate_and_statement_need() -> None:
    warm_up()
    assert scale.cache_info().currsize
    assert lexicon.cache_info().currsize == 1


# -- settings ----------------------------------------------------------------------------------


def test_a_setting_is_checked_stored_and_read_back(
    study: Study, places: Places, clock: FrozenClock
) -> None:
    assert study.settings == Settings()
    study.change_setting("new_per_day", 7)
    study.change_setting("theme", "dark")
    study.change_setting("desired_retention", 0.95)
    expected = Settings(new_per_day=7, theme="dark", desired_retention=0.95)
    assert study.settings == expected
    with open_study(places, clock) as again:
        assert again.settings == expected


@pytest.mark.parametrize(("name", "value"), [("new_per_day", -1), ("colour", "red")])
def test_a_setting_that_cannot_be_is_not_stored(study: Study, name: str, value: object) -> None:
    before = study.store.settings()
    with pytest.raises(BadInput):
        study.change_setting(name, value)
    assert study.store.settings() == before
    assert study.settings == Settings()


def test_a_value_of_a_newer_version_does_not_keep_the_window_shut(
    study: Study, places: Places, clock: FrozenClock
) -> None:
    study.store.put_setting("settings.theme", "sepia")
    study.store.put_setting("settings.new_per_day", 3)
    with open_study(places, clock) as again:
        assert again.settings == Settings(new_per_day=3)


def test_the_scheduler_follows_the_settings(study: Study) -> None:
    install(study, deck_text("a", "b"))
    study.change_setting("desired_retention", 0.7)
    study.change_setting("maximum_interval_days", 3)
    assert (study.scheduler.desired_retention, study.scheduler.maximum_interval_days) == (0.7, 3)
    session = study.begin()
    session.next()
    answer(session, EASY)
    assert TODAY < seen(study, "a").due <= TODAY + dt.timedelta(days=3)


def test_where_the_window_stood_is_remembered_apart_from_the_settings(
    study: Study, places: Places, clock: FrozenClock
) -> None:
    assert study.remembered("geometry") is None
    study.remember("geometry", "AdnQ")
    study.remember("theme", "no setting")
    with open_study(places, clock) as again:
        assert again.remembered("geometry") == "AdnQ"
        assert again.settings == Settings()


# -- starting again ----------------------------------------------------------------------------


def test_a_restart_in_the_middle_loses_nothing(places: Places, clock: FrozenClock) -> None:
    with open_study(places, clock, random.Random(1)) as study:
        install(study, deck_text("a", "b", "c", "d"))
        session = study.begin()
        session.next()
        answer(session, GOOD)
        answer(session, AGAIN)
        answer(session, EASY)
        answer(session, GOOD)
        session.undo()
        assert shown(session) == "d"
        before = {name: progress(study, name) for name in "abcd"}
        log = [each.review for each in study.store.log()]
        today = study.today()
    clock.advance(minutes=5)
    with open_study(places, clock, random.Random(2)) as study:
        assert {name: progress(study, name) for name in "abcd"} == before
        assert [each.review for each in study.store.log()] == log
        assert len(log) == 4
        assert study.today() == today
        assert begin(study) == ["b", "d"]
        # What was learnt before the restart can no longer be undone, what comes after can.
        session = study.begin()
        assert not session.can_undo
        session.next()
        answer(session, GOOD)
        session.undo()
        assert {name: progress(study, name) for name in "abcd"} == before


def test_a_restart_keeps_the_devices_name(places: Places, clock: FrozenClock) -> None:
    with open_study(places, clock, random.Random(1)) as study:
        device = study.store.device
    with open_study(places, clock, random.Random(2)) as study:
        assert study.store.device == device


def test_by_default_the_machines_own_clock_and_chance_are_used(places: Places) -> None:
    with open_study(places) as first:
        assert abs(first.clock.now() - dt.datetime.now(dt.UTC)) < dt.timedelta(minutes=1)
        assert first.rng.random() != first.rng.random()
        assert first.builtin_folder.name == "decks"
        assert first.data_dir == places.data_dir


# -- shipped decks -----------------------------------------------------------------------------


def steps(study: Study) -> list[str]:
    """Install the shipped decks and return what the progress heard."""
    heard: list[str] = []
    files = study.read_builtin_decks(lambda share, name: heard.append(f"{share:.2f} {name}"))
    study.install_builtin(files)
    return heard


def write(folder: Path, name: str, *drills: str, order: int = 0) -> None:
    course = f"course:\n  name: c\n  order: {order}\n" if order else ""
    text = deck_text(*drills).replace("id: d\n", f"id: {name}\n{course}")
    (folder / f"{name}.yaml").write_text(text, "utf-8")


def test_shipped_decks_are_installed_once(study: Study, builtin_folder: Path) -> None:
    write(builtin_folder, "two", "a")
    write(builtin_folder, "one", "a", "b")
    assert study.builtin_decks_stale()
    assert steps(study) == ["0.00 one", "0.50 two"]
    assert not study.builtin_decks_stale()
    assert [drill.id for drill in study.store.drills()] == ["one/a", "one/b", "two/a"]


def test_shipped_decks_are_installed_in_turns_the_beginners_first(
    study: Study, builtin_folder: Path
) -> None:
    for name, order in (("a", 10), ("begin", 1), ("z", 2), ("alone", 0)):
        write(builtin_folder, name, "x", order=order)
    paths = study.builtin_paths()
    assert [path.stem for path in paths] == ["begin", "z", "a", "alone"]
    study.install_builtin_deck(study.read_deck(paths[0]))
    assert study.library.builtin == {"begin"}
    assert study.today().counts.new == 1, "it can be practised while the others are read"
    assert study.builtin_decks_stale(), "a start that is cut short is made up for by the next one"
    steps(study)
    assert study.library.builtin == {"a", "alone", "begin", "z"}


def test_a_new_version_of_a_shipped_deck_is_installed_and_keeps_what_was_learnt(
    study: Study, builtin_folder: Path
) -> None:
    write(builtin_folder, "one", "a", "b")
    steps(study)
    session = study.begin()
    session.next()
    answer(session, GOOD)
    write(builtin_folder, "one", "a", "c")
    assert study.builtin_decks_stale()
    steps(study)
    assert not study.builtin_decks_stale()
    assert [drill.id for drill in study.store.drills()] == ["one/a", "one/c"]
    assert seen(study, "a").reviews == 1


def test_a_shipped_deck_may_be_added_renamed_and_taken_away(
    study: Study, builtin_folder: Path
) -> None:
    write(builtin_folder, "one", "a")
    steps(study)
    (builtin_folder / "one.yaml").rename(builtin_folder / "uno.yaml")
    assert study.builtin_decks_stale()
    steps(study)
    assert [drill.id for drill in study.store.drills()] == ["one/a"]
    write(builtin_folder, "two", "b")
    assert study.builtin_decks_stale()


def test_no_shipped_decks_are_no_trouble(study: Study) -> None:
    assert steps(study) == []
    assert not study.builtin_decks_stale()


def test_reading_the_shipped_decks_can_be_stopped(study: Study, builtin_folder: Path) -> None:
    write(builtin_folder, "one", "a")

    def stop(_share: float, _name: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        study.read_builtin_decks(stop)
    assert study.builtin_decks_stale()


def test_a_deck_is_read_planned_and_installed_from_its_file(study: Study, tmp_path: Path) -> None:
    path = tmp_path / "d.yaml"
    path.write_text(deck_text("a"), "utf-8")
    plan = study.plan(study.read_deck(path))
    study.install(plan)
    assert plan.path == path
    assert [drill.id for drill in study.store.drills()] == ["d/a"]
