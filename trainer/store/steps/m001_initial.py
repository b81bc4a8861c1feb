"""Step 1: decks, drills, the append-only review log and what is derived from it.

Days are counted from 1970-01-01, instants in microseconds of UTC from then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

STATEMENTS = (
    # "TriT": tells our files from any other SQLite file.
    "pragma application_id = 1416784212",
    "create table meta (name text primary key, value text not null) strict, without rowid",
    "create table setting (name text primary key, value text not null) strict, without rowid",
    """
    create table deck (
        key integer primary key,
        id text not null unique,
        title text not null,
        aim text not null,
        language text not null,
        licence text not null,
        tags text not null
    ) strict
    """,
    # Narrow on purpose: the queue reads all of these rows, and none of their content.
    """
    create table drill (
        key integer primary key,
        id text not null unique,
        deck_key integer not null references deck (key),
        position integer not null,
        kind text not null,
        content_hash text not null,
        tags text not null,
        level integer,
        seen integer not null default 0 check (seen in (0, 1)),
        created_at_us integer not null,
        archived_at_us integer
    ) strict
    """,
    """
    create table drill_content (
        drill_key integer primary key references drill (key),
        fields text not null,
        sources text not null
    ) strict
    """,
    "create index drill_by_deck on drill (deck_key, position) where archived_at_us is null",
    "create index drill_archived on drill (key) where archived_at_us is not null",
    """
    create index drill_unseen on drill (deck_key, position, kind)
    where seen = 0 and archived_at_us is null
    """,
    # Derived from the log; may be thrown away and rebuilt.
    """
    create table drill_state (
        drill_key integer primary key references drill (key),
        stability_days real not null,
        difficulty real not null,
        due_day integer not null,
        last_day integer not null,
        reviews integer not null,
        lapses integer not null
    ) strict
    """,
    "create index drill_state_by_due on drill_state (due_day)",
    """
    create trigger drill_state_inserted after insert on drill_state
    begin update drill set seen = 1 where key = new.drill_key; end
    """,
    """
    create trigger drill_state_deleted after delete on drill_state
    begin update drill set seen = 0 where key = old.drill_key; end
    """,
    # The log stands on its own: it names the drill in the words of the deck file, so that it can
    # be read, salvaged and merged without the other tables.
    """
    create table review (
        seq integer primary key,
        id text not null unique,
        device text not null,
        drill_id text not null,
        kind text not null,
        seed integer not null,
        content_hash text not null,
        answer text not null,
        suggested integer not null check (suggested between 1 and 4),
        rating integer not null check (rating between 1 and 4),
        duration_ms integer not null,
        at_us integer not null,
        study_day integer not null,
        before_stability_days real,
        before_difficulty real,
        before_due_day integer,
        before_last_day integer,
        before_reviews integer,
        before_lapses integer,
        due_day integer not null,
        value real,
        expected real,
        unit text,
        log10_error real,
        interval_low real,
        interval_high real
    ) strict
    """,
    "create index review_by_drill on review (drill_id)",
    "create index review_by_day on review (study_day, rating, before_last_day, duration_ms)",
    """
    create table retraction (
        seq integer primary key,
        review_id text not null unique references review (id),
        device text not null,
        at_us integer not null
    ) strict
    """,
    """
    create trigger review_never_changes before update on review
    begin select raise(abort, 'the review log is append-only'); end
    """,
    """
    create trigger review_never_goes before delete on review
    begin select raise(abort, 'the review log is append-only'); end
    """,
    """
    create trigger retraction_never_changes before update on retraction
    begin select raise(abort, 'the review log is append-only'); end
    """,
    """
    create trigger retraction_never_goes before delete on retraction
    begin select raise(abort, 'the review log is append-only'); end
    """,
)


def m001_initial(db: Database) -> None:
    """Create everything version 0.1 needs."""
    # One by one: executescript would commit the transaction the step runs in.
    for statement in STATEMENTS:
        db.conn.execute(statement)
