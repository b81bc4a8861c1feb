"""The part of the store that finds drills and takes decks out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer.domain.search import Order, read_search
from trainer.store import decks, search
from trainer.store.handle import guarded
from trainer.store.marking import Marking

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from trainer.domain.ids import DeckId, DrillId
    from trainer.domain.search import Found, Term


class Finding(Marking):
    """Search over words, tags and states; decks taken out and brought back."""

    @guarded
    def search(
        self,
        text: str,
        filters: Sequence[Term] = (),
        limit: int | None = 200,
        *,
        day: dt.date,
        offset: int = 0,
        order: Order = Order.PLACE,
        falling: bool = False,
    ) -> Found:
        """Return the drills that fulfil what was typed and all ``filters``, in ``order``.

        ``text`` is read by ``read_search``: words, "phrases", ``is:``, ``kind:``, ``tag:`` and
        ``deck:``, each excluded by a minus in front. Nothing at all finds every drill. ``day``
        decides what is due or buried; at most ``limit`` ids are returned (None: all), beginning
        with the ``offset``-th. Thousands of them come as they were first stored if ``order`` is
        that of the decks. Raises BadInput for a state there is not.
        """
        terms = (*read_search(text), *filters)
        return search.search(self._connection, terms, day, limit, offset, order, falling=falling)

    @guarded
    def tags(self) -> dict[str, int]:
        """Return every tag in use and how many drills have it, in the order of the alphabet."""
        return search.tags(self._connection)

    @guarded
    def deck_sizes(self) -> dict[DeckId, int]:
        """Return how many drills each deck has that has any."""
        return decks.sizes(self._connection)

    @guarded
    def remove_deck(self, deck_id: DeckId, at: dt.datetime) -> tuple[DrillId, ...]:
        """Take a deck out: archive its drills, whose reviews stay, and return which they were."""
        return decks.remove(self._connection, deck_id, at)

    @guarded
    def bring_back_deck(self, deck_id: DeckId) -> tuple[DrillId, ...]:
        """Undo ``remove_deck``; drills archived before it stay so. Return which came back."""
        return decks.bring_back(self._connection, deck_id)
