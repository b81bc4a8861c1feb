"""Opening the data only to look at it: also where nothing can be written."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trainer.places import Places
    from trainer.store.errors import StoreFailed
    from trainer.study.study import Study


@contextmanager
def open_to_read(places: Places) -> Iterator[Study]:
    """Yield the user's study, to be read; from a read-only folder or disk, by way of a copy.

    Raises the store's errors, and CannotRun where the folder can only be read and answers still
    stand in SQLite's write-ahead log beside the file: they cannot be read without writing.
    """
    from trainer.app import open_study
    from trainer.store.errors import StoreReadOnly, StoreUnreachable

    with ExitStack() as stack:
        try:
            study = stack.enter_context(open_study(places))
        except (StoreReadOnly, StoreUnreachable) as error:
            study = _copied(places, error, stack)
        yield study


def _copied(places: Places, refusal: StoreFailed, stack: ExitStack) -> Study:
    from trainer.app import open_study
    from trainer.errors import CannotRun
    from trainer.store.errors import StoreUnreachable
    from trainer.store.looking import copied

    database = places.database
    if not database.exists():
        raise refusal
    try:
        copy = stack.enter_context(copied(database))
    except StoreUnreachable as error:
        if not database.with_name(f"{database.name}-wal").exists():
            raise
        raise CannotRun(
            "the newest answers stand in the write-ahead log beside the database, which cannot be"
            " read where nothing can be written",
            where=str(database),
            remedy="copy the whole folder to where it can be written and name it with --data-dir",
        ) from error
    return stack.enter_context(open_study(places, database=copy))
