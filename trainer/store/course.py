"""The courses of the decks: told in a column, their order kept as a place of each drill."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer.domain.deck import Course
from trainer.scheduling.course import MIDDLE, Lesson, course_order
from trainer.scheduling.siblings import topic_of
from trainer.store.columns import from_json, to_json

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from trainer.domain.deck import Deck

_LESSONS = """
    select d.key, k.id, d.tags, d.kind, d.position, d.level, d.place
    from deck k cross join drill d on d.deck_key = k.key
    where k.id = ? and d.archived_at_us is null
"""
_LEFT_THE_COURSE = """
    update drill set place = null where place is not null and archived_at_us is null
        and deck_key not in (select key from deck where course is not null)
"""


def course_text(course: Course | None) -> str | None:
    """Return ``course`` as its column holds it."""
    if course is None:
        return None
    return to_json({"name": course.name, "order": course.order, "needs": course.needs})


def text_course(text: str | None) -> Course | None:
    """Return the course that a column holds. Inverse of ``course_text``."""
    if text is None:
        return None
    found = from_json(text)
    needs = tuple((topic, tuple(needed)) for topic, needed in found["needs"])
    return Course(found["name"], found["order"], needs)


def arrange(connection: sqlite3.Connection, changed: Iterable[Deck]) -> None:
    """Give the drills of every course that has a ``changed`` deck their places anew.

    Part of a transaction that the caller holds.
    """
    connection.execute(_LEFT_THE_COURSE)
    names = {deck.course.name for deck in changed if deck.course}
    if not names:
        return
    courses: dict[str, dict[str, Course]] = {name: {} for name in names}
    for deck_id, text in connection.execute(
        "select id, course from deck where course is not null and removed_at_us is null"
    ):
        course = text_course(text)
        if course and course.name in names:
            courses[course.name][deck_id] = course
    for decks in courses.values():
        _put_places(connection, decks)


def _put_places(connection: sqlite3.Connection, decks: dict[str, Course]) -> None:
    rows = [row for deck_id in decks for row in connection.execute(_LESSONS, (deck_id,))]
    lessons = [
        Lesson(deck_id, topic_of(from_json(tags)), kind, position, level or MIDDLE)
        for _, deck_id, tags, kind, position, level, _ in rows
    ]
    order = course_order(lessons, decks)
    connection.executemany(
        "update drill set place = ? where key = ?",
        [(place, rows[at][0]) for place, at in enumerate(order) if rows[at][-1] != place],
    )
