"""Watches the user's folder of decks: what is saved there is read again, and progress is kept."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from trainer.clock import study_day
from trainer.errors import TrainerError
from trainer.places import Places, make_folder, private
from trainer.study.study import Study
from trainer.ui.jobs import Jobs, Ticket
from trainer.ui.words import counted

if TYPE_CHECKING:
    from trainer.study.importing import ImportPlan
    from trainer.study.rereading import Reread

SETTLED_MS = 200
"""An editor writes a file in several steps; after so long without another it is read."""


class DeckFolder(QObject):
    """Keeps the stored decks in step with the files in the folder."""

    told = Signal(str, str)
    """A sentence and its tone (good or wrong): what changed, or where a file is broken."""
    changed = Signal()
    """Drills were added, changed or archived."""
    failed = Signal(object)
    """Carries a TrainerError."""

    def __init__(self, parent: QObject, study: Study, jobs: Jobs) -> None:
        super().__init__(parent)
        self._study = study
        self._jobs = jobs
        self.folder = Places(study.data_dir).decks
        self._seen: dict[Path, str] = {}
        self._runs = False
        self._again = False
        self._rests = False
        self._made: Path | None = None
        """The new deck that the user was not told of yet: where it is matters most."""
        self._watcher = QFileSystemWatcher(self)
        self.settled = QTimer(self)
        self.settled.setSingleShot(True)
        self.settled.setInterval(SETTLED_MS)
        self.settled.timeout.connect(self.look)
        self._watcher.directoryChanged.connect(lambda _: self.settled.start())
        self._watcher.fileChanged.connect(lambda _: self.settled.start())

    def start(self) -> None:
        """Make the folder where it is missing, read what changed while we were away, watch."""
        if self._is_there():
            self.look()

    def start_soon(self) -> None:
        """Start when the window had time to paint: the first drill comes before the folder."""
        if self._is_there():
            self.settled.start()

    def _is_there(self) -> bool:
        try:
            make_folder(self.folder)
        except OSError:
            return False  # a data folder that cannot be written to is told of by the store
        return True

    def rest(self) -> None:
        """Read and watch nothing until ``resume``; the folder can be shown all the same."""
        self._rests = True

    def resume(self) -> None:
        """Read what lies in the folder and watch it again."""
        self._rests = False
        self.start()

    def show(self) -> None:
        """Show the folder in the system's file manager."""
        self.start()
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.folder))):
            self.told.emit(f"Your decks are in {self.folder}.", "good")

    def new_deck(self) -> None:
        """Write a commented deck into the folder, to be changed in any editor, and read it in."""
        from trainer.formats.starter import write_starter

        self.start()
        names = (f"my-deck{f'-{number}' if number > 1 else ''}" for number in count(1))
        try:
            # Also no id of a deck from elsewhere: this one would take its place.
            taken = set(self._study.deck_titles())
            path = next(
                path
                for name in names
                if name not in taken and not (path := self.folder / f"{name}.yaml").exists()
            )
            write_starter(path, study_day(self._study.clock), private)
        except TrainerError as error:
            self.failed.emit(error)
            return
        if self._rests:
            self.told.emit(f"{path} is written; it is read when you leave safe mode.", "good")
            return
        self._made = path
        self.look()

    def settle(self) -> None:
        """Look no more; the window is about to close."""
        self.settled.stop()
        watched = [*self._watcher.files(), *self._watcher.directories()]
        if watched:
            self._watcher.removePaths(watched)

    def look(self) -> None:
        """Read what changed; a look that is asked for while one runs follows it."""
        if self._rests or not self._is_there():
            return
        if self._runs:
            self._again = True
            return
        self._runs = True
        self._watch()
        installer, seen = self._study.installer, dict(self._seen)

        def work(ticket: Ticket) -> Reread:
            from trainer.study.rereading import reread

            return reread(installer, self.folder, seen, ticket.step)

        self._jobs.run(work, self._done, self._failed)

    def _done(self, found: Reread) -> None:
        self._runs = False
        self._seen = found.looked_at
        sentence, tone = told(found)
        if tone == "good" and self._made in found.looked_at:
            sentence = (
                f"{self._made} holds one drill of each kind; change it in any editor and save, or"
                " edit its drills in the Library."
            )
            self._made = None
        if any(_changes(plan) for plan in found.plans):
            self.changed.emit()
        if sentence:
            self.told.emit(sentence, tone)
        self._follow()

    def _failed(self, error: TrainerError) -> None:
        self._runs = False
        self.failed.emit(error)
        self._follow()

    def _follow(self) -> None:
        if self._again:
            self._again = False
            self.settled.start()

    def _watch(self) -> None:
        """Watch the folder, those below it, and each file: editors replace or rewrite them."""
        from trainer.formats.deck_folder import deck_files

        try:
            files = deck_files(self.folder)
            inside = {each for each in self.folder.iterdir() if each.is_dir()}
        except OSError:
            return
        folders = {self.folder, *inside, *(path.parent for path in files)}
        wanted = {str(path) for path in (*folders, *files)}
        watched = {*self._watcher.files(), *self._watcher.directories()}
        new = sorted(wanted - watched)
        if new:
            self._watcher.addPaths(new)


def told(found: Reread) -> tuple[str, str]:
    """Return the sentence about a look at the folder, and its tone; empty where nothing is new."""
    changed = [plan for plan in found.plans if _changes(plan)]
    parts = [f"“{plan.change.deck.title}”: {_words(plan)}" for plan in changed[:3]]
    if len(changed) > 3:
        parts.append(f"and {counted(len(changed) - 3, 'more deck')}")
    errors = found.errors
    if errors:
        more = f" ({counted(len(errors) - 1, 'more problem')})" if len(errors) > 1 else ""
        parts.append(f"{errors[0]}{more}")
    return "; ".join(parts), "wrong" if errors else "good"


def _changes(plan: ImportPlan) -> bool:
    return any(count for what, count in plan.counts.items() if what != "unchanged")


def _words(plan: ImportPlan) -> str:
    wanted = {what: count for what, count in plan.counts.items() if what != "unchanged"}
    return ", ".join(f"{count:,} {what}" for what, count in wanted.items() if count)
