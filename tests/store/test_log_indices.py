"""Indices of the log that were taken away for a long history come back, also after a crash."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.store.learner import DAY, Learner
from trainer.scheduling.focus import Focus
from trainer.store import log_indices
from trainer.store.database import Store


def indices(store: Store) -> set[str]:
    rows = store._connection.execute(
        "select name from sqlite_schema where type = 'index' and tbl_name = 'review'"
    )
    return {name for (name,) in rows if not name.startswith("sqlite_")}


def test_they_come_back_when_the_hurry_is_over(store: Store) -> None:
    there = indices(store)
    with store.hurried():
        store.expect_much()
        assert indices(store) == set()
        store.expect_much()
        Learner(store).answer(1)
    assert indices(store) == there
    assert store.check_integrity() == ()


def test_what_reads_by_them_reads_without_them(store: Store) -> None:
    Learner(store).answer(1)
    with store.hurried():
        store.expect_much()
        assert store.counts_in(DAY, DAY, Focus())[DAY].reviews == 1
        assert store.estimate_sums(DAY, DAY, Focus()) == []
        assert len(list(store.histories())) == 1


def test_they_come_back_when_the_file_is_opened_after_a_crash(
    store: Store, open_store: Callable[..., Store]
) -> None:
    there = indices(store)
    store.expect_much()
    store.close()
    assert indices(open_store()) == there


def test_another_program_may_have_made_them_meanwhile(
    store: Store, open_store: Callable[..., Store]
) -> None:
    there = indices(store)
    with store.hurried():
        store.expect_much()
        assert indices(open_store()) == there
    assert indices(store) == there


def test_what_is_there_already_is_not_made_twice(store: Store) -> None:
    there = indices(store)
    with store.hurried():
        store.expect_much()
        store._connection.execute("create index review_by_drill on review (drill_id)")
    assert indices(store) == there


def test_a_long_log_keeps_them(
    store: Store, learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    learner.answer(1)
    monkeypatch.setattr(log_indices, "_FEW", 0)
    there = indices(store)
    store.expect_much()
    assert indices(store) == there
