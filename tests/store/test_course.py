"""Courses in the store: kept as told, their order a place of each drill, fetched from the front."""

from __future__ import annotations

from dataclasses import replace

from tests.store.learner import DAY, DECK, NOON, Learner, make_drill
from trainer.domain.deck import Course, Deck, DeckChange, Drill
from trainer.domain.ids import DeckId, DrillId
from trainer.store.database import Store

COURSE = Course("c", 1, (("b", ("a",)),))
TAUGHT = Deck(DeckId("taught"), "Taught", course=COURSE)


def lessons(deck: Deck = TAUGHT, topics: str = "bbaa") -> tuple[Drill, ...]:
    return tuple(
        make_drill(
            number,
            id=DrillId(f"{deck.id}/{number}"),
            deck_id=deck.id,
            position=number,
            tags=("group:g", topic) if number == 0 else (topic,),
            level=None,
        )
        for number, topic in enumerate(topics)
    )


def offered(store: Store, many: int = 99) -> list[str]:
    return [entry.id for entry in store.study_entries(DAY, many)]


def test_a_course_is_kept_as_it_was_told(store: Store) -> None:
    store.apply(DeckChange(TAUGHT, added=lessons()), NOON)
    assert store.decks()[0] == TAUGHT
    assert store.decks()[1] == DECK


def test_two_courses_go_side_by_side(store: Store) -> None:
    for name in "xy":
        deck = Deck(DeckId(name), name, course=Course(name))
        store.apply(DeckChange(deck, added=lessons(deck, "aa")), NOON)
    assert offered(store)[:8:2] == ["x/0", "y/0", "x/1", "y/1"]


def test_what_is_new_comes_in_the_order_of_the_course(store: Store) -> None:
    plain = [f"metrics/d{number}" for number in range(6)]
    assert offered(store) == plain
    store.apply(DeckChange(TAUGHT, added=lessons()), NOON)
    order = ["taught/2", "taught/3", "taught/0", "taught/1"]
    assert [name for name in offered(store) if name.startswith("taught")] == order
    assert [entry.id for entry in store.entries()] == [*order, *plain]


def test_courses_and_other_decks_take_turns(store: Store) -> None:
    store.apply(DeckChange(TAUGHT, added=lessons(topics="ab")), NOON)
    assert offered(store, 5) == [
        "taught/0", "metrics/d0", "taught/1", "metrics/d1", "metrics/d2",
    ]  # fmt: skip
    assert offered(store, 0) == []


def test_what_was_seen_or_set_aside_keeps_nothing_waiting(store: Store) -> None:
    store.apply(DeckChange(TAUGHT, added=lessons(topics="abb")), NOON)
    store.put_mark(DrillId("taught/0"), replace(store.mark(DrillId("taught/0")), suspended=True))
    assert [name for name in offered(store) if name.startswith("taught")] == [
        "taught/1", "taught/2",
    ]  # fmt: skip


def test_a_deck_that_joins_changes_the_order_of_all(store: Store) -> None:
    store.apply(DeckChange(TAUGHT, added=lessons(topics="bb")), NOON)
    assert offered(store)[::2][:2] == ["taught/0", "taught/1"]
    first = Deck(DeckId("first"), "First", course=Course("c", 1))
    again = Deck(TAUGHT.id, "Taught", course=Course("c", 1, (("b", ("first/a",)),)))
    both = [
        DeckChange(again, unchanged=tuple(drill.id for drill in lessons(topics="bb"))),
        DeckChange(first, added=lessons(first, "aa")),
    ]
    store.apply_all(both, NOON)
    assert [name for name in offered(store) if not name.startswith("metrics")] == [
        "first/0", "first/1", "taught/0", "taught/1",
    ]  # fmt: skip
    assert [deck.id for deck in store.decks()] == ["taught", "first", "metrics"]


def test_a_deck_that_leaves_its_course_is_like_any_other(store: Store) -> None:
    store.apply(DeckChange(TAUGHT, added=lessons()), NOON)
    store.apply(DeckChange(TAUGHT._replace(course=None)), NOON)
    assert offered(store)[6:] == [f"taught/{number}" for number in range(4)]


def test_an_import_that_is_taken_back_brings_the_old_order_back(store: Store) -> None:
    store.apply(DeckChange(TAUGHT, added=lessons()), NOON)
    before = offered(store)
    other = TAUGHT._replace(course=Course("c", 1, (("a", ("b",)),)))
    store.apply(DeckChange(other), NOON)
    assert offered(store) != before
    store.take_back_import([DeckChange(TAUGHT)], NOON, [], [])
    assert offered(store) == before


def test_an_answer_moves_on_in_the_course(store: Store) -> None:
    store.apply(DeckChange(TAUGHT, added=lessons()), NOON)
    learner = Learner(store)
    learner.answer(0)
    assert offered(store, 1) == ["taught/2"]


def test_what_is_new_in_a_large_course_is_found_without_sorting(store: Store) -> None:
    from trainer.store import queue

    plan = store._connection.execute(
        f"explain query plan {queue._UNSEEN_IN_COURSES}", (1, 5)
    ).fetchall()
    assert "drill_in_course (seen=?" in str(plan)
    assert "TEMP B-TREE" not in str(plan)
