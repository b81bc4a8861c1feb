"""What the queue and the statistics read."""

from __future__ import annotations

import contextlib
import datetime as dt
import random

from tests.store.learner import DAY, DECK, NOON, Learner, make_drill
from trainer.domain.deck import Deck, DeckChange
from trainer.domain.ids import DeckId, DrillId
from trainer.domain.memory import Rating, Seen, Unseen
from trainer.scheduling.focus import Focus
from trainer.scheduling.marks import Mark
from trainer.store.database import Store
from trainer.store.errors import NotLatestReview
from trainer.store.queue import DueOf, Tally
from trainer.store.statistics import DayCount

FAR = DAY + dt.timedelta(days=400)


def test_entries_in_the_authors_order(learner: Learner) -> None:
    learner.answer(4)
    entries = learner.store.entries()
    assert [entry.position for entry in entries] == [0, 1, 2, 3, 4, 5]
    assert [entry.kind for entry in entries[:3]] == ["recall", "contrast", "estimate"]
    assert entries[0].tags == ("latency", "t0")
    assert entries[0].progress == Unseen()
    assert entries[4].progress == learner.progress(4)
    assert {entry.deck_id for entry in entries} == {DECK.id}


def test_study_entries_are_what_is_due_then_some_unseen(learner: Learner) -> None:
    learner.answer(5, Rating.AGAIN, days=1)
    learner.answer(3, Rating.AGAIN)
    learner.answer(0, Rating.EASY)
    tomorrow = DAY + dt.timedelta(days=1)
    numbers = [entry.position for entry in learner.store.study_entries(tomorrow, 2)]
    assert numbers == [3, 5, 1, 2]
    assert all(isinstance(e.progress, Seen) for e in learner.store.study_entries(tomorrow, 0))
    assert [e.position for e in learner.store.study_entries(DAY, -1)] == [3]


def test_tallies_leave_archived_drills_out(learner: Learner) -> None:
    store = learner.store
    learner.answer(0, Rating.AGAIN)
    learner.answer(1, Rating.AGAIN)
    learner.answer(3, Rating.EASY)
    assert store.tally(DAY) == Tally(due=2, unseen=3, total=6)
    store.apply(DeckChange(DECK, removed=(DrillId("metrics/d0"), DrillId("metrics/d5"))), NOON)
    assert store.tally(DAY) == Tally(due=1, unseen=2, total=4)
    assert store.tally_by_kind(DAY) == {
        "contrast": Tally(due=1, unseen=1, total=2),
        "estimate": Tally(due=0, unseen=1, total=1),
        "recall": Tally(due=0, unseen=0, total=1),
    }
    easy = learner.progress(3)
    assert isinstance(easy, Seen)
    assert store.due_by_day() == {DAY: 1, easy.due: 1}
    assert len(store.study_entries(FAR, 99)) == 4


def test_an_empty_store_counts_nothing(store: Store) -> None:
    assert store.daily_counts(DAY, FAR) == {}
    assert store.introduced_on(DAY) == 0
    assert store.due_by_day() == {}


def test_daily_counts_and_retention(learner: Learner) -> None:
    store = learner.store
    learner.answer(0, Rating.AGAIN)
    learner.answer(0, Rating.GOOD)  # The same day: says nothing of what was retained.
    learner.answer(1, Rating.GOOD)
    learner.answer(0, Rating.GOOD, days=2)
    learner.answer(1, Rating.AGAIN, days=2)
    undone = learner.answer(2, Rating.AGAIN, days=2)
    store.retract(undone.id, NOON)
    store.retract(learner.answer(3, days=5).id, NOON)
    later = DAY + dt.timedelta(days=2)
    assert store.daily_counts(DAY, FAR) == {
        DAY: DayCount(
            3, introduced=2, duration_ms=12_600, asked=0, recalled=0, ratings=(1, 0, 2, 0)
        ),
        later: DayCount(
            2, introduced=0, duration_ms=8_400, asked=2, recalled=1, ratings=(1, 0, 1, 0)
        ),
    }
    assert store.daily_counts(later, later).keys() == {later}
    assert store.introduced_on(DAY) == 2
    assert store.introduced_on(later) == 0


def test_settings_are_plain_values_by_name(store: Store) -> None:
    store.put_setting("new_per_day", 20)
    store.put_setting("theme", "dark")
    store.put_setting("new_per_day", 25)
    store.put_setting("layout", {"splitter": [1, 2], "open": True, "last": None})
    assert store.settings() == {
        "layout": {"splitter": [1, 2], "open": True, "last": None},
        "new_per_day": 25,
        "theme": "dark",
    }


