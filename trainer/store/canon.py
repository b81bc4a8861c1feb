"""All that devices in step have in common, as text in one order: equal stores, equal text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from trainer.store.columns import to_json
from trainer.store.telling import EVENT_COLUMNS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

_QUERIES: Final[dict[str, str]] = {
    "review": f"""
        select {", ".join("r." + name for name in EVENT_COLUMNS["review"])}, p.stamp,
            exists (select 1 from retraction t where t.review_id = r.id)
        from review r left join review_place p on p.seq = r.seq order by r.id
    """,
    "adjustment": f"""
        select {", ".join("a." + name for name in EVENT_COLUMNS["adjustment"])}, p.stamp,
            exists (select 1 from withdrawal w where w.adjustment_id = a.id)
        from adjustment a left join adjustment_place p on p.seq = a.seq order by a.id
    """,
    "early": "select id from early order by id",
    "register": """
        select subject, key, field, value, rank, device from register order by subject, key, field
    """,
    "deck": "select id, title, aim, language, licence, tags, course from deck"
    " where removed_at_us is null order by id",
    "drill": """
        select d.id, d.kind, d.content_hash, d.tags, d.level
        from drill d where d.archived_at_us is null order by d.id
    """,
    "state": """
        select d.id, s.stability_days, s.difficulty, s.due_day, s.last_day, s.reviews, s.lapses
        from drill_state s join drill d on d.key = s.drill_key
        where d.archived_at_us is null order by d.id
    """,
    "mark": """
        select d.id, m.suspended, m.buried_until_day, m.flag
        from drill_mark m join drill d on d.key = m.drill_key
        where d.archived_at_us is null order by d.id
    """,
    "day": "select * from day_count where reviews > 0 order by day, kind",
}


def lines(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield one line of JSON for each row: what kind it is, and its values.

    Left out is what is each device's own: the order of writing, what waits to be told, settings
    that do not travel, drills that were archived, and on whose word an answer was taken back.
    """
    for name, query in _QUERIES.items():
        for row in connection.execute(query):
            yield to_json([name, *row]) + "\n"
