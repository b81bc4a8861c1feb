"""Step 6: the index of words and the list of tags hold archived drills as well, and may lag.

Taking a deck out then writes nothing into either; searching leaves out what is archived. ``meta``
says up to which drill the words are listed: after a large import the rest is listed later, before
the first search for a word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

STATEMENTS = (
    """
    insert into drill_search (rowid, text, tags)
    select d.key,
        (select group_concat(j.atom, ' ') from json_tree(c.fields) j where j.type = 'text'),
        d.tags
    from drill d join drill_content c on c.drill_key = d.key where d.archived_at_us is not null
    order by d.key
    """,
    """
    insert or ignore into drill_tag (tag, drill_key)
    select j.value, d.key from drill d, json_each(d.tags) j where d.archived_at_us is not null
    """,
    """
    insert into meta (name, value)
    select 'words_listed_to', cast(coalesce(max(key), 0) as text) from drill
    """,
)


def m006_words(db: Database) -> None:
    """List the words and tags of archived drills; note up to which drill words are listed."""
    for statement in STATEMENTS:
        db.conn.execute(statement)
