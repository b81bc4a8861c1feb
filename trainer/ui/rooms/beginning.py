"""Beginning a sitting over a part of the drills, which a worker chooses."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from trainer.domain.deck import QueueEntry
from trainer.errors import TrainerError
from trainer.scheduling.focus import Focus
from trainer.study.sittings import DAY, FOCUS, RECORD
from trainer.ui.jobs import Ticket
from trainer.ui.rooms.base import House

SEED_BITS = 32


class Beginning:
    """Begins one sitting at a time, unless the user has gone elsewhere meanwhile."""

    def __init__(
        self, house: House, failed: Callable[[TrainerError], None], empty: Callable[[], None]
    ) -> None:
        """``failed`` hears what went wrong, ``empty`` that there is nothing to ask."""
        self._house = house
        self._failed = failed
        self._empty = empty
        self._ticket: Ticket | None = None
        self.is_choosing = False

    def begin(self, asker: QWidget, focus: Focus, way: str, many: int | None = None) -> None:
        """Ask up to ``many`` drills of ``focus``; ``asker`` is the screen that wants it."""
        self.stop()
        study = self._house.study
        wanted = (study.store.path, study.clock, study.settings)
        seed = study.rng.getrandbits(SEED_BITS)

        def work(ticket: Ticket) -> tuple[QueueEntry, ...]:
            from trainer.study.focusing import chosen

            return chosen(*wanted, seed, focus, way, many, ticket.step)

        self.is_choosing = True
        self._ticket = self._house.jobs.run(
            work,
            partial(self._begin, asker, recorded=way in {DAY, FOCUS, RECORD}),
            self._give_up,
        )

    def _give_up(self, error: TrainerError) -> None:
        self.is_choosing = False
        self._failed(error)

    def _begin(self, asker: QWidget, queue: tuple[QueueEntry, ...], *, recorded: bool) -> None:
        self.is_choosing = False
        if not asker.isVisible():
            return
        if not queue:
            self._empty()
            return
        try:
            session = self._house.study.sittings.over(queue, recorded=recorded)
        except TrainerError as error:
            self._failed(error)
            return
        self._house.practise(session)

    def stop(self) -> None:
        """Give up what is being chosen."""
        if self._ticket is not None:
            self._ticket.cancel()
            self._ticket = None
        self.is_choosing = False
