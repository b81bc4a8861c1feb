"""Bringing a database file to this version's schema, with sqlite-utils' migrations.

Asking what was applied needs one query and no sqlite-utils, whose import costs more than the rest
of opening the store; it is imported only when there is something to apply.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from trainer.store.connection import transaction
from trainer.store.errors import StoreCorrupt, StoreTooNew
from trainer.store.steps.m001_initial import m001_initial
from trainer.store.steps.m002_marks import m002_marks
from trainer.store.steps.m004_search import m004_search
from trainer.store.steps.m005_days import m005_days
from trainer.store.steps.m006_words import m006_words
from trainer.store.steps.m007_estimates import m007_estimates
from trainer.store.steps.m008_course import m008_course
from trainer.store.steps.m009_interviews import m009_interviews
from trainer.store.steps.m010_counted import m010_counted
from trainer.store.steps.m011_sync import m011_sync
from trainer.store.steps.m012_alias import m012_alias

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from sqlite_utils import Database, Migrations

log = logging.getLogger(__name__)

SET_NAME = "trainer"

Step = Callable[["Database"], None]

STEPS: tuple[Step, ...] = (
    m001_initial,
    m002_marks,
    m004_search,
    m005_days,
    m006_words,
    m007_estimates,
    m008_course,
    m009_interviews,
    m010_counted,
    m011_sync,
    m012_alias,
)
"""Every step, oldest first. Append only; what was released is frozen."""


def known() -> tuple[str, ...]:
    """Return the names of the steps, as sqlite-utils notes them in the file."""
    return tuple(step.__name__ for step in STEPS)


def applied(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return the names of the steps that were applied, in their order. Does not write."""
    if "_sqlite_migrations" not in tables(connection):
        return ()
    rows = connection.execute(
        "select name from _sqlite_migrations where migration_set = ? order by rowid", (SET_NAME,)
    )
    return tuple(name for (name,) in rows)


def check_known(connection: sqlite3.Connection, path: Path) -> tuple[str, ...]:
    """Return the steps that were applied to the file ``path``. Does not write.

    Raises StoreTooNew for a step of a newer version, StoreCorrupt for what is no file of ours.
    """
    done = applied(connection)
    if unknown := tuple(name for name in done if name not in known()):
        raise StoreTooNew(path, unknown)
    if not done and tables(connection):
        raise StoreCorrupt(path, "this is no database of Triad Trainer")
    return done


def tables(connection: sqlite3.Connection) -> frozenset[str]:
    """Return the names of all tables in the file."""
    rows = connection.execute("select name from sqlite_schema where type = 'table'")
    return frozenset(name for (name,) in rows)


def registered() -> Migrations:
    """Return the steps as the set of migrations that sqlite-utils applies."""
    from sqlite_utils import Migrations

    result = Migrations(SET_NAME)
    for step in STEPS:
        result()(step)
    return result


def apply_pending(connection: sqlite3.Connection) -> None:
    """Apply what is pending, all of it or nothing.

    The write lock is taken first, so that of two programs that open a new file at once the second
    waits and then finds nothing to do.
    """
    from sqlite_utils import Database

    with transaction(connection):
        before = applied(connection)
        # Plug-ins of an installed sqlite-utils command have no business in our file.
        registered().apply(Database(connection, execute_plugins=False))
        after = applied(connection)
    log.info("Schema: %s, was %s", after[-1], before[-1] if before else "a new file")
