"""Interviews are kept as they stand, and drills wished for come before other new ones."""

from __future__ import annotations

import datetime as dt

from tests.store.learner import DAY, NOON, Learner, make_drill
from trainer.domain.interview import InterviewRecord
from trainer.scheduling.marks import Mark
from trainer.store.database import Store

POSED = {"seed": 2**40, "content": {"why": "naïve, “quoted”"}}


def record(number: int, outcome: dict[str, object] | None = None) -> InterviewRecord:
    at = NOON + dt.timedelta(minutes=number)
    return InterviewRecord(f"i{number}", at, POSED, {"now_s": 1.5 * number}, outcome)


def test_an_interview_is_read_as_it_was_kept(store: Store) -> None:
    assert store.interview_under_way() is None
    store.put_interview(record(1))
    store.put_interview(record(2))
    assert store.interview_under_way() == record(2)
    assert store.interviews() == ()
    store.put_interview(record(2, {"verdict": "mixed"}))
    assert store.interview_under_way() == record(1)
    store.put_interview(record(1, {"verdict": "advance"}))
    assert store.interviews() == (
        record(1, {"verdict": "advance"}),
        record(2, {"verdict": "mixed"}),
    )
    store.drop_interview("i1")
    store.drop_interview("none")
    assert [each.id for each in store.interviews()] == ["i2"]


def test_what_was_wished_for_is_new_and_neither_hidden_nor_answered(learner: Learner) -> None:
    store = learner.store
    one, two, three = (make_drill(number).id for number in (3, 1, 5))
    tomorrow = DAY + dt.timedelta(days=1)
    store.wish([one, two], tomorrow)
    store.wish([three], DAY)
    assert [entry.id for entry in store.wished(DAY)] == [three]
    assert [entry.id for entry in store.wished(tomorrow)] == [three, one, two]
    store.put_mark(two, Mark(suspended=True))
    learner.answer(3)
    assert [entry.id for entry in store.wished(tomorrow)] == [three]
    store.unwish([three])
    assert store.wished(tomorrow) == ()
