"""Step 11: what travelling between devices needs beside the log.

The log's tables stay as they are. ``review_place`` and ``adjustment_place`` give its rows their
place in the order that all devices agree on (a stamp of a hybrid logical clock); ``register`` holds
what may change, by field, and whose value stands; ``change`` notes what the user changed and other
devices were not told yet. A retraction that arrives before its review waits in ``early``.
``touched`` names the drills whose state is to be computed anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

STATEMENTS = (
    "create table sync_value (name text primary key, value text not null) strict, without rowid",
    """
    create table sync_device (
        key integer primary key,
        id text not null unique,
        name text not null default '',
        last_stamp integer not null default 0,
        seen_ms integer not null default 0,
        events integer not null default 0
    ) strict
    """,
    """
    create table sync_segment (
        device_key integer not null references sync_device (key),
        segment integer not null,
        read_to integer not null,
        size integer not null,
        hash text not null,
        is_done integer not null check (is_done in (0, 1)),
        primary key (device_key, segment)
    ) strict, without rowid
    """,
    """
    create table review_place (
        seq integer primary key, stamp integer not null, told_by integer not null
    ) strict
    """,
    """
    create table adjustment_place (
        seq integer primary key, stamp integer not null, told_by integer not null
    ) strict
    """,
    """
    create table early (
        id text primary key, device text not null, at_us integer not null
    ) strict, without rowid
    """,
    """
    create table register (
        subject text not null,
        key text not null,
        field text not null,
        value text not null,
        rank integer not null,
        device text not null,
        is_told integer not null check (is_told in (0, 1)),
        is_applied integer not null check (is_applied in (0, 1)),
        primary key (subject, key, field)
    ) strict, without rowid
    """,
    "create index register_untold on register (subject, key, field) where is_told = 0",
    "create index register_waiting on register (subject, key, field) where is_applied = 0",
    """
    create table change (
        subject text not null,
        key text not null,
        field text not null,
        at_us integer,
        base integer not null,
        primary key (subject, key, field)
    ) strict, without rowid
    """,
    "create table touched (drill_id text primary key) strict, without rowid",
)


def m011_sync(db: Database) -> None:
    """Add the tables."""
    for statement in STATEMENTS:
        db.conn.execute(statement)
