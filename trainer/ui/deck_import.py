"""Bringing decks in: read on a worker, shown as a plan, written on consent, undone in one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QWidget

from trainer.errors import BadInput, TrainerError
from trainer.study.study import Study
from trainer.ui.dropping import dropped_files
from trainer.ui.jobs import Jobs, Ticket

if TYPE_CHECKING:
    from trainer.formats.base import DeckFile
    from trainer.formats.table_deck import Preview
    from trainer.study.installing import Installed, Offers
    from trainer.ui.screens.import_plan import ImportPlanScreen

Result = TypeVar("Result")


class DeckImport(QObject):
    """Installs decks for the window it belongs to: chosen, or dropped on it."""

    opened = Signal(object)
    """The plan (a QWidget) is to be seen."""
    left = Signal()
    """The user wanted none of it."""
    installed = Signal()
    """Decks changed."""
    told = Signal(str, str)
    """A sentence to be said wherever the user is, and its tone."""
    failed = Signal(object)
    """Carries the TrainerError."""

    def __init__(self, window: QWidget, study: Study, jobs: Jobs) -> None:
        super().__init__(window)
        self._window = window
        self._study = study
        self._jobs = jobs
        self._ticket: Ticket | None = None
        self._offers: Offers | None = None
        self._paths: tuple[Path, ...] = ()
        self._last: Installed | None = None
        self._writing: Ticket | None = None
        """What stops the writing that the user agreed to, while it lasts."""
        self._waiting: tuple[Path, ...] = ()
        """Files that were brought while others are being written: those come first."""
        self._paste_waits = False
        self.screen: ImportPlanScreen | None = None
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    # -- choosing --------------------------------------------------------------------------

    def ask(self) -> None:
        """Ask for files and show what installing them would change."""
        paths = self.ask_paths()
        if paths:
            self.offer(paths)

    def ask_paths(self) -> list[Path]:
        """Ask the user for files. Tests replace this."""
        from PySide6.QtWidgets import QFileDialog

        from trainer.formats.reading import SUFFIXES

        names, _ = QFileDialog.getOpenFileNames(
            self._window,
            "Import decks",
            str(Path.home()),
            f"Decks ({' '.join(f'*{suffix}' for suffix in SUFFIXES)});;All files (*)",
        )
        return [Path(name) for name in names]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Take files that are dropped on the window, wherever on it.

        The system's window hears of them before the widgets in it: a text field would take the name
        of a file for text.
        """
        if isinstance(event, QDropEvent) and event.mimeData().hasUrls():
            event.acceptProposedAction()
            if type(event) is QDropEvent:  # and not on its way over the window
                self._take(event.mimeData())
            return True
        if event.type() == QEvent.Type.Show and watched is self._window:
            self._window.windowHandle().installEventFilter(self)
        return super().eventFilter(watched, event)

    def _take(self, data: QMimeData) -> None:
        try:
            self.offer(dropped_files(data))
        except TrainerError as error:
            self.failed.emit(error)

    # -- the plan --------------------------------------------------------------------------

    def offer(self, paths: Sequence[Path]) -> None:
        """Read ``paths`` off the window's thread, then say what installing would change.

        What the user has agreed to is written first.
        """
        if self._writing is not None:
            self._waiting += tuple(paths)
            return
        screen = self._screen()
        screen.clear()
        screen.options.begin(paths)
        self._paths = tuple(paths)
        self._read()

    def _read(self) -> None:
        """Read the files as they are to be read."""
        self._stop()
        screen, paths = self._screen(), self._paths
        names = ", ".join(path.name for path in paths[:3])
        screen.show_busy(f"Reading {names}{' …' if len(paths) > 3 else ''}")
        self.opened.emit(screen)
        from trainer.ui.widgets.import_options import table_preview

        installer, options = self._study.installer, screen.options.options

        def work(ticket: Ticket) -> tuple[Offers, Preview | None]:
            offers = installer.offer(paths, ticket.step, options)
            return offers, table_preview(paths, options.columns)

        self._run(work, self._show_read)

    def _show_read(self, found: tuple[Offers, Preview | None]) -> None:
        offers, preview = found
        self._screen().options.show_preview(preview)
        self._show(offers)

    def paste(self) -> None:
        """Read the text on the clipboard as cards and show what installing them would change."""
        if self._writing is not None:
            self._paste_waits = True
            return
        text = QGuiApplication.clipboard().text()
        if not text.strip():
            self.failed.emit(
                BadInput("there is no text on the clipboard", remedy="copy some first")
            )
            return
        self._stop()
        screen = self._screen()
        screen.clear()
        screen.options.begin(())
        screen.show_busy("Reading what is on the clipboard")
        self.opened.emit(screen)
        from trainer.formats.paste import read_paste
        from trainer.study.installing import Found

        installer = self._study.installer

        def work(ticket: Ticket) -> Offers:
            return installer.offer_read(Found(read_paste(text), ()), ticket.step)

        self._run(work, self._show)

    def _show(self, offers: Offers) -> None:
        self._offers = offers
        self._screen().show_offers(offers)

    def accept(self) -> None:
        """Write what the plan on screen says."""
        offers = self._offers
        if offers is None or not offers.changes_anything:
            return
        self._offers = None
        self._screen().show_busy("Writing; either all of it is written or nothing.")
        from trainer.ui.import_writing import writing

        self._writing = Ticket()
        self._run(writing(self._study.installer, offers.offers, self._writing), self._installed)

    def _written(self) -> None:
        """Go on with what waited, if something was being written."""
        waiting, self._waiting, self._writing = self._waiting, (), None
        paste, self._paste_waits = self._paste_waits, False
        if waiting:
            self.offer(waiting)
        elif paste:
            self.paste()

    def decline(self) -> None:
        """Change nothing; stop what runs."""
        if self._writing is not None:
            self._writing.cancel()
            self._screen().show_busy("Stopping; what is written already can be taken back.")
            return
        self._stop()
        self._offers = None
        self.left.emit()

    def _stop(self) -> None:
        """Give up what is being read."""
        ticket, self._ticket = self._ticket, None
        if ticket is not None:
            ticket.cancel()

    def _leave(self) -> None:
        """Leave the plan, unless the user has gone elsewhere meanwhile."""
        if self._screen().isVisible():
            self.left.emit()

    def _installed(self, installed: Installed | None) -> None:
        self._leave()
        if installed is None:
            return
        from trainer.ui.import_writing import told

        self._last = installed
        self.installed.emit()
        self.told.emit(told(installed), "close" if installed.problems else "good")

    def undo(self) -> None:
        """Take the last import back, in one step."""
        last = self._last
        if last is None:
            self.told.emit("There is no import to take back.", "close")
            return
        titles = ", ".join(f"“{plan.change.deck.title}”" for plan in last.plans[:3])
        installer = self._study.installer
        self._last = None  # At once: asked for twice, it is taken back once.

        def done(_: None) -> None:
            self.installed.emit()
            self.told.emit(f"Taken back: the import of {titles}.", "good")

        def failed(error: TrainerError) -> None:
            self._last = last
            self.failed.emit(error)

        self._jobs.run(lambda _ticket: installer.take_back(last), done, failed)

    def _run(self, work: Callable[[Ticket], Result], done: Callable[[Result], None]) -> None:
        """Run ``work`` with its progress on the screen; what fails is said and leaves it."""

        def finished(result: Result) -> None:
            self._ticket = None
            done(result)
            self._written()

        def failed(error: TrainerError) -> None:
            self._ticket = None
            self._leave()
            self.failed.emit(error)
            self._written()

        self._ticket = self._jobs.run(work, finished, failed, self._screen().show_progress)

    def _screen(self) -> ImportPlanScreen:
        from trainer.ui.screens.import_plan import ImportPlanScreen

        if self.screen is None:
            self.screen = ImportPlanScreen()
            self.screen.options.changed.connect(self._read)
            self.screen.accepted.connect(self.accept)
            self.screen.declined.connect(self.decline)
        return self.screen

    # -- the built-in decks ----------------------------------------------------------------

    def install_builtin(self) -> None:
        """Bring the built-in decks up to date where they changed.

        Each is read on a worker while the one before it can be used already.
        """
        if self._study.builtin_decks_stale():
            self._read_builtin(self._study.builtin_paths(), [])

    def _read_builtin(self, left: list[Path], ids: list[str]) -> None:
        """Read the first deck of what is ``left`` and install it; ``ids`` are installed."""
        if not left:
            if self._try(lambda: self._study.builtin_installed(ids)):
                self.installed.emit()
            return

        def install(deck_file: DeckFile) -> None:
            if self._try(lambda: self._study.install_builtin_deck(deck_file)):
                if not ids:  # the first can be practised; of the others Today says nothing new
                    self.installed.emit()
                self._read_builtin(left[1:], [*ids, deck_file.id])

        self._jobs.run(lambda _ticket: self._study.read_deck(left[0]), install, self.failed.emit)

    def _try(self, action: Callable[[], None]) -> bool:
        try:
            action()
        except TrainerError as error:
            self.failed.emit(error)
            return False
        return True