def test_the_queries_of_a_session_do_not_walk_through_all_drills(store: Store) -> None:
    from trainer.store import queue

    new = (queue._UNSEEN_IN_COURSES, queue._UNSEEN_ELSEWHERE)
    for statement, values in ((queue._DUE, (1, None)), *((each, (1, 5)) for each in new)):
        plan = store._connection.execute(f"explain query plan {statement}", values).fetchall()
        assert "drill_by_deck" not in str(plan)
        assert "TEMP B-TREE" not in str(plan)


def test_each_kind_has_its_sums(learner: Learner) -> None:
    learner.answer(0, Rating.AGAIN)
    learner.answer(1, Rating.EASY, days=1)
    learner.answer(1, Rating.GOOD, days=9)
    until = DAY + dt.timedelta(days=8)
    for kind, ratings in (("contrast", [(0, 0, 0, 1)]), ("recall", [(1, 0, 0, 0)])):
        counts = learner.store.counts_in(DAY, until, Focus(kinds=frozenset({kind})))
        assert [count.ratings for count in counts.values()] == ratings


def test_each_deck_has_its_tally(learner: Learner) -> None:
    store = learner.store
    other, empty = Deck(DeckId("costs"), "Costs"), Deck(DeckId("empty"), "Empty")
    drills = [
        make_drill(number, id=DrillId(f"costs/d{number}"), deck_id=other.id) for number in range(2)
    ]
    store.apply(DeckChange(other, added=tuple(drills)), NOON)
    store.apply(DeckChange(empty), NOON)
    learner.answer(0, days=-30)
    learner.answer(1, days=-30)
    store.put_mark(DrillId("metrics/d0"), Mark(suspended=True))
    assert store.tally_by_deck(DAY) == {
        DECK.id: Tally(due=1, unseen=4, total=6, hidden=1),
        other.id: Tally(due=0, unseen=2, total=2),
        empty.id: Tally(due=0, unseen=0, total=0),
    }
    store.remove_deck(DECK.id, NOON)
    assert list(store.tally_by_deck(DAY)) == [other.id, empty.id]


def test_the_sums_kept_are_those_of_the_log(learner: Learner) -> None:
    store, chance = learner.store, random.Random(8)
    for turn in range(200):
        last = store.last_review()
        if last is not None and chance.random() < 0.25:
            with contextlib.suppress(NotLatestReview):
                store.retract(last.id, NOON)
        else:
            learner.answer(chance.randrange(6), Rating(chance.randint(1, 4)), days=turn // 9)
    kept = store._connection.execute(
        "select * from day_count where reviews > 0 order by day, kind"
    ).fetchall()
    assert store.rebuild(learner.scheduler, reschedule=True) == 0
    assert store._connection.execute("select * from day_count").fetchall() == kept
    assert len(kept) > 20


def test_the_next_day_something_is_due(learner: Learner) -> None:
    store = learner.store
    assert store.next_due(DAY) is None
    for number in range(5):
        learner.answer(number, Rating.GOOD, days=-number)
    store.put_mark(DrillId("metrics/d0"), Mark(suspended=True))
    store.put_mark(DrillId("metrics/d3"), Mark(buried_until=FAR))
    store.apply(DeckChange(DECK, removed=(DrillId("metrics/d1"),)), NOON)
    due = store.due_by_day()
    assert sum(due.values()) == 3
    for day in (DAY - dt.timedelta(days=9), *due):
        later = [(each, many) for each, many in due.items() if each > day]
        assert store.next_due(day) == (later[0] if later else None)


def test_what_is_due_by_kind_without_what_is_hidden(learner: Learner) -> None:
    store = learner.store
    learner.answer(0, Rating.AGAIN)
    learner.answer(1, Rating.GOOD, days=-30)
    learner.answer(4, Rating.GOOD, days=-30)
    learner.answer(2, Rating.GOOD, days=-30)
    store.put_mark(DrillId("metrics/d2"), Mark(buried_until=DAY + dt.timedelta(days=1)))
    assert store.due_by_kind(DAY, "t1") == {"contrast": DueOf(1, 0, 1), "recall": DueOf(1, 1, 0)}
    assert store.due_by_kind(DAY, None) == {"contrast": DueOf(2, 0, 0), "recall": DueOf(1, 1, 0)}
    assert [each.id for each in store.due_marked(DAY, "t1")] == ["metrics/d1"]


def test_whether_more_are_due_than_so_many(learner: Learner) -> None:
    for number in (0, 1):
        learner.answer(number, Rating.AGAIN)
    learner.answer(3, Rating.EASY)
    assert [learner.store.are_more_due(DAY, many) for many in (0, 1, 2)] == [True, True, False]
