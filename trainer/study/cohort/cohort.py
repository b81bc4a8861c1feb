"""One look at the cohort: its decks, its members' cards, one's own card as of today."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.places import Places
from trainer.settings import Settings
from trainer.store.database import Store
from trainer.study.cohort.choice import choose_folder, choose_name, chosen
from trainer.study.cohort.decks import News, checked_folder, news
from trainer.study.cohort.sharing import Sharing, Shown, card_of
from trainer.study.installing import Installer
from trainer.study.kept import Step

if TYPE_CHECKING:
    from trainer.study.study import Study


@dataclass(frozen=True, slots=True)
class Look:
    """What there is to see: ``folder`` is None for no cohort, ``name`` empty for no own card."""

    folder: Path | None = None
    name: str = ""
    shown: Shown = field(default_factory=Shown)
    news: News = field(default_factory=News)


@dataclass(frozen=True, slots=True)
class Cohort:
    """The cohort of the member whose data lies in ``data_dir``. Every method may run on a worker.

    A connection belongs to the thread that made it: each call opens its own.
    """

    data_dir: Path
    installer: Installer
    day: dt.date
    settings: Settings

    @classmethod
    def of(cls, study: Study) -> Cohort:
        """Return the cohort of the user of ``study``, as of today."""
        return cls(study.data_dir, study.installer, study.day, study.settings)

    def look(self, step: Step) -> Look:
        """Return what there is to see; a card that is shared says what is so today.

        Raises the store's errors, BadInput for a folder that cannot be read, CannotRun where the
        card cannot be written.
        """
        with self._store() as store:
            choice = chosen(store)
            if choice.folder is None:
                return Look()
            found = news(self.installer, choice.folder, Places(self.data_dir).decks, step)
            sharing = Sharing(choice.folder, self.data_dir)
            shown = sharing.shown()
            if choice.name:
                card = card_of(store, choice.name, self.day, self.settings)
                if shown.own is None or shown.own.card != card:
                    sharing.share(card)
                    shown = sharing.shown()
        return Look(choice.folder, choice.name, shown, found)

    def join(self, folder: Path, *taken: Path) -> None:
        """Belong to the cohort of ``folder``; its decks wait for consent.

        Raises BadInput for a folder that lies in, or holds, one's own decks or one of ``taken``.
        """
        real = checked_folder(folder, Places(self.data_dir).decks, *taken)
        with self._store() as store:
            self._withdraw(store)
            choose_folder(store, real)

    def leave(self) -> None:
        """Take the card back and belong to no cohort; what was learnt stays."""
        with self._store() as store:
            self._withdraw(store)
            choose_folder(store, None)

    def share(self, name: str) -> None:
        """Show a card under ``name`` from now on. Raises BadInput for no name, CannotRun."""
        with self._store() as store:
            folder = chosen(store).folder
            card = card_of(store, name, self.day, self.settings)
            if folder is not None:
                Sharing(folder, self.data_dir).share(card)
                choose_name(store, name)

    def take_back(self) -> None:
        """Show no card any longer. Raises CannotRun where the file cannot be deleted."""
        with self._store() as store:
            self._withdraw(store)

    def _withdraw(self, store: Store) -> None:
        choice = chosen(store)
        if choice.folder is not None and choice.name:
            Sharing(choice.folder, self.data_dir).take_back()
        choose_name(store, "")

    def _store(self) -> Store:
        installer = self.installer
        return Store.open(installer.store_path, device=installer.device, at=installer.clock.now())
