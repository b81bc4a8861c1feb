"""What the application can do, joined to the store, the clock and the settings."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from trainer import settings as declared
from trainer.clock import Clock, study_day
from trainer.domain.ids import DeckId, DrillId
from trainer.places import Places
from trainer.scheduling.fsrs import Scheduler
from trainer.scheduling.queue import Counts
from trainer.settings import Settings
from trainer.store.database import Store
from trainer.study.day import day_counts
from trainer.study.exercises import summary
from trainer.study.kept import Kept
from trainer.study.options import days_to_interview, scheduler_of
from trainer.study.session import Session
from trainer.study.sittings import Sittings
from trainer.study.today import Today, minutes_for

if TYPE_CHECKING:
    from trainer.formats.base import DeckFile
    from trainer.store.estimates import EstimateSum
    from trainer.study.importing import ImportPlan
    from trainer.study.installing import Installer
    from trainer.study.library import Library
    from trainer.study.progress import Report
    from trainer.study.standing import Standing

REPORT_DAYS = 84
"""Twelve weeks: long enough to see a habit, short enough to be about now."""

_BUILTIN = "builtin_decks"
BUILTIN_IDS = "builtin_deck_ids"
SETTING_PREFIX = "settings."
_REMEMBERED_PREFIX = "window."


@dataclass(eq=False, repr=False)
class Study:
    """The application below the window. One per process, on the thread that opened the store."""

    store: Store
    clock: Clock
    settings: Settings
    rng: random.Random
    builtin_folder: Path
    data_dir: Path

    @property
    def scheduler(self) -> Scheduler:
        """The scheduler the settings ask for."""
        return scheduler_of(self.settings)

    @property
    def day(self) -> dt.date:
        """The study day it is now."""
        return study_day(self.clock)

    @property
    def sittings(self) -> Sittings:
        """What begins sittings: today's, on a part on purpose, cramming."""
        return Sittings(self.store, self.clock, self.settings, self.rng)

    # -- today -----------------------------------------------------------------------------

    def today(self) -> Today:
        """Return what today holds. Raises the store's errors."""
        day = study_day(self.clock)
        held = day_counts(self.store, day, self.settings, recall=self.scheduler.retrievability)
        tally = self.store.tally(day)
        answered = self.store.daily_counts(day, day).get(day)
        return Today(
            day=day,
            counts=Counts(
                due=held.due,
                again=held.again,
                new=held.new,
                unseen=tally.unseen,
                total=tally.total,
            ),
            by_kind=held.by_kind,
            minutes=minutes_for(held.by_kind, {}),
            answered_today=answered.reviews if answered else 0,
            next_due=self.store.next_due(day),
            interview_in=days_to_interview(self.settings, day),
        )

    def begin(self) -> Session:
        """Return a sitting over what is due and new today."""
        return self.sittings.daily()

    def describe(self, drill_id: str) -> str:
        """Return one line that tells a drill from its neighbours."""
        return summary(self.store.drill(DrillId(drill_id)))

    # -- progress --------------------------------------------------------------------------

    def report(self, days: int = REPORT_DAYS) -> Report:
        """Return how it is going over the last ``days`` days."""
        from trainer.study import progress
        from trainer.study.overview import made_report

        day = study_day(self.clock)
        span = progress.span(day, days)
        counts = self.store.daily_counts(span[0], day)
        return made_report(self.store, day, self.settings, span, counts, self.store.due_by_day())

    def estimate_sums(self, days: int = REPORT_DAYS) -> list[EstimateSum]:
        """Return what the estimates of the last ``days`` days add up to, by term and week."""
        day = study_day(self.clock)
        return self.store.estimate_sums(day - dt.timedelta(days=days - 1), day)

    def standing(self) -> Standing:
        """Return the days in a row, the readiness per dimension, the weakest spot.

        Reads the states of all tagged drills: with many of them, call ``study.standing`` on a
        worker with a store of its own.
        """
        from trainer.study.standing import standing

        return standing(self.store, study_day(self.clock), self.settings)

    def deck_titles(self) -> dict[str, str]:
        """Return the titles of the decks there are, by their ids."""
        return {str(deck.id): deck.title for deck in self.store.decks()}

    # -- decks -----------------------------------------------------------------------------

    def read_deck(self, path: Path) -> DeckFile:
        """Return what the deck file at ``path`` holds. Touches no store: may run on a worker."""
        from trainer.formats.yaml_deck import read_deck

        return read_deck(path)

    def plan(self, deck_file: DeckFile) -> ImportPlan:
        """Return what installing ``deck_file`` would change. Writes nothing."""
        from trainer.study.importing import plan_import

        return plan_import(deck_file, self.store.drills(DeckId(deck_file.id)))

    def install(self, plan: ImportPlan) -> None:
        """Carry out ``plan`` in one transaction, or raise and change nothing."""
        self.store.apply(plan.change, self.clock.now())

    @property
    def kept(self) -> Kept:
        """What is kept of installed decks beside the database."""
        return Kept(self.data_dir / "installed")

    @property
    def installer(self) -> Installer:
        """What brings decks in, and takes that back; for a worker."""
        from trainer.study.installing import Installer

        return Installer(self.store.path, self.store.device, self.clock, self.kept, self.scheduler)

    @property
    def library(self) -> Library:
        """All drills: found, looked at, set aside, edited."""
        from trainer.study.authoring import Author
        from trainer.study.cohort.choice import chosen
        from trainer.study.library import Library

        lent = chosen(self.store).folder
        return Library(
            self.store,
            self.clock,
            self.scheduler,
            self.rng,
            Author(self.kept, Places(self.data_dir).decks, self.builtin_folder, lent),
            frozenset(self._builtin_ids()),
        )

    def builtin_decks_stale(self) -> bool:
        """Whether the shipped decks differ from those last installed."""
        from trainer.study.builtin import fingerprint

        return self.store.settings().get(_BUILTIN) != fingerprint(self.builtin_folder)

    def read_builtin_decks(self, step: Callable[[float, str], None]) -> list[DeckFile]:
        """Return the shipped decks. Touches no store: may run on a worker."""
        from trainer.study.builtin import read_all

        return read_all(self.builtin_folder, step)

    def install_builtin(self, files: list[DeckFile]) -> None:
        """Install the shipped decks and remember that it was done."""
        for deck_file in files:
            self.install_builtin_deck(deck_file)
        self.builtin_installed([deck_file.id for deck_file in files])

    def builtin_paths(self) -> list[Path]:
        """Return the files of the shipped decks, the beginner's one first."""
        from trainer.study.builtin import builtin_paths

        return builtin_paths(self.builtin_folder)

    def install_builtin_deck(self, deck_file: DeckFile) -> None:
        """Install one of the shipped decks.

        A deck of which the user keeps a copy of his own is his: it is left as it is.
        """
        if self.kept.origin(deck_file.id) is None:
            self.install(self.plan(deck_file))
            self.kept.keep(deck_file, shipped=True)
        self.store.put_setting(BUILTIN_IDS, sorted({*self._builtin_ids(), deck_file.id}))

    def builtin_installed(self, ids: list[str]) -> None:
        """Remember that the shipped decks, which are ``ids``, are installed as they are now."""
        from trainer.study.builtin import fingerprint

        self.store.put_setting(BUILTIN_IDS, ids)
        self.store.put_setting(_BUILTIN, fingerprint(self.builtin_folder))

    def _builtin_ids(self) -> list[str]:
        found = self.store.settings().get(BUILTIN_IDS)
        return found if isinstance(found, list) else []

    # -- settings --------------------------------------------------------------------------

    def change_setting(self, name: str, value: object) -> None:
        """Check and store setting ``name``. Raises BadInput and the store's errors."""
        value = declared.checked(name, value)
        at = self.clock.now() if declared.travels(name) else None
        self.store.put_setting(SETTING_PREFIX + name, value, at)
        self.settings = load_settings(self.store)

    def remember(self, name: str, value: str) -> None:
        """Keep something about the window that is no setting (where it stood)."""
        self.store.put_setting(_REMEMBERED_PREFIX + name, value)

    def remembered(self, name: str) -> object:
        """Return what ``remember`` kept, or None."""
        return self.store.settings().get(_REMEMBERED_PREFIX + name)


def load_settings(store: Store) -> Settings:
    """Return the settings with what is stored put in."""
    return declared.with_stored(
        {
            name.removeprefix(SETTING_PREFIX): value
            for name, value in store.settings().items()
            if name.startswith(SETTING_PREFIX)
        }
    )


def warm_up() -> None:
    """Load what the first answers need; together some tenths of a second.

    The units' library, the cost model, the catalogue, and the words by which claims are found.
    """
    from trainer.costmodel.solve import solve
    from trainer.drills.entries import shipped_catalogue
    from trainer.drills.judgement import read_attempt
    from trainer.drills.pair import read_pair
    from trainer.units.quantity import read_quantity
    from trainer.units.registry import scale

    read_pair("p95 ≤ 150 ms at 5 req/s.", "It is fast.", "", shipped_catalogue())
    scale("token")  # Most amounts are read without pint; the first that needs it must not wait.
    dollars = read_quantity("$1", "USD/token").value
    tokens = read_quantity("1", "token/day").value
    read_attempt("$1", "", "USD")
    solve("daily_spend", {"cost_per_token": dollars, "tokens_per_day": tokens})
