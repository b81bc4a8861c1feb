"""This device's side of a sync: its folder, its key, and one run at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.clock import Clock
from trainer.errors import BadInput, CannotRun
from trainer.places import Places, private
from trainer.store.database import Store
from trainer.study.cohort import choice as cohort
from trainer.study.cohort.decks import checked_folder
from trainer.study.syncing import secret
from trainer.study.syncing.choice import choose_folder, choose_name, chosen
from trainer.study.syncing.report import SyncReport, SyncStatus
from trainer.study.syncing.syncing import Step, Syncing
from trainer.sync.layout import DEVICES
from trainer.sync.seal import Seal

if TYPE_CHECKING:
    from trainer.study.study import Study

LOCK = "sync.lock"


class Busy(CannotRun):
    """Another run, of the window or of the command line, is under way."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand without reading what others wrote: ``folder`` is None for no sync.

    ``is_locked``: the folder is sealed, and its passphrase is to be typed. ``is_there`` is false
    for a folder that is gone, or not mounted; ``is_fresh`` means that nobody wrote into it yet, so
    that it can be sealed.
    """

    folder: Path | None
    name: str
    is_sealed: bool
    is_locked: bool
    is_there: bool
    is_fresh: bool
    status: SyncStatus


@dataclass(frozen=True, slots=True)
class Here:
    """This device. Every method may run on a worker: each opens its own store.

    A ``seal`` is given where its key is not to be kept; without one the kept key counts.
    """

    store_path: Path
    device: str
    clock: Clock
    data_dir: Path

    @classmethod
    def of(cls, study: Study) -> Here:
        """Return the device on which ``study`` is open."""
        return cls(study.store.path, study.store.device, study.clock, study.data_dir)

    def standing(self, seal: Seal | None = None) -> Standing:
        """Return how things stood after the last run. Raises the store's errors, BadInput."""
        with self._store() as store:
            choice = chosen(store)
            folder = choice.folder
            status = Syncing(store, folder or self.data_dir, self.clock, name=choice.name).status()
        is_there = folder is not None and folder.is_dir()
        is_locked = is_fresh = False
        is_sealed = seal is not None
        if folder is not None and is_there:
            try:
                is_fresh = secret.is_fresh(folder)
                with self._store() as store:
                    seal = seal or secret.kept_seal(folder, self.data_dir, store)
                is_sealed = seal is not None
            except secret.Locked:
                is_locked = is_sealed = True
            except BadInput:  # The next run says what is wrong with its key file,
                is_sealed = True
            except CannotRun:  # or with the folder.
                is_fresh = False
        return Standing(
            folder=folder,
            name=choice.name,
            is_sealed=is_sealed,
            is_locked=is_locked,
            is_there=is_there,
            is_fresh=is_fresh,
            status=status,
        )

    def choose(self, folder: Path) -> None:
        """Keep in step through ``folder`` from now on.

        Raises BadInput for one that is not there, or in use for decks.
        """
        with self._store() as store:
            lent = cohort.chosen(store).folder
            taken = [Places(self.data_dir).decks, *([lent] if lent else [])]
            real = checked_folder(folder, *taken)
            if real != chosen(store).folder:
                secret.forget(self.data_dir)
                secret.note_sealed(store, sealed=False)
                choose_folder(store, real)

    def rename(self, name: str) -> None:
        """Be called ``name`` on the other devices."""
        with self._store() as store:
            choose_name(store, name)

    def stop(self) -> None:
        """Keep in step through no folder; what lies there stays, and so does what was merged."""
        with self._store() as store:
            choose_folder(store, None)
            secret.note_sealed(store, sealed=False)
        secret.forget(self.data_dir)

    def unlock(self, passphrase: str, *, remember: bool) -> Seal:
        """Return the seal of the chosen folder; a fresh folder is sealed with ``passphrase``.

        Raises WrongPassphrase, KeyFileGone, and BadInput for a folder that holds answers in plain.
        """
        folder = self._folder()
        with self._store() as store:
            seal, made_of = secret.unlocked(folder, passphrase, store)
            secret.note_sealed(store, sealed=True)
        if remember:
            secret.keep(self.data_dir, seal, made_of)
        return seal

    def run(self, step: Step, seal: Seal | None = None) -> SyncReport:
        """Tell the other devices what was done here, and take in what was done there.

        Raises BadInput without a folder, Locked, Busy, and what ``Syncing.run`` raises.
        """
        folder = self._folder()
        with self._alone(), self._store() as store:
            seal = seal or secret.kept_seal(folder, self.data_dir, store)
            return Syncing(store, folder, self.clock, seal, chosen(store).name).run(step)

    def watched(self) -> tuple[Path, ...]:
        """Return the files and folders in which something of another device can arrive."""
        root = self._folder() / DEVICES
        try:
            folders = [each for each in root.iterdir() if each.name != self.device]
            tails = [tail for folder in folders for tail in folder.glob("*.open.jsonl")]
        except OSError:
            return ()  # a folder that went away meanwhile: the next run says so
        return (root, *(each for each in folders if each.is_dir()), *tails)

    def _folder(self) -> Path:
        with self._store() as store:
            folder = chosen(store).folder
        if folder is None:
            raise BadInput(
                "no sync folder is chosen", remedy="choose one: triad sync --folder FOLDER"
            )
        if not folder.is_dir():
            # Made anew it would be filled with everything, while the real one is not mounted.
            raise CannotRun(
                "the sync folder is not there",
                where=str(folder),
                remedy="connect the drive it is on, or choose another",
            )
        return folder

    def _store(self) -> Store:
        return Store.open(self.store_path, device=self.device, at=self.clock.now())

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Let one run write this device's files. Raises Busy."""
        with open(self.data_dir / LOCK, "ab", opener=private) as file:
            if not _took(file.fileno()):
                raise Busy(
                    "this device is being kept in step already",
                    where=str(self.data_dir),
                    remedy="try again in a moment",
                )
            yield


def _took(handle: int) -> bool:
    """Lock the open file until it is closed; return whether nobody else holds it."""
    try:
        import fcntl
    except ImportError:  # Windows has no such lock: one window there is one run at a time.
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
