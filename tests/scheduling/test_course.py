"""The order of a course: complete, the same every time, easy first, what is needed before."""

from __future__ import annotations

import time
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from trainer.domain.deck import Course
from trainer.scheduling.course import LEVELS, Lesson, course_order, topic_needed

TOPICS = ("weights", "cache", "decode", "queue")
DECKS = ("serving", "money")

lessons_of = st.lists(
    st.tuples(
        st.sampled_from(DECKS),
        st.sampled_from(TOPICS),
        st.sampled_from(("recall", "estimate", "spot")),
        st.sampled_from(LEVELS),
    ),
    max_size=40,
).map(
    lambda rows: [
        Lesson(deck, topic, kind, place, level)
        for place, (deck, topic, kind, level) in enumerate(rows)
    ]
)
words = st.sampled_from((*TOPICS, *(f"{deck}/{topic}" for deck in DECKS for topic in TOPICS)))
needs_of = st.dictionaries(st.sampled_from(TOPICS), st.lists(words, max_size=3).map(tuple))


def course(order: int = 1, **needs: tuple[str, ...]) -> Course:
    return Course("c", order, tuple(needs.items()))


@given(lessons_of, needs_of, needs_of, st.integers(1, 9))
def test_every_lesson_comes_once_whatever_waits_for_what(lessons, first, second, order):
    decks = {"serving": course(**first), "money": course(order, **second)}
    result = course_order(lessons, decks)
    assert sorted(result) == list(range(len(lessons)))
    assert course_order(lessons, decks) == result


@given(lessons_of, st.permutations(TOPICS))
def test_nothing_comes_before_what_it_needs(lessons, chain):
    """Each topic needs the one before it in ``chain``, so that no circle is made."""
    needs = {topic: (needed,) for needed, topic in pairwise(chain)}
    result = course_order(lessons, {"serving": course(**needs), "money": course(2, **needs)})
    met: list[Lesson] = []
    for place in result:
        lesson = lessons[place]
        for needed in needs.get(lesson.topic, ()):
            before = [each for each in lessons if (each.deck, each.topic) == (lesson.deck, needed)]
            assert all(each in met for each in before if each.level <= lesson.level)
        met.append(lesson)


@given(lessons_of, st.randoms())
def test_the_order_does_not_depend_on_how_the_rows_come_in(lessons, chance):
    decks = {"serving": course(), "money": course(2, cache=("serving/weights",))}
    shuffled = list(lessons)
    chance.shuffle(shuffled)
    assert [shuffled[place] for place in course_order(shuffled, decks)] == [
        lessons[place] for place in course_order(lessons, decks)
    ]


def ordered(lessons: list[Lesson], **decks: Course) -> list[str]:
    return [
        f"{lessons[place].topic}{lessons[place].level}" for place in course_order(lessons, decks)
    ]


def test_topics_run_side_by_side_and_the_easy_ones_come_first():
    kinds = ("recall", "spot", "estimate")
    topics = [*[("a", 1)] * 3, *[("b", 1)] * 3, ("a", 3), ("c", 2)]
    lessons = [
        Lesson("d", topic, kinds[place % 3], place, level)
        for place, (topic, level) in enumerate(topics)
    ]
    assert ordered(lessons, d=course()) == ["a1", "a1", "b1", "a1", "b1", "b1", "c2", "a3"]


def test_of_five_drills_no_three_are_of_one_kind_where_others_are_near():
    kinds = ("recall", "recall", "recall", "recall", "spot", "spot", "estimate", "table")
    lessons = [Lesson("d", f"t{place}", kind, place) for place, kind in enumerate(kinds)]
    order = [lessons[place].kind for place in course_order(lessons, {"d": course()})]
    assert order[:5] == ["recall", "recall", "spot", "spot", "estimate"]


def test_a_deck_begins_where_the_harder_half_of_the_one_before_does():
    kinds = ("recall", "spot", "estimate")
    lessons = [
        Lesson(deck, deck, kind, level, level)
        for deck in "xy"
        for level, kind in zip(LEVELS, kinds, strict=True)
    ]
    assert ordered(lessons, x=course(1), y=course(3)) == ["x1", "x2", "y1", "x3", "y2", "y3"]


def test_topics_that_wait_for_each_other_come_as_if_they_did_not():
    lessons = [Lesson("d", topic, "recall", place) for place, topic in enumerate("abc")]
    assert ordered(lessons, d=course(a=("b",), b=("a",), c=("a", "c"))) == ["a2", "b2", "c2"]


def test_what_another_deck_teaches_is_named_with_that_deck():
    assert topic_needed("d", "money/price", frozenset({"price"})) == ("money", "price")
    assert topic_needed("d", "price", frozenset()) == ("d", "price")
    assert topic_needed("d", "in/out", frozenset({"in/out"})) == ("d", "in/out")


def test_a_course_of_tens_of_thousands_is_put_in_order_within_seconds():
    lessons = [
        Lesson("d", f"t{place % 500}", ("recall", "spot")[place % 2], place, place % 3 + 1)
        for place in range(30_000)
    ]
    needs = tuple((f"t{number}", (f"t{number - 1}",)) for number in range(1, 500))
    began = time.process_time()
    assert len(course_order(lessons, {"d": Course("c", 1, needs)})) == 30_000
    assert time.process_time() - began < 3
