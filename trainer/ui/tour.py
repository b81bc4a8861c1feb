"""Every screen shown once, in one window: what a built program must be able to do."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler, qVersion
from PySide6.QtWidgets import QApplication

from trainer.domain.ids import DeckId
from trainer.domain.memory import Rating
from trainer.drills.kinds import KINDS
from trainer.errors import CannotRun, TrainerError
from trainer.scheduling.focus import Focus
from trainer.study.learner import answer_for
from trainer.study.study import Study
from trainer.ui import slices, theme
from trainer.ui.jobs import InlineJobs
from trainer.ui.main_window import MainWindow
from trainer.ui.rooms.interview import InterviewRoom
from trainer.ui.rooms.library import LibraryRoom
from trainer.ui.widgets.parts import Banner

_SETTLING = 3
"""So many turns of the event loop until what is drawn later is drawn as well."""

_SAID = "It takes 100 000 requests per day and p95 latency stays below 2 s."


class Tour:
    """Leads a window of its own over ``study`` through every screen. Writes into its store."""

    def __init__(self, study: Study, app: QApplication) -> None:
        self._study = study
        self._app = app
        self._chance = random.Random(1)  # noqa: S311 (answers, no secrets)
        self.window = MainWindow(study, InlineJobs(), app)
        self.at = "opening the window"
        """What is being done: where it went wrong if it does."""

    def states(self) -> Iterator[str]:
        """Show one screen after the other; yield the name of each while it is on screen.

        Raises CannotRun when a screen says that something went wrong.
        """
        window = self.window
        window.resize(1120, 760)
        window.show()
        for part in (
            *(self._begin, self._kinds, self._rooms, self._bench, self._decks),
            *(self._interview, self._sheets, self._trouble),
        ):
            for name in part():
                self.at = f"showing {name}"
                for _ in range(_SETTLING):
                    self._app.processEvents()
                self.listen()
                yield name

    def close(self) -> None:
        """Close the window, whatever it shows."""
        self.window.close()
        self.window.deleteLater()

    def listen(self) -> None:
        """Raise CannotRun if a screen says that something went wrong."""
        for top in self._app.topLevelWidgets():
            for banner in top.findChildren(Banner):
                if banner.isVisible() and banner.property("tone") == "wrong":
                    raise CannotRun(banner.text.text())

    def _begin(self) -> Iterator[str]:
        self.window.greeting.greet()
        yield "welcome"
        self.at = "installing the built-in decks"
        self.window.install_builtin()
        if not self._study.store.decks():
            raise CannotRun("there is no built-in deck")
        yield "today"
        self.at = "writing a new deck"
        # It has a drill of each kind, also of one that no built-in deck uses yet.
        self.window.folder.new_deck()

    def _rooms(self) -> Iterator[str]:
        for key in self.window.rooms:
            self.at = f"opening {key}"
            self.window.show_place(key)
            slices.finish(self.window)
            yield key

    def _kinds(self) -> Iterator[str]:
        """Answer a drill of each kind, then see the summary."""
        window = self.window
        for kind in KINDS:
            self.at = f"asking a drill of the kind {kind.name}"
            focus = Focus(kinds=frozenset({kind.name}))
            session = self._study.sittings.cram(focus, 1, recorded=True)
            if not session.queue:
                raise CannotRun(f"no deck has a drill of the kind {kind.name}")
            window.practise(session)
            yield f"drill-{kind.name}"
            assert session.question is not None  # noqa: S101 (narrowing: it was just asked)
            window.flow.answer(answer_for(session.question.posed, self._chance))
            yield f"assessment-{kind.name}"
            window.flow.rate(Rating.GOOD)
        yield "summary"

    def _bench(self) -> Iterator[str]:
        window = self.window
        window.show_place("workbench")
        screen, flow = window.bench.screen, window.bench.flow
        assert screen is not None  # noqa: S101 (narrowing: it was just opened)
        assert flow is not None  # noqa: S101 (likewise)
        flow.draw()
        yield "workbench-charts"
        screen.results.figures["latency"].click()
        yield "workbench-working"
        screen.close_working()
        window.show_evidence()
        yield "evidence"

    def _decks(self) -> Iterator[str]:
        """Look at the new deck as one to import, edit one of its drills."""
        window, room = self.window, self.window.rooms["library"]
        assert isinstance(room, LibraryRoom)  # noqa: S101 (narrowing)
        [deck] = window.folder.folder.iterdir()
        window.decks.offer([deck])
        yield "import"
        window.decks.decline()
        room.edit(self._study.store.drills(DeckId(deck.stem))[0])
        yield "editor"
        assert room.editor is not None  # noqa: S101 (narrowing: it was just opened)
        room.editor.leave()

    def _interview(self) -> Iterator[str]:
        room = self.window.rooms["interview"]
        assert isinstance(room, InterviewRoom)  # noqa: S101 (narrowing)
        room.open()
        room.start(0, 25, False)  # noqa: FBT003 (a Qt slot)
        flow = room.flow
        assert flow is not None  # noqa: S101 (narrowing: it was just begun)
        flow.screen.said.emit(_SAID)
        yield "interview-live"
        flow.end()
        yield "debrief"
        assert room.after is not None  # noqa: S101 (narrowing: it was just ended)
        room.after.write_mail()
        yield "interview-mail"

    def _sheets(self) -> Iterator[str]:
        finder = self.window.finder
        self.window.show_today()
        finder.open()
        yield "palette"
        assert finder.palette is not None  # noqa: S101 (narrowing: it was just opened)
        finder.palette.close()
        finder.show_shortcuts()
        yield "shortcuts"
        finder.about()
        yield "about"
        for sheet in self._app.topLevelWidgets():
            if sheet is not self.window:
                sheet.close()

    def _trouble(self) -> Iterator[str]:
        from trainer.ui.screens.trouble import TroubleScreen

        screen = TroubleScreen(self._study.data_dir, InlineJobs())
        screen.show()
        screen.show_error(CannotRun("this is only a test"))
        yield "trouble"
        screen.close()
        screen.deleteLater()


def toured(study: Study) -> list[str]:
    """Show every screen over ``study`` and return their names; make the application if need be.

    Raises CannotRun, with the step at which it went wrong, for whatever goes wrong: what a screen
    says, what a slot raises, what Qt calls critical.
    """
    app = QApplication.instance() or QApplication(["triad", *theme.STYLE])
    assert isinstance(app, QApplication)  # noqa: S101 (narrowing: nothing else is ever made)
    theme.put_on(app, theme.wanted(study.settings.theme), study.settings.zoom)
    names: list[str] = []
    with _overheard() as heard:
        tour = Tour(study, app)
        try:
            for name in tour.states():
                names.append(name)
                if heard:
                    break
        except Exception as error:
            raise CannotRun(_told(error), where=tour.at) from error
        finally:
            tour.close()
        if heard:
            raise CannotRun(heard[0], where=tour.at)
    return names


def qt_version() -> str:
    """Return the version of Qt that runs."""
    return qVersion()


@contextmanager
def _overheard() -> Iterator[list[str]]:
    """Collect what is raised inside Qt's event loop and what Qt itself calls critical."""
    heard: list[str] = []

    def raised(_kind: type[BaseException], error: BaseException, _: TracebackType | None) -> None:
        heard.append(_told(error))

    def said(kind: QtMsgType, _: QMessageLogContext, message: str) -> None:
        if kind in {QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg}:
            heard.append(message)

    hook, sys.excepthook = sys.excepthook, raised
    handler = qInstallMessageHandler(said)
    try:
        yield heard
    finally:
        qInstallMessageHandler(handler)
        sys.excepthook = hook


def _told(error: BaseException) -> str:
    return str(error) if isinstance(error, TrainerError) else f"{type(error).__name__}: {error}"
