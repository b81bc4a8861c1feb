"""The log: one durable transaction an answer, append-only, taken back exactly."""

from __future__ import annotations

import datetime as dt
import random
import sqlite3

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.learner import DAY, DECK, NOON, Learner, make_drill
from trainer.domain.deck import DeckChange
from trainer.domain.ids import DrillId, ReviewId
from trainer.domain.memory import Progress, Rating, Seen, Unseen
from trainer.domain.review import Review
from trainer.scheduling.fsrs import Scheduler
from trainer.store.database import Store
from trainer.store.errors import NoSuchDrill, NotLatestReview, StaleAnswer, StoreFull
from trainer.store.identity import ReviewIds

LATER = NOON + dt.timedelta(days=40)


def test_an_answer_is_read_back_whole(learner: Learner) -> None:
    first = learner.answer(
        2,
        Rating.AGAIN,
        value=200_000.0,
        expected=180_000.0,
        unit="USD/month",
        log10_error=0.0458,
        interval_low=1.5e5,
        interval_high=2.5e5,
    )
    second = learner.answer(2, Rating.EASY, days=1)
    store = learner.store
    assert isinstance(second.before, Seen)
    assert store.reviews_of(first.drill_id) == (first, second)
    assert store.last_review() == second
    assert store.reviews_between(DAY, DAY) == (first,)
    assert learner.progress(2) == learner.after(second)
    due = learner.after(second).due
    assert [(item.review, item.retracted_at) for item in store.log()] == [
        (first, None),
        (second, None),
    ]
    assert [item.due for item in store.log()] == [DAY, due]


def test_an_empty_log(store: Store) -> None:
    assert store.last_review() is None
    assert list(store.log()) == []


def test_an_answer_to_an_edited_drill_is_refused(learner: Learner) -> None:
    review = learner.review(1)
    learner.store.apply(DeckChange(DECK, changed=(make_drill(1, content_hash="x"),)), NOON)
    with pytest.raises(StaleAnswer, match="edited"):
        learner.store.record(review, learner.after(review))
    assert learner.store.last_review() is None


def test_an_answer_to_a_removed_drill_is_refused(learner: Learner) -> None:
    review = learner.review(1)
    learner.store.apply(DeckChange(DECK, removed=(review.drill_id,)), NOON)
    with pytest.raises(StaleAnswer, match="removed"):
        learner.store.record(review, learner.after(review))


def test_an_answer_given_twice_is_refused(learner: Learner) -> None:
    review = learner.answer(1)
    again = review._replace(id=ReviewId("another"))
    with pytest.raises(StaleAnswer, match="elsewhere"):
        learner.store.record(again, learner.after(again))
    assert len(list(learner.store.log())) == 1


def test_an_answer_to_no_drill_is_refused(learner: Learner) -> None:
    review = learner.review(1, drill_id=DrillId("metrics/none"))
    with pytest.raises(NoSuchDrill):
        learner.store.record(review, learner.after(review))


def test_an_identity_cannot_be_used_twice(learner: Learner) -> None:
    review = learner.answer(1)
    with pytest.raises(sqlite3.IntegrityError):
        learner.answer(2, id=review.id)
    assert learner.progress(2) == Unseen()


def test_taking_back_restores_what_was(learner: Learner) -> None:
    store = learner.store
    first = learner.answer(1, Rating.AGAIN)
    second = learner.answer(1, Rating.GOOD, days=2)
    assert store.retract(second.id, LATER) == second
    assert learner.progress(1) == second.before
    assert store.last_review() == first
    store.retract(first.id, LATER)
    assert learner.progress(1) == Unseen()
    assert store.tally(DAY).unseen == 6
    assert [item.retracted_at for item in store.log()] == [LATER, LATER]
    assert store.reviews_of(first.drill_id) == ()


def test_an_undone_answer_can_be_given_anew(learner: Learner) -> None:
    learner.store.retract(learner.answer(1, Rating.AGAIN).id, NOON)
    again = learner.answer(1, Rating.EASY)
    assert learner.store.reviews_of(again.drill_id) == (again,)
    assert learner.store.introduced_on(DAY) == 1


def test_only_the_last_answer_is_taken_back_and_only_once(learner: Learner) -> None:
    first = learner.answer(1)
    second = learner.answer(1, days=1)
    learner.answer(2)  # Another drill's answer is no hindrance.
    with pytest.raises(NotLatestReview):
        learner.store.retract(first.id, NOON)
    learner.store.retract(second.id, NOON)
    with pytest.raises(NotLatestReview, match="only once"):
        learner.store.retract(second.id, NOON)
    with pytest.raises(NotLatestReview):
        learner.store.retract(ReviewId("unknown"), NOON)


