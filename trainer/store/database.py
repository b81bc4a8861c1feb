"""The store: one database file, open. Everything the program remembers goes through here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer.store import (
    backup,
    damage,
    decks,
    foreign,
    histories,
    log_indices,
    migrations,
    queue,
    reviews,
    settings,
    statistics,
)
from trainer.store import rebuild as rebuilding
from trainer.store.connection import WAIT_MS, connect, create_file, make_durable
from trainer.store.counting import Counting
from trainer.store.errors import translated
from trainer.store.handle import guarded
from trainer.store.interviews import Interviewing
from trainer.store.measuring import Measuring
from trainer.store.sharing import Sharing
from trainer.store.stepping import go_on

if TYPE_CHECKING:
    import datetime as dt
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from trainer.domain.deck import Deck, DeckChange, Drill, QueueEntry
    from trainer.domain.ids import DeckId, DrillId, ReviewId
    from trainer.domain.memory import Progress, Rating, Seen
    from trainer.domain.review import Review
    from trainer.scheduling.fsrs import Scheduler
    from trainer.scheduling.marks import Mark
    from trainer.store.foreign import Answered
    from trainer.store.review_rows import Logged
    from trainer.store.statistics import DayCount
    from trainer.store.stepping import Step


class Store(Measuring, Interviewing, Sharing, Counting):
    """One open database file. It belongs to the thread that opened it.

    Every method may raise StoreLocked, StoreCorrupt, StoreFull, StoreReadOnly or
    StoreUnreachable; what else it raises is said there. Writing methods do all they say in one
    durable transaction, or nothing.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path, device: str) -> None:
        super().__init__(connection, path, device)
        self._copied_log = (0, 0)
        """Where the log ended when a copy was last made for an import; an empty log needs none."""

    @classmethod
    def open(cls, path: Path, *, device: str, at: dt.datetime, wait_ms: int = WAIT_MS) -> Store:
        """Open the file ``path``, creating it or bringing its schema up to date where needed.

        ``device`` names this machine if the file has no name yet; ``at`` is now, for the name of
        the copy made before an older schema is changed. Raises StoreTooNew as well.
        """
        damage.check_not_emptied(path)
        create_file(path)
        with translated(path):
            connection = connect(path, wait_ms)
            try:
                _prepare(connection, path, at)
                return cls(connection, path, settings.device(connection, device))
            except BaseException:
                connection.close()
                raise

    # Decks

    @guarded
    def decks(self) -> tuple[Deck, ...]:
        """Return all decks in the order of their first import."""
        return decks.decks(self._connection)

    @guarded
    def drill(self, drill_id: DrillId) -> Drill:
        """Return one drill, archived or not. Raises NoSuchDrill."""
        return decks.drill(self._connection, drill_id)

    @guarded
    def drills(self, deck_id: DeckId | None = None) -> tuple[Drill, ...]:
        """Return a deck's drills (by default all decks') in order, without archived ones."""
        return decks.drills(self._connection, deck_id)

    @guarded
    def archived_drills(self, deck_id: DeckId) -> tuple[Drill, ...]:
        """Return a deck's archived drills, in no order."""
        return decks.archived(self._connection, deck_id)

    @guarded
    def apply(self, change: DeckChange, at: dt.datetime) -> None:
        """Install what an import decided. Archived drills that are added come back as known."""
        self.apply_all((change,), at)

    @guarded
    def apply_all(
        self,
        changes: Iterable[DeckChange],
        at: dt.datetime,
        without: Iterable[DeckId] = (),
        answers: Iterable[tuple[Review, Seen]] = (),
        given: Iterable[tuple[DrillId, Mark]] = (),
        written: Callable[[int], None] | None = None,
    ) -> None:
        """Install several decks and take those ``without`` out, in one transaction.

        ``answers`` given in another program go into the log, each with what it led to; marks
        ``given`` there to drills that have none. ``written`` hears how many drills of a deck are
        written, and may raise to stop it all.
        The file is copied aside first, if anything was answered since it last was for an import.
        """
        log_end = backup.log_end(self._connection)
        if log_end != self._copied_log:
            backup.keep_copy(self._connection, self.path, at, "import")
            self._copied_log = log_end
        decks.apply(self._connection, changes, at, without, answers, given, written)

    @guarded
    def take_back_import(
        self,
        changes: Iterable[DeckChange],
        at: dt.datetime,
        without: Iterable[DeckId],
        answers: Iterable[ReviewId],
        given: Iterable[tuple[DrillId, Mark]] = (),
    ) -> None:
        """Undo an import in one transaction: its inverse ``changes``, its new decks ``without``.

        ``answers`` that came along are retracted, except a drill's that was answered since, and
        marks ``given`` are taken off, except where they were changed since.
        """
        decks.undo(self._connection, changes, at, without, answers, given, self.device)

    # The queue

    @guarded
    def entries(self) -> list[QueueEntry]:
        """Return every drill that is not archived, decks and drills in their order."""
        return queue.entries(self._connection)

    @guarded
    def study_entries(self, day: dt.date, new_limit: int) -> list[QueueEntry]:
        """Return all drills due on ``day``, then the first ``new_limit`` unseen ones."""
        return queue.study_entries(self._connection, day, new_limit)

    @guarded
    def unseen_entries(self, day: dt.date, limit: int) -> list[QueueEntry]:
        """Return the first ``limit`` unseen drills that ``day`` can ask."""
        return queue.unseen_entries(self._connection, day, limit)

    @guarded
    def progress(self, drill_id: DrillId) -> Progress:
        """Return what is known of one drill. Raises NoSuchDrill."""
        return queue.progress(self._connection, drill_id)

    # Reviews

    @guarded
    def record(self, review: Review, after: Seen) -> None:
        """Log ``review`` and make ``after`` its drill's state. Raises NoSuchDrill, StaleAnswer."""
        reviews.record(self._connection, review, after)

    @guarded
    def retract(self, review_id: ReviewId, at: dt.datetime) -> Review:
        """Take a drill's last review back and return it; ``before`` is its state again.

        Raises NotLatestReview.
        """
        return reviews.retract(self._connection, review_id, at, self.device)

    @guarded
    def answered(self, deck_id: DeckId) -> Answered:
        """Return when each drill of a deck was last answered, and what was taken back."""
        return foreign.answered(self._connection, deck_id)

    @guarded
    def last_review(self) -> Review | None:
        """Return the newest review that counts."""
        return reviews.last_review(self._connection)

    @guarded
    def reviews_between(self, first: dt.date, last: dt.date) -> tuple[Review, ...]:
        """Return the reviews of the study days ``first`` to ``last`` that count."""
        return reviews.reviews_between(self._connection, first, last)

    @guarded
    def reviews_of(self, drill_id: DrillId) -> tuple[Review, ...]:
        """Return one drill's reviews that count, oldest first."""
        return reviews.reviews_of(self._connection, drill_id)

    @guarded
    def histories(self) -> list[list[tuple[dt.date, Rating]]]:
        """Return each drill's study days and ratings, oldest first: what FSRS is fitted to."""
        return list(histories.histories(self._connection))

    def log(self) -> Iterator[Logged]:
        """Yield the whole log in the order it was written, retracted reviews included."""
        with translated(self.path):
            yield from reviews.log(self._connection)

    @guarded
    def rebuild(
        self, scheduler: Scheduler, *, reschedule: bool = False, states_only: bool = False
    ) -> int:
        """Compute all states anew from the log; return how many changed.

        Days due stay as the reviews set them unless ``reschedule``. The words' index and the days'
        sums are made anew, too, unless ``states_only``. Others may write while the log is replayed.
        """
        return rebuilding.rebuild(
            self._connection, scheduler, reschedule=reschedule, states_only=states_only
        )

    # Statistics

    @guarded
    def daily_counts(self, first: dt.date, last: dt.date) -> dict[dt.date, DayCount]:
        """Return each study day from ``first`` to ``last`` that has a review, in order."""
        return statistics.daily_counts(self._connection, first, last)

    @guarded
    def introduced_on(self, day: dt.date) -> int:
        """Return how many drills were seen for the first time on ``day``."""
        return statistics.introduced_on(self._connection, day)

    # Settings and care

    @guarded
    def settings(self) -> dict[str, object]:
        """Return every stored setting by name."""
        return settings.settings(self._connection)

    @guarded
    def put_setting(self, name: str, value: object, at: dt.datetime | None = None) -> None:
        """Store plain data under ``name``; with ``at`` (now), for all of the user's devices."""
        settings.put_setting(self._connection, name, value, at)

    @guarded
    def check_integrity(self, step: Step = go_on) -> tuple[str, ...]:
        """Return everything wrong with the file; reads all of it, so not at every start.

        ``step`` is called now and then and may rest, or raise to stop it.
        """
        return damage.full_check(self._connection, step)

    @guarded
    def backup_to(self, target: Path) -> None:
        """Copy the database to ``target``, which is replaced only by a complete, sound copy."""
        backup.backup_to(self._connection, target)

    @guarded
    def keep_copy(self, at: dt.datetime, step: Step = go_on) -> Path:
        """Copy the database into the folder of copies beside it, thin that, return the path.

        ``step`` is called now and then and may rest, or raise to stop it.
        """
        return backup.keep_copy(self._connection, self.path, at, step=step)


def _prepare(connection: sqlite3.Connection, path: Path, at: dt.datetime) -> None:
    """Bring a fresh connection's file to this version, or refuse it before writing to it."""
    applied = migrations.check_known(connection, path)
    make_durable(connection)
    if pending := [name for name in migrations.known() if name not in applied]:
        if applied:
            backup.keep_copy(connection, path, at, pending[0])
        migrations.apply_pending(connection)
    log_indices.make_anew(connection)
    damage.check_at_open(connection, path)
