"""The course in a deck file: read, written, refused or warned of at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from trainer.domain.deck import Course, Deck
from trainer.domain.ids import DeckId
from trainer.formats.base import UnreadableDeck
from trainer.formats.course import problems_between
from trainer.formats.yaml_deck import read_deck_text
from trainer.formats.yaml_write import deck_yaml
from trainer.study.importing import plan_import

DECK = """\
format: triad-deck/1
id: serving
title: Serving
course:
  name: systems
  order: 2
  needs:
    kv-cache: [weights, basics/tokens]
    batch: [kv-cache]
drills:
  - {kind: recall, tags: [weights], front: Q, back: A}
  - {kind: recall, tags: [kv-cache], front: R, back: A}
  - {kind: recall, tags: ["group:x", batch], front: S, back: A}
"""
COURSE = Course(
    "systems", 2, (("kv-cache", ("weights", "basics/tokens")), ("batch", ("kv-cache",)))
)

CIRCLE = "'weights' would wait for itself, as '{}' waits for it; take one of them out"


def read(text: str, name: str = "d.yaml"):
    return read_deck_text(text, Path(name))


def told(text: str) -> list[str]:
    try:
        return [str(problem) for problem in read(text).problems]
    except UnreadableDeck as error:
        return [str(problem) for problem in error.problems]


def test_a_course_is_read_and_written_alike():
    found = read(DECK)
    assert (found.course, found.problems) == (COURSE, ())
    change = plan_import(found, ()).change
    assert change.deck.course == COURSE
    again = read(deck_yaml(change.deck, change.added))
    assert (again.course, again.problems) == (COURSE, ())


def test_a_deck_without_a_name_for_it_is_a_course_by_itself():
    alone = DECK.replace("  name: systems\n  order: 2\n", "")
    assert read(alone).course == COURSE._replace(name="serving", order=1)
    assert "name:" not in deck_yaml(Deck(DeckId("d"), "D", course=Course("d")), ())
    assert read(DECK[: DECK.index("course:")] + DECK[DECK.index("drills:") :]).course is None


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "kv-cache: [weights,",
            "kv-cache: [weight,",
            "d.yaml:8:16: warning: 'weight' is no topic of this deck; did you mean 'weights'?",
        ),
        (
            "batch: [kv-cache]",
            "bacht: [kv-cache]",
            "d.yaml:9:12: warning: 'bacht' is no topic of this deck; did you mean 'batch'?",
        ),
        (
            "batch: [kv-cache]",
            "weights: [weights]",
            f"d.yaml:9:15: warning: {CIRCLE.format('weights')}",
        ),
        (
            "batch: [kv-cache]",
            "weights: [batch, kv-cache]",
            f"d.yaml:9:22: warning: {CIRCLE.format('kv-cache')}",
        ),
        ("order: 2", "order: 0", "d.yaml:6:10: 'order' is at least 1, not 0"),
        (
            "order: 2",
            "ordre: 2",
            "d.yaml:6:3: there is no field 'ordre' in 'course'; did you mean 'order'?",
        ),
        (
            "batch: [kv-cache]",
            "batch: kv-cache",
            "d.yaml:9:12: 'batch' must be a list, not 'kv-cache'; write [kv-cache]",
        ),
    ],
)
def test_what_is_wrong_with_a_course_is_told_at_its_place(old, new, expected):
    assert told(DECK.replace(old, new)) == [expected]


def test_two_ways_to_one_topic_are_no_circle():
    needs = "weights: [a]\n    kv-cache: [weights, a]\n    batch: [kv-cache, weights, a]"
    text = DECK.replace("kv-cache: [weights, basics/tokens]\n    batch: [kv-cache]", needs)
    assert (
        told(text.replace("drills:", "drills:\n  - {kind: recall, tags: [a], front: T, back: A}"))
        == []
    )


def test_a_course_that_is_no_mapping_is_told():
    (said,) = told(DECK.replace(DECK[DECK.index("course:") : DECK.index("drills:")], "course: 2\n"))
    assert said == "d.yaml:4:9: 'course' must be a mapping (name: value), not 2"


BASICS = """\
format: triad-deck/1
id: basics
title: Basics
course: {name: systems, needs: {tokens: [serving/kv-cache]}}
drills:
  - {kind: recall, tags: [tokens], front: Q, back: A}
"""


def test_what_stands_in_another_deck_is_held_against_it():
    serving, basics = read(DECK), read(BASICS, "b.yaml")
    assert list(problems_between([serving])) == [], "who reads one deck knows nothing of others"
    (circle,) = problems_between([serving, basics])
    assert str(circle) == (
        "b.yaml:4:42: warning: 'tokens' would wait for itself, as 'serving/kv-cache' waits for it;"
        " take one of them out"
    )
    other = read(BASICS.replace("[tokens]", "[token]").replace("needs: {tokens", "needs: {token"))
    (unknown,) = problems_between([serving, other])
    assert str(unknown) == (
        "d.yaml:8:25: warning: 'tokens' is no topic of the deck 'basics'; did you mean 'token'?"
    )