@pytest.mark.parametrize(
    "statement",
    [
        "update review set rating = 4",
        "delete from review",
        "insert or replace into review select * from review",
        "update retraction set at_us = 0",
        "delete from retraction",
    ],
)
def test_the_log_cannot_be_changed(learner: Learner, statement: str) -> None:
    learner.answer(1)
    learner.store.retract(learner.answer(2).id, NOON)
    before = list(learner.store.log())
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        learner.store._connection.execute(statement)
    assert list(learner.store.log()) == before


def test_a_full_disk_saves_nothing_and_the_answer_can_be_given_again(learner: Learner) -> None:
    connection = learner.store._connection
    (pages,) = connection.execute("pragma page_count").fetchone()
    connection.execute(f"pragma max_page_count = {pages}")
    review = learner.review(1, answer="long " * 2000)
    with pytest.raises(StoreFull, match="nothing was saved"):
        learner.store.record(review, learner.after(review))
    assert not connection.in_transaction
    assert learner.store.last_review() is None
    assert learner.progress(1) == Unseen()
    connection.execute("pragma max_page_count = 100000")
    learner.store.record(review, learner.after(review))
    assert learner.store.last_review() == review


IDS = ReviewIds(random.Random(8))


@pytest.fixture
def one_store(store: Store) -> Store:
    """Return one store for all examples: each takes back what it did."""
    return store


actions = st.lists(
    st.tuples(st.integers(0, 5), st.sampled_from([*Rating, None]), st.integers(0, 9)), max_size=25
)


@settings(
    deadline=None,
    derandomize=True,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(actions)
def test_any_log_replays_to_the_stored_states(
    one_store: Store, actions: list[tuple[int, Rating | None, int]]
) -> None:
    """None takes the drill's last answer back; the third number lets days pass."""
    learner = Learner(one_store)
    learner.ids = IDS
    model: dict[int, list[tuple[Review, Progress]]] = {number: [] for number in range(6)}
    day = 0
    for number, rating, days in actions:
        day += days
        if rating is not None:
            before = learner.progress(number)
            model[number].append((learner.answer(number, rating, day), before))
        elif model[number]:
            review, before = model[number].pop()
            one_store.retract(review.id, NOON)
            assert learner.progress(number) == before
    stored = [learner.progress(number) for number in range(6)]
    for number in range(6):
        replayed = learner.scheduler.replay(review for review, _ in model[number])
        assert stored[number] == replayed
    assert one_store.rebuild(learner.scheduler, reschedule=True) == 0
    assert stored == [learner.progress(number) for number in range(6)]
    for reviews in model.values():
        while reviews:
            one_store.retract(reviews.pop()[0].id, NOON)
    assert all(learner.progress(number) == Unseen() for number in range(6))


def test_a_rebuild_mends_states_and_keeps_the_days(learner: Learner) -> None:
    store = learner.store
    learner.answer(1, Rating.GOOD)
    learner.answer(1, Rating.GOOD, days=3)
    learner.answer(2, Rating.EASY)
    moved = learner.review(3)
    after = learner.after(moved)._replace(due=DAY + dt.timedelta(days=77))
    store.record(moved, after)
    before = [learner.progress(number) for number in range(6)]
    store._connection.execute("update drill_state set difficulty = 9.9 where reviews = 2")
    store._connection.execute("delete from drill_state where reviews = 1")
    assert store.rebuild(learner.scheduler) == 3
    assert [learner.progress(number) for number in range(6)] == before
    assert store.rebuild(learner.scheduler) == 0
    strict = Scheduler(desired_retention=0.95)
    assert store.rebuild(strict, reschedule=True) == 3
    assert learner.progress(3) == strict.replay([moved])


def test_a_rebuild_leaves_out_what_is_not_stored(learner: Learner) -> None:
    # As after merging the log of a device that has more decks.
    row = learner.answer(1)
    columns = ", ".join(
        name
        for (name,) in learner.store._connection.execute(
            "select name from pragma_table_info('review') where name not in ('seq', 'id')"
        )
    )
    values = columns.replace("drill_id", "'elsewhere/d1'")
    learner.store._connection.execute(
        f"insert into review (id, {columns}) select 'x', {values} from review"
    )
    assert learner.store.rebuild(learner.scheduler) == 0
    assert learner.progress(1) == learner.after(row)
