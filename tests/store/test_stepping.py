"""Copies and checks in portions: others write meanwhile, and they can be stopped."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.store.learner import NOON, Learner
from trainer.store import stepping
from trainer.store.backup import backup_to
from trainer.store.database import Store


class Stopped(Exception):
    pass


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stepping, "PAGES", 5)
    monkeypatch.setattr(stepping, "INSTRUCTIONS", 50)


def test_a_copy_holds_what_was_there_when_it_began(
    learner: Learner, tmp_path: Path, open_store: Callable[..., Store]
) -> None:
    before = learner.answer(0)
    steps = 0

    def meanwhile() -> None:
        nonlocal steps
        steps += 1
        if steps < 4:
            learner.answer(steps)

    target = tmp_path / "one.sqlite"
    with Store.open(learner.store.path, device="", at=NOON) as other:
        backup_to(other._connection, target, meanwhile)
    # Begun anew with each answer it would take more.
    assert steps > 4
    assert open_store(target).last_review() == before
    assert learner.store.last_review() != before


def stop_at(many: int) -> Callable[[], None]:
    left = [many]

    def step() -> None:
        left[0] -= 1
        if not left[0]:
            raise Stopped

    return step


@pytest.mark.parametrize("many", [1, 3, 20])
def test_a_copy_that_is_stopped_leaves_nothing(learner: Learner, tmp_path: Path, many: int) -> None:
    target = tmp_path / "one.sqlite"
    with pytest.raises(Stopped):
        backup_to(learner.store._connection, target, stop_at(many))
    assert not list(tmp_path.glob("one.*"))
    learner.answer(1)


@pytest.mark.parametrize("many", [1, 3])
def test_a_check_that_is_stopped_says_nothing(learner: Learner, many: int) -> None:
    with pytest.raises(Stopped):
        learner.store.check_integrity(stop_at(many))
    assert learner.store.check_integrity() == ()


def test_other_errors_are_not_taken_for_a_stop(learner: Learner) -> None:
    connection = learner.store._connection
    with pytest.raises(sqlite3.OperationalError), stepping.stepping(connection, stepping.go_on):
        connection.execute("select nothing")
