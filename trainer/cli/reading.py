"""Opening the data only to look at it: also where nothing can be written, or no more."""

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
    """Yield the user's study, to be read; from a read-only or full disk, by way of a copy.

    Raises the store's errors.
    """
    from trainer.app import open_study
    from trainer.store.errors import StoreFull, StoreReadOnly, StoreUnreachable, StoreUnwritable

    with ExitStack() as stack:
        try:
            study = stack.enter_context(open_study(places))
        except (StoreFull, StoreReadOnly, StoreUnreachable, StoreUnwritable) as error:
            study = _copied(places, error, stack)
        yield study


def _copied(places: Places, refusal: StoreFailed, stack: ExitStack) -> Study:
    from trainer.app import open_study
    from trainer.store.looking import copied

    database = places.database
    if not database.exists():
        raise refusal
    copy = stack.enter_context(copied(database))
    return stack.enter_context(open_study(places, database=copy))
