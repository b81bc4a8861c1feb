"""Bringing decks in and taking that back: read and planned anywhere, written in one transaction."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from trainer.clock import Clock
from trainer.domain.deck import Deck, DeckChange, Drill
from trainer.domain.ids import DeckId, DrillId, ReviewId
from trainer.domain.memory import Seen
from trainer.domain.review import Review
from trainer.formats.base import DeckFile, Problem, UnreadableDeck
from trainer.formats.deck_folder import deck_files
from trainer.formats.reading import DEFAULTS, Options, foreign_files
from trainer.scheduling.fsrs import Scheduler
from trainer.scheduling.marks import Mark
from trainer.store.database import Store
from trainer.study.exercises import summary
from trainer.study.importing import ImportPlan, plan_import
from trainer.study.kept import Before, Kept, Step
from trainer.study.steady import steady
from trainer.study.taking_over import TakeOver

log = logging.getLogger(__name__)

SAMPLES = 5
"""Drills of each sort that a plan shows by name."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A deck file, what installing it would do, and a few drills of each sort in one line."""

    file: DeckFile
    plan: ImportPlan
    samples: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Offers:
    """Everything that was read at once; ``unreadable`` says what could not be."""

    offers: tuple[Offer, ...]
    unreadable: tuple[Problem, ...] = ()

    @property
    def changes_anything(self) -> bool:
        """Return whether installing would write any drill."""
        return any(
            count for offer in self.offers for what, count in offer.plan.counts.items()
            if what != "unchanged"
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Installed:
    """What was installed, and how to take it back."""

    plans: tuple[ImportPlan, ...]
    inverse: tuple[DeckChange, ...]
    new_decks: tuple[DeckId, ...]
    kept: tuple[Before, ...]
    problems: tuple[Problem, ...] = ()
    answers: tuple[ReviewId, ...] = ()
    """The reviews that came along."""

    @property
    def marks(self) -> list[tuple[DrillId, Mark]]:
        """Return the marks that came along."""
        return [each for plan in self.plans for each in plan.marks]


@dataclass(frozen=True)
class Installer:
    """Reads, plans, installs and takes back. Every method may run on a worker.

    A connection belongs to the thread that made it: each call opens its own.
    """

    store_path: Path
    device: str
    clock: Clock
    kept: Kept
    scheduler: Scheduler

    def offer(self, paths: Sequence[Path], step: Step, options: Options = DEFAULTS) -> Offers:
        """Read ``paths`` (files, or folders of decks) and say what installing would change."""
        with steady():
            return self.offer_read(read_all(paths, step, options), step)

    def offer_read(self, found: Found, step: Step) -> Offers:
        """Say what installing the decks ``found`` would change."""
        offers: list[Offer] = []
        with self.opened() as store:
            for index, deck_file in enumerate(found.files):
                step(index / len(found.files), deck_file.title)
                offers.append(_offer(deck_file, store))
        return Offers(tuple(offers), found.unreadable)

    def install(self, offers: Sequence[Offer], step: Step) -> Installed:
        """Install all ``offers`` in one transaction, or raise and change nothing.

        What is stored may have changed since they were made: they are planned anew.
        """
        problems: list[Problem] = []
        for offer in offers:
            problems += self.kept.keep_pictures(offer.file, step)
        with self.opened() as store:
            known = {deck.id: deck for deck in store.decks()}
            plans: list[ImportPlan] = []
            inverse: list[DeckChange] = []
            for index, offer in enumerate(offers):
                step(index / len(offers), offer.file.title)
                stored = store.drills(DeckId(offer.file.id))
                # Nothing is stored of a new deck, as there was nothing when it was offered.
                same = not stored and offer.plan.is_all_new
                plan = offer.plan if same else plan_import(offer.file, stored)
                plans.append(plan)
                old = known.get(plan.change.deck.id)
                gone = store.archived_drills(plan.change.deck.id)
                inverse.append(inverse_of(plan.change, (*stored, *gone), old))
            step(1.0, "writing")
            taken: list[ReviewId] = []
            answers = self._answers(store, plans, taken)
            store.apply_all(
                [plan.change for plan in plans],
                self.clock.now(),
                answers=answers,
                given=[each for plan in plans for each in plan.marks],
                written=lambda many: step(1.0, f"writing, {many:,} drills"),
            )
        new = tuple(plan.change.deck.id for plan in plans if plan.change.deck.id not in known)
        kept = tuple(self.kept.keep(offer.file) for offer in offers)
        _note(plans, len(taken))
        return Installed(tuple(plans), tuple(inverse), new, kept, tuple(problems), tuple(taken))

    def _answers(
        self, store: Store, plans: Sequence[ImportPlan], taken: list[ReviewId]
    ) -> Iterator[tuple[Review, Seen]]:
        """Yield the answers that come along; ``taken`` hears the ids of their reviews."""
        take_over = TakeOver(self.scheduler, self.clock)
        for plan in plans:
            if plan.past:
                answered = store.answered(plan.change.deck.id)
                for review, after in take_over.reviews(plan.past, answered):
                    taken.append(review.id)
                    yield review, after

    def take_back(self, installed: Installed) -> None:
        """Undo an import in one transaction: what was there before is there again."""
        with self.opened() as store:
            # The last deck first: two files may have been of one deck.
            store.take_back_import(
                reversed(installed.inverse),
                self.clock.now(),
                installed.new_decks,
                installed.answers,
                installed.marks,
            )
        for before in reversed(installed.kept):
            self.kept.put_back(before)
        log.info("Import taken back: decks %d", len(installed.plans))

    @contextmanager
    def opened(self) -> Iterator[Store]:
        """Yield the store on a connection of its own."""
        opened = Store.open(self.store_path, device=self.device, at=self.clock.now())
        with steady(), opened as store:
            yield store


def _note(plans: Sequence[ImportPlan], answers: int) -> None:
    """Count an import in the log file; whose decks they are and what they say is nobody's."""
    counts: Counter[str] = Counter(decks=len(plans), answers=answers)
    for plan in plans:
        counts.update(plan.counts)
    log.info("Import: %s", ", ".join(f"{what} {count}" for what, count in counts.items()))


def inverse_of(change: DeckChange, stored: Iterable[Drill], deck: Deck | None) -> DeckChange:
    """Return the change that takes ``change`` back. Pure.

    ``stored`` are the deck's drills, archived ones too, and ``deck`` its facts from before. Answers
    that were given in between stay in the log, whatever becomes of their drill.
    """
    before = {drill.id: drill for drill in stored}
    back = [drill.id for drill in change.added if drill.id in before]

    def old(ids: Iterable[DrillId]) -> tuple[Drill, ...]:
        return tuple(before[drill_id] for drill_id in ids)

    return DeckChange(
        deck=deck or change.deck,
        added=old(change.removed),
        changed=old([*(drill.id for drill in change.changed), *back]),
        moved=old(drill.id for drill in change.moved),
        unchanged=change.unchanged,
        removed=tuple(drill.id for drill in change.added),
    )


@dataclass(frozen=True, slots=True)
class Found:
    """What was read, and what could not be."""

    files: tuple[DeckFile, ...]
    unreadable: tuple[Problem, ...] = ()


def read_all(paths: Sequence[Path], step: Step, options: Options = DEFAULTS) -> Found:
    """Read every deck of ``paths`` (files, or folders of decks). Touches no store."""
    from trainer.formats.reading import read_decks

    files: list[DeckFile] = []
    unreadable: list[Problem] = []
    inside = [file for path in paths for file in _files(path)]
    for index, path in enumerate(inside):
        step(index / len(inside), path.name)
        try:
            files += read_decks(path, options, step)
        except UnreadableDeck as error:
            unreadable += error.problems
    return Found(tuple(files), tuple(unreadable))


def _files(path: Path) -> list[Path]:
    try:
        return deck_files(path) or foreign_files(path) or [path]
    except OSError:
        return [path]  # reading it says what is the matter


def _offer(deck_file: DeckFile, store: Store) -> Offer:
    stored = store.drills(DeckId(deck_file.id))
    plan = plan_import(deck_file, stored)
    change, known = plan.change, {drill.id: drill for drill in stored}
    samples = {
        "added": change.added[:SAMPLES],
        "changed": change.changed[:SAMPLES],
        "moved": change.moved[:SAMPLES],
        "removed": tuple(known[drill_id] for drill_id in change.removed[:SAMPLES]),
    }
    lines = {what: tuple(map(summary, drills)) for what, drills in samples.items()}
    return Offer(deck_file, plan, lines)
