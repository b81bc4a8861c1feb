"""Suspending, burying, flagging; resetting and moving: counted right, rebuilt right, undone."""

from __future__ import annotations

import datetime as dt
import random
import sqlite3

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.learner import DAY, DECK, NOON, Learner
from trainer.domain.deck import DeckChange
from trainer.domain.ids import DrillId, ReviewId
from trainer.domain.memory import Rating, Seen, Unseen
from trainer.errors import BadInput
from trainer.scheduling.marks import Adjustment, Mark, NotSeen, is_leech
from trainer.store.database import Store
from trainer.store.errors import NoSuchDrill, NotLatestReview, StaleAnswer
from trainer.store.identity import ReviewIds
from trainer.store.queue import Tally

TOMORROW = DAY + dt.timedelta(days=1)
IDS = ReviewIds(random.Random(2))


def name(number: int) -> DrillId:
    return DrillId(f"metrics/d{number}")


def adjustment(learner: Learner, number: int, due: dt.date | None = None) -> Adjustment:
    return Adjustment(IDS.next(NOON), name(number), due, NOON, learner.progress(number))


def asked(store: Store, day: dt.date) -> list[int]:
    return [entry.position for entry in store.study_entries(day, 99)]


def test_a_suspended_drill_is_not_asked_until_it_is_let_back(learner: Learner) -> None:
    store = learner.store
    learner.answer(1, Rating.AGAIN)
    for number in (1, 4):
        assert store.put_mark(name(number), Mark(suspended=True)) == Mark()
    assert asked(store, DAY) == [0, 2, 3, 5]
    assert store.tally(DAY) == Tally(due=0, unseen=4, total=6, hidden=2)
    assert store.tally_by_kind(DAY)["contrast"] == Tally(due=0, unseen=0, total=2, hidden=2)
    assert store.due_by_day() == {}
    assert store.put_mark(name(1), Mark()) == Mark(suspended=True)
    assert asked(store, DAY) == [1, 0, 2, 3, 5]
    assert store.due_by_day() == {DAY: 1}
    assert store.marks() == {name(4): Mark(suspended=True)}


def test_a_buried_drill_comes_back_on_its_day(learner: Learner) -> None:
    store = learner.store
    learner.answer(1, Rating.AGAIN)
    store.put_mark(name(1), Mark(buried_until=TOMORROW))
    assert store.tally(DAY) == Tally(due=0, unseen=5, total=6, hidden=1)
    assert store.tally(TOMORROW) == Tally(due=1, unseen=5, total=6)
    assert asked(store, TOMORROW)[0] == 1
    assert Mark(buried_until=TOMORROW).hides(DAY)
    assert not Mark(buried_until=TOMORROW).hides(TOMORROW)
    assert Mark(suspended=True).hides(TOMORROW)


def test_archived_drills_with_marks_are_not_counted_twice(learner: Learner) -> None:
    store = learner.store
    learner.answer(1, Rating.AGAIN)
    learner.answer(2, Rating.AGAIN)
    store.put_mark(name(1), Mark(suspended=True))
    store.apply(DeckChange(DECK, removed=(name(1), name(2))), NOON)
    assert store.tally(DAY) == Tally(due=0, unseen=4, total=4)
    assert store.due_by_day() == {}
    assert store.marks() == {}


def test_flags(store: Store) -> None:
    store.put_mark(name(2), Mark(flag=3))
    assert store.mark(name(2)) == Mark(flag=3)
    assert store.mark(name(3)) == Mark()
    assert asked(store, DAY) == [0, 1, 2, 3, 4, 5]
    with pytest.raises(BadInput, match="no flag 5"):
        Mark(flag=5)
    for missing in (store.mark, lambda drill: store.put_mark(drill, Mark(flag=1))):
        with pytest.raises(NoSuchDrill):
            missing(DrillId("metrics/none"))


def test_resetting_forgets_and_can_be_taken_back(learner: Learner) -> None:
    store = learner.store
    learner.answer(1)
    learner.answer(1, days=3)
    before = learner.progress(1)
    reset = adjustment(learner, 1)
    store.adjust(reset)
    assert learner.progress(1) == Unseen()
    assert asked(store, DAY) == [0, 1, 2, 3, 4, 5]
    assert store.rebuild(learner.scheduler) == 0
    assert store.withdraw(reset.id, NOON) == reset
    assert learner.progress(1) == before
    assert store.rebuild(learner.scheduler, reschedule=True) == 0
    with pytest.raises(NotLatestReview):
        store.withdraw(reset.id, NOON)


