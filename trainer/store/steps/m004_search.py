"""Step 4: finding drills by their words and tags, and decks that can be taken out.

Both lists hold what is not archived, and nothing else: how many drills a word or a tag has is then
read off the list itself. The program keeps them in step with the drills (``words``): a trigger
that writes to a virtual table is what ``trusted_schema = off`` forbids.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

STATEMENTS = (
    # Without a copy of the text, and without its lengths, which only a ranking would need.
    """
    create virtual table drill_search using fts5 (
        text, tags, content = '', columnsize = 0, prefix = '2 3',
        tokenize = "unicode61 remove_diacritics 2"
    )
    """,
    # All texts within the content, whatever a kind calls its fields; numbers are no words.
    """
    insert into drill_search (rowid, text, tags)
    select d.key,
        (select group_concat(j.atom, ' ') from json_tree(c.fields) j where j.type = 'text'),
        d.tags
    from drill d join drill_content c on c.drill_key = d.key where d.archived_at_us is null
    order by d.key
    """,
    """
    create table drill_tag (
        tag text not null collate nocase,
        drill_key integer not null references drill (key),
        primary key (tag, drill_key)
    ) strict, without rowid
    """,
    """
    insert or ignore into drill_tag (tag, drill_key)
    select j.value, d.key from drill d, json_each(d.tags) j where d.archived_at_us is null
    """,
    "create index drill_by_kind on drill (kind) where archived_at_us is null",
    "alter table deck add column removed_at_us integer",
)


def m004_search(db: Database) -> None:
    """Add the index of words, the list of tags, and when a deck was taken out."""
    for statement in STATEMENTS:
        db.conn.execute(statement)
