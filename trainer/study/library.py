"""The library: every drill there is, found, looked at, and set aside or moved."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from trainer.clock import Clock, study_day
from trainer.domain.deck import Deck, Drill
from trainer.domain.ids import DeckId, DrillId, Seed
from trainer.domain.memory import Progress, Seen
from trainer.domain.review import Review
from trainer.domain.search import Found, Order, Term
from trainer.errors import TrainerError
from trainer.scheduling.fsrs import Scheduler
from trainer.scheduling.marks import Adjustment, Mark
from trainer.store.database import Store
from trainer.store.identity import ReviewIds
from trainer.study.authoring import Author
from trainer.study.exercises import Posed, pose, summary

Inverse = Callable[[], object]
"""Takes an action back; raises the store's errors."""

_PREVIEW_SEED = Seed(7)


@dataclass(frozen=True, slots=True)
class Row:
    """One drill as a line of the table."""

    drill: Drill
    line: str
    deck: str
    progress: Progress
    mark: Mark


@dataclass(frozen=True, slots=True)
class Details:
    """Everything about one drill. ``posed`` is None where its content cannot be posed any more."""

    row: Row
    posed: Posed | None
    reviews: tuple[Review, ...]
    recall: float | None
    """The chance that it is recalled today, 0 to 1; None for a drill never answered."""
    file: Path | None
    """Where it can be edited."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """One deck as the tree shows it. ``path`` is the folders it stands in."""

    deck: Deck
    path: tuple[str, ...]
    drills: int


@dataclass(frozen=True, slots=True)
class Shelves:
    """All decks, and all tags with how many drills have each."""

    decks: tuple[Shelf, ...]
    tags: dict[str, int]


@dataclass
class Library:
    """The library on the thread that opened the store; searching and shelves may run anywhere."""

    store: Store
    clock: Clock
    scheduler: Scheduler
    rng: random.Random
    author: Author
    builtin: frozenset[str]

    def search(
        self,
        text: str,
        filters: Sequence[Term] = (),
        order: Order = Order.PLACE,
        *,
        falling: bool = False,
        limit: int | None = None,
    ) -> Found:
        """Return what is found, on a connection of its own. Meant for a worker.

        At most ``limit`` of it; None for all.

        Raises BadInput for a state there is not.
        """
        with self._apart() as store:
            day = study_day(self.clock)
            return store.search(text, filters, limit, day=day, order=order, falling=falling)

    def _apart(self) -> Store:
        return Store.open(self.store.path, device=self.store.device, at=self.clock.now())

    def shelves(self) -> Shelves:
        """Return the decks and tags for the tree, read on a connection of its own."""
        with self._apart() as store:
            counts, tags = store.deck_sizes(), store.tags()
            decks = [
                Shelf(deck, self._path(deck), counts.get(deck.id, 0)) for deck in store.decks()
            ]
        return Shelves(tuple(shelf for shelf in decks if shelf.drills), tags)

    def _path(self, deck: Deck) -> tuple[str, ...]:
        """Return where the deck stands: by its folder, and by the levels of its title."""
        levels = tuple(part.strip() for part in deck.title.split("::")[:-1])
        origin = self.author.kept.origin(deck.id)
        if origin is None:
            return ("Built in" if deck.id in self.builtin else "Imported", *levels)
        if origin.is_relative_to(self.author.own):
            folders = origin.parent.relative_to(self.author.own).parts
            # A deck that is a folder does not stand in itself.
            return ("My decks", *(folders[:-1] if origin.stem == "deck" else folders), *levels)
        return ("Cohort" if self.author.is_lent(origin) else "Imported", *levels)

    def rows(self, ids: Sequence[DrillId]) -> tuple[Row, ...]:
        """Return the lines of some drills: a page, not all of them."""
        titles = {deck.id: deck.title for deck in self.store.decks()}
        return tuple(self._row(drill_id, titles) for drill_id in ids)

    def _row(self, drill_id: DrillId, titles: dict[DeckId, str]) -> Row:
        drill = self.store.drill(drill_id)
        return Row(
            drill=drill,
            line=_line(drill),
            deck=titles.get(drill.deck_id, ""),
            progress=self.store.progress(drill_id),
            mark=self.store.mark(drill_id),
        )

    def details(self, drill_id: DrillId) -> Details:
        """Return everything about one drill. Raises NoSuchDrill."""
        (row,) = self.rows([drill_id])
        seen = row.progress if isinstance(row.progress, Seen) else None
        today = study_day(self.clock)
        return Details(
            row=row,
            posed=posed(row.drill),
            reviews=self.store.reviews_of(drill_id),
            recall=self.scheduler.retrievability(seen, today) if seen else None,
            file=self.author.source(row.drill.deck_id),
        )

    # -- setting aside and moving ----------------------------------------------------------

    def suspend(self, ids: Sequence[DrillId], *, suspended: bool) -> Inverse:
        """Suspend drills or let them back; return what takes it back."""
        return self._mark(ids, lambda mark: replace(mark, suspended=suspended))

    def flag(self, ids: Sequence[DrillId], flag: int) -> Inverse:
        """Flag drills, 0 for no flag; return what takes it back."""
        return self._mark(ids, lambda mark: replace(mark, flag=flag))

    def _mark(self, ids: Sequence[DrillId], new: Callable[[Mark], Mark]) -> Inverse:
        wanted = {drill_id: new(self.store.mark(drill_id)) for drill_id in ids}
        old = self.store.put_marks(wanted, self.clock.now())
        return lambda: self.store.put_marks(old, self.clock.now())

    def reset(self, ids: Sequence[DrillId]) -> Inverse:
        """Make drills new again; the log keeps what was. Return what takes it back."""
        return self._adjust(ids, None)

    def move(self, ids: Sequence[DrillId], due: dt.date) -> Inverse:
        """Make those of the drills that were answered due on ``due``; return what undoes it."""
        return self._adjust(ids, due)

    def _adjust(self, ids: Sequence[DrillId], due: dt.date | None) -> Inverse:
        new_id = ReviewIds(self.rng).next
        made: list[Adjustment] = []
        for drill_id in ids:
            before = self.store.progress(drill_id)
            if isinstance(before, Seen):
                now = self.clock.now()
                made.append(Adjustment(new_id(now), drill_id, due, now, before))
        self.store.adjust_all(made)
        return lambda: self.store.withdraw_all([each.id for each in made], self.clock.now())

    def remove(self, deck_id: DeckId) -> Inverse:
        """Take a deck out; its reviews stay. Return what brings it back."""
        self.store.remove_deck(deck_id, self.clock.now())
        return lambda: self.store.bring_back_deck(deck_id)


def _line(drill: Drill) -> str:
    try:
        return summary(drill)
    except (TrainerError, KeyError, AssertionError):
        return str(drill.id)  # content of a kind that this version does not know


def posed(drill: Drill) -> Posed | None:
    """Return ``drill`` as it will appear; None where its content cannot be posed."""
    try:
        return pose(drill, _PREVIEW_SEED)
    except (TrainerError, KeyError, AssertionError):
        return None