def test_a_due_day_can_be_set(learner: Learner) -> None:
    store = learner.store
    learner.answer(1)
    before = learner.progress(1)
    far = DAY + dt.timedelta(days=77)
    moved = adjustment(learner, 1, far)
    store.adjust(moved)
    assert isinstance(before, Seen)
    assert learner.progress(1) == before._replace(due=far)
    for reschedule in (False, True):
        assert store.rebuild(learner.scheduler, reschedule=reschedule) == 0
    with pytest.raises(NotSeen, match="never answered"):
        store.adjust(adjustment(learner, 2, far))
    with pytest.raises(StaleAnswer, match="elsewhere"):
        store.adjust(moved._replace(id=ReviewId("x")))
    with pytest.raises(NoSuchDrill):
        store.adjust(moved._replace(drill_id=DrillId("metrics/none")))


def test_only_the_last_thing_that_happened_is_taken_back(learner: Learner) -> None:
    store = learner.store
    review = learner.answer(1)
    moved = adjustment(learner, 1, TOMORROW)
    store.adjust(moved)
    with pytest.raises(NotLatestReview):
        store.retract(review.id, NOON)
    later = learner.answer(1, days=1)
    with pytest.raises(NotLatestReview):
        store.withdraw(moved.id, NOON)
    store.retract(later.id, NOON)
    second = adjustment(learner, 1)
    store.adjust(second)
    with pytest.raises(NotLatestReview):
        store.withdraw(moved.id, NOON)
    store.withdraw(second.id, NOON)
    store.withdraw(moved.id, NOON)
    store.retract(review.id, NOON)
    assert learner.progress(1) == Unseen()


@pytest.mark.parametrize(
    "statement",
    [
        "update adjustment set at_us = 0",
        "delete from adjustment",
        "update withdrawal set at_us = 0",
        "delete from withdrawal",
    ],
)
def test_adjustments_belong_to_the_log(learner: Learner, statement: str) -> None:
    reset = adjustment(learner, 1)
    learner.store.adjust(reset)
    learner.store.withdraw(reset.id, NOON)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        learner.store._connection.execute(statement)


def test_leeches_are_listed_worst_first(learner: Learner) -> None:
    for days in range(10):
        learner.answer(1, Rating.AGAIN, days=days)
        learner.answer(2, Rating.AGAIN, days=2 * days // 2 if days < 9 else 8)
    assert learner.store.leeches() == {name(1): 9, name(2): 8}
    assert learner.store.leeches(9) == {name(1): 9}


def test_a_leech_is_pointed_out_now_and_then() -> None:
    assert [lapses for lapses in range(21) if is_leech(lapses)] == [8, 12, 16, 20]
    assert [lapses for lapses in range(6) if is_leech(lapses, threshold=1)] == [1, 2, 3, 4, 5]


actions = st.lists(
    st.tuples(
        st.integers(0, 2), st.sampled_from([*Rating, "reset", "due", "back"]), st.integers(0, 9)
    ),
    max_size=20,
)


@pytest.fixture
def one_learner(learner: Learner) -> Learner:
    return learner


@settings(
    deadline=None,
    derandomize=True,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(actions)
def test_any_log_with_adjustments_replays(
    one_learner: Learner, actions: list[tuple[int, Rating | str, int]]
) -> None:
    """Whatever happened, what is stored is what the log gives, and all can be taken back."""
    learner, store = one_learner, one_learner.store
    learner.ids = IDS
    undo: dict[int, list[tuple[object, object]]] = {number: [] for number in range(3)}
    day = 0

    def take_back(number: int) -> None:
        item, before = undo[number].pop()
        if isinstance(item, Adjustment):
            store.withdraw(item.id, NOON)
        else:
            store.retract(item.id, NOON)  # type: ignore[attr-defined]
        assert learner.progress(number) == before

    for number, what, days in actions:
        day += days
        before = learner.progress(number)
        if isinstance(what, Rating):
            undo[number].append((learner.answer(number, what, day), before))
        elif what == "back":
            if undo[number]:
                take_back(number)
        elif what == "reset" or isinstance(before, Seen):
            due = DAY + dt.timedelta(days=day + 5) if what == "due" else None
            item = adjustment(learner, number, due)
            store.adjust(item)
            undo[number].append((item, before))
    assert store.rebuild(learner.scheduler) == 0
    assert store.rebuild(learner.scheduler, reschedule=True) == 0
    for number, items in undo.items():
        while items:
            take_back(number)
    assert all(learner.progress(number) == Unseen() for number in range(3))


def test_marks_that_come_with_an_import_are_given_where_there_are_none(store: Store) -> None:
    first, second = name(0), name(1)
    store.put_mark(second, Mark(flag=4))
    these = [(first, Mark(suspended=True)), (second, Mark(suspended=True))]
    store.apply_all([], NOON, given=these)
    assert store.marks() == {first: Mark(suspended=True), second: Mark(flag=4)}
    store.take_back_import([], NOON, [], [], these)
    assert store.marks() == {second: Mark(flag=4)}
