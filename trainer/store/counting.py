"""The part of the store that counts drills: how many there are, due, unseen, on which day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer.store import queue
from trainer.store.handle import Handle, guarded

if TYPE_CHECKING:
    import datetime as dt

    from trainer.domain.deck import QueueEntry
    from trainer.domain.ids import DeckId
    from trainer.store.queue import DueOf, Tally


class Counting(Handle):
    """Counts, without reading the drills themselves."""

    @guarded
    def tally(self, day: dt.date) -> Tally:
        """Return how many drills are due on ``day``, unseen, and in all."""
        return queue.tally(self._connection, day)

    @guarded
    def tally_by_kind(self, day: dt.date) -> dict[str, Tally]:
        """Return the tally of each kind."""
        return queue.tally_by_kind(self._connection, day)

    @guarded
    def tally_by_deck(self, day: dt.date) -> dict[DeckId, Tally]:
        """Return the tally of each deck that was not taken out, decks in their order."""
        return queue.tally_by_deck(self._connection, day)

    @guarded
    def due_by_kind(self, day: dt.date, mark: str | None) -> dict[str, DueOf]:
        """Return what of each kind is due on ``day``, apart from it how many have a ``mark``.

        Those have a tag that begins with it; for None nothing is marked.
        """
        return queue.due_by_kind(self._connection, day, mark)

    @guarded
    def due_marked(self, day: dt.date, mark: str) -> list[QueueEntry]:
        """Return what is due on ``day`` and has a tag that begins with ``mark``, longest first."""
        return queue.due_entries(self._connection, day, mark)

    @guarded
    def are_more_due(self, day: dt.date, many: int) -> bool:
        """Return whether more than ``many`` drills are due on ``day``, hidden ones among them."""
        return queue.are_more_due(self._connection, day, many)

    @guarded
    def due_by_day(self) -> dict[dt.date, int]:
        """Return how many drills are due on each day: the input of the forecast."""
        return queue.due_by_day(self._connection)

    @guarded
    def next_due(self, day: dt.date) -> tuple[dt.date, int] | None:
        """Return the next day after ``day`` on which drills fall due, and how many."""
        return queue.next_due(self._connection, day)
