"""The built-in decks as a whole: clean, sourced, fresh, and a course worth taking."""

from __future__ import annotations

import datetime as dt
import os
from collections import Counter

from tests.content.counts import COMMAND, README, page
from tests.content.shipped import LOOKED_THROUGH, decks, drills, none
from trainer.formats.course import problems_between
from trainer.scheduling.siblings import topic_of

AT_LEAST = {
    "interview-metrics": 100,
    "serving-arithmetic": 120,
    "money": 80,
    "latency": 70,
    "quality-metrics": 90,
    "say-it-well": 150,
    "numbers-to-know": 80,
    "fermi": 40,
}
LEAST_SHARE = 0.1
"""Of each level in each deck."""
PARAGRAPH = range(20, 80)
"""Words."""


def test_the_decks_are_read_without_a_word() -> None:
    today = os.environ.get("TRIAD_CONTENT_DAY")
    day = dt.date.fromisoformat(today) if today else LOOKED_THROUGH
    none(str(problem) for deck in decks(day) for problem in deck.problems)
    none(str(problem) for problem in problems_between(decks(day)))


def test_there_are_as_many_drills_as_were_promised() -> None:
    many = {deck.id: len(deck.drills) for deck in decks()}
    none(f"{deck}: {many.get(deck, 0)} of {least}" for deck, least in AT_LEAST.items()
         if many.get(deck, 0) < least)  # fmt: skip
    assert sum(many.values()) >= 600


def test_every_drill_has_an_id_a_topic_a_level_and_a_dated_source() -> None:
    none(f"{each}: no id" for each in drills() if not each.drill.has_own_id)
    none(f"{each}: no topic" for each in drills() if not topic_of(each.drill.tags))
    none(f"{each}: no level" for each in drills() if each.drill.level is None)
    none(f"{each}: no source" for each in drills() if not each.drill.sources)
    none(f"{each}: no date of “{source.title}”" for each in drills()
         for source in each.drill.sources if not source.date)  # fmt: skip


def test_levels_are_spread_and_each_deck_begins_easily() -> None:
    for deck in decks():
        many = Counter(drill.level for drill in deck.drills)
        least = LEAST_SHARE * len(deck.drills)
        none(f"{deck.path}: {many[level]} of level {level}" for level in (1, 2, 3)
             if many[level] < least)  # fmt: skip
        if deck.id in AT_LEAST:
            first = deck.drills[0]
            assert first.level == 1, f"{deck.path}:{first.line}: no drill for a beginner"


def test_each_deck_has_an_aim_of_a_paragraph_and_its_place_in_the_course() -> None:
    none(f"{deck.path}: an aim of {len(deck.aim.split())} words" for deck in decks()
         if len(deck.aim.split()) not in PARAGRAPH)  # fmt: skip
    courses = [deck.course for deck in decks() if deck.course]
    assert {course.name for course in courses} == {"llm-systems"}
    assert sorted(course.order for course in courses) == list(range(1, len(decks()) + 1))


def test_the_counts_in_the_readme_are_those_of_the_decks() -> None:
    assert README.read_text("utf-8") == page(), f"write it again with: {COMMAND}"
