"""The window: a list of places on the left, one screen at a time on the right."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from trainer.errors import TrainerError
from trainer.study.session import Session
from trainer.study.study import Study, warm_up
from trainer.ui import geometry
from trainer.ui.actions import build
from trainer.ui.care import DataCare, Wish
from trainer.ui.commands import commands
from trainer.ui.day_turn import DayTurn
from trainer.ui.deck_folder import DeckFolder
from trainer.ui.deck_import import DeckImport
from trainer.ui.drill_actions import DrillActions
from trainer.ui.finder import Finder
from trainer.ui.greeting import Greeting
from trainer.ui.jobs import Jobs, Ticket
from trainer.ui.looks import Looks
from trainer.ui.paging import Paging
from trainer.ui.practice_flow import PracticeFlow
from trainer.ui.rooms.all import furnish
from trainer.ui.rooms.base import House
from trainer.ui.rooms.interview import InterviewRoom
from trainer.ui.rooms.workbench import WorkbenchRoom
from trainer.ui.screens.practice import PracticeScreen
from trainer.ui.screens.today import TodayScreen
from trainer.ui.sidebar import Body, Foot, Sidebar
from trainer.ui.today_flow import TodayFlow

if TYPE_CHECKING:
    from trainer.domain.derivation import Derivation
    from trainer.ui.screens.summary import SummaryScreen

TITLE = "Triad Trainer"
_SOON = (
    *("trainer.ui.screens.import_plan", "trainer.ui.library_flow", "trainer.ui.editor_flow"),
    *("trainer.ui.screens.interview_setup", "trainer.ui.interview_flow"),
    *("trainer.ui.interview_after", "trainer.ui.screens.progress", "trainer.ui.screens.settings"),
    *("trainer.ui.screens.settings_copies", "trainer.study.backups"),
    *("trainer.ui.screens.focus", "trainer.ui.screens.plan", "trainer.ui.screens.sync"),
    *("trainer.study.syncing.here", "trainer.study.cohort.cohort", "trainer.study.planning"),
)
"""Screens that are made when first opened, and whose code is better read before that."""


class MainWindow(QMainWindow):
    """Holds the screens and says which one is seen. Screens that cost much are made when opened."""

    question_ready = Signal()
    """The first question after Start is on screen."""
    nothing_due = Signal()
    """There was nothing to ask: Today is on screen."""

    def __init__(self, study: Study, jobs: Jobs, app: QApplication) -> None:
        super().__init__()
        self._study = study
        self._jobs = jobs
        self._app = app
        self._start_after_install = False
        self._place = ""
        self.wish: Wish | None = None
        self.setWindowTitle(TITLE)

        self.today = TodayScreen()
        self.practice = PracticeScreen()
        self.stack = QStackedWidget()
        for screen in (self.today, self.practice):
            self.stack.addWidget(screen)
        self.looks = Looks(study, app)
        self.care = DataCare(self, study, jobs)
        house = House(study, jobs, app, self, self.practise, self.care, self.stack.currentWidget)
        self.rooms = furnish(house)
        self.today_flow = TodayFlow(self.today, house, self.tell, self.show_today)
        self.bench = next(room for room in self.rooms.values() if isinstance(room, WorkbenchRoom))
        self.interview = next(r for r in self.rooms.values() if isinstance(r, InterviewRoom))
        names = [(room.key, room.title) for room in self.rooms.values()]
        self.sidebar = Sidebar(TITLE, [("today", "Today"), *names])
        self.setCentralWidget(Body(self.sidebar, self.stack))
        self.say_below = Foot(self.statusBar())
        self.decks = DeckImport(self, study, jobs)
        self.folder = DeckFolder(self, study, jobs)
        self.practice.pictures_of = lambda deck_id: partial(study.kept.picture, deck_id)
        self.flow = PracticeFlow(self.practice, study)
        self.drill = DrillActions(self.practice, self.flow)
        self.finder = Finder(self, study, jobs, self.rooms)
        self.greeting = Greeting(self, study, partial(self._show_room, ""))
        self.actions_by_name = build(self, self.menuBar(), commands(self))
        self.drill.offer_on(self.practice, self.actions_by_name)
        self._connect()
        Paging(self)
        geometry.place(self, study.remembered(geometry.REMEMBERED))
        self.interview.look_for_unfinished()
        self.show_today()

    def _connect(self) -> None:
        self.today.started.connect(self.start)
        self.practice.left.connect(self.flow.leave)
        self.decks.opened.connect(partial(self._show_room, ""))
        self.decks.left.connect(self.show_today)
        self.decks.installed.connect(self._deck_installed)
        self.decks.told.connect(self.tell_quietly)
        self.decks.failed.connect(self.tell)
        self.folder.told.connect(self.tell_quietly)
        self.folder.failed.connect(lambda error: self.tell_quietly(str(error), "wrong"))
        self.folder.changed.connect(self._count_anew)
        DayTurn(self, self._study).turned.connect(self.folder.changed)
        self.care.told.connect(self.tell_quietly)
        self.care.wished.connect(self._leave_with)
        self.flow.changed.connect(self.care.note_change)
        for hear in (self.today_flow.stale, self.say_below.went_well, self.today.went_well):
            self.flow.changed.connect(hear)
            self.decks.installed.connect(hear)
        self.sidebar.went.connect(self.show_place)
        for room in self.rooms.values():
            room.begun.connect(self.stack.addWidget)
            room.opened.connect(partial(self._show_room, room.key))
            room.failed.connect(self.tell)
            room.told.connect(self.tell_quietly)
            room.changed.connect(self.folder.changed)
            room.decks_wanted.connect(self.decks.offer)
            self.flow.changed.connect(room.stale)
            self.decks.installed.connect(room.stale)
            self.folder.changed.connect(room.stale)
        self.practice.workbench_wanted.connect(self.open_in_workbench)
        self.interview.unfinished.connect(self.today.show_unfinished)
        self.today.unfinished.acted.connect(self.interview.resume)
        self.bench.left.connect(self._back_to_drill)
        self.flow.finished.connect(self._show_summary)
        self.flow.left.connect(self.show_today)
        self.flow.resumed.connect(self._show_practice)
        self.looks.changed.connect(self.rooms["settings"].stale)
        self.looks.told.connect(self.say_below)

    @property
    def summary(self) -> SummaryScreen:
        """What a sitting came to, shown when it is over."""
        return self.flow.summary

    # -- where to be -----------------------------------------------------------------------

    def show_today(self) -> None:
        """Show what is due."""
        self._go(self.today, "today")
        self.today_flow.show()

    def show_place(self, key: str) -> None:
        """Show Today, or open the room ``key``."""
        if key == "today":
            self.show_today()
        else:
            self.rooms[key].open()

    def start(self) -> None:
        """Begin a sitting over what is due and new."""
        self.today_flow.start(self.stack.currentWidget() or self.today)

    def practise(self, session: Session) -> None:
        """Begin ``session``; nothing happens when it is empty."""
        if not session.queue:
            self.show_today()
            self.nothing_due.emit()
            return
        self._show_practice()
        self.flow.begin(session)
        self.question_ready.emit()

    def start_when_ready(self) -> None:
        """Start now, or as soon as the built-in decks are installed."""
        if not self._study.builtin_decks_stale() or self._study.today().waiting:
            self.start()
        else:
            self._start_after_install = True

    def warm_up(self) -> None:
        """Load what is needed next while the user still reads the start page."""

        def work(_: Ticket) -> None:
            warm_up()
            for screen in _SOON:
                import_module(screen)

        self._jobs.run(work, lambda _: None, self.tell)

    def undo(self) -> None:
        """Take the last answer back, from Today as well, or what the room on screen did last."""
        if self.flow.shows(self.stack.currentWidget()):
            self.flow.undo()
        elif self._place in self.rooms:
            self.rooms[self._place].undo()
        elif self._place == "today" and self.flow.session and self.flow.session.can_undo:
            self._show_practice()
            self.flow.undo()

    def show_evidence(self) -> None:
        """Show how the cost model compares with published figures."""
        self.bench.open_evidence()

    def open_in_workbench(self, derivation: Derivation) -> None:
        """Take the numbers of the drill on screen over into the workbench."""
        session = self.flow.session
        question = session.question if session else None
        self.bench.open_with(derivation, question.posed.exercise if question else None)

    def _show_room(self, key: str, screen: QWidget) -> None:
        if self.stack.indexOf(screen) < 0:
            self.stack.addWidget(screen)
        self._go(screen, key)

    def _back_to_drill(self) -> None:
        self._show_practice()
        self.practice.take_keyboard()

    def _show_practice(self) -> None:
        self._go(self.practice, "")

    def _show_summary(self) -> None:
        self._show_room("", self.summary)
        self.summary.done_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go(self, screen: QWidget, place: str) -> None:
        self.stack.setCurrentWidget(screen)
        self._place = place
        self.drill.allow(self.actions_by_name, drilling=screen is self.practice)
        self.sidebar.mark(place)
        screen.setFocus(Qt.FocusReason.OtherFocusReason)

    def install_builtin(self) -> None:
        """Bring the built-in decks up to date, and watch the user's own."""
        self.decks.install_builtin()
        self.folder.start_soon()

    def _count_anew(self) -> None:
        self.today_flow.stale()
        if self.today.isVisible():
            self.today_flow.show()

    def tell_quietly(self, sentence: str, tone: str) -> None:
        """Say ``sentence`` on Today and, wherever the user is, at the window's foot."""
        self.today.banner.say(sentence, tone)
        if self.stack.currentWidget() is not self.today:
            self.say_below(sentence, tone)

    def _deck_installed(self) -> None:
        waits, self._start_after_install = self._start_after_install, False
        if waits and self.stack.currentWidget() in {self.today, self.greeting.screen}:
            self.start()
            return
        # Who went elsewhere while decks were read or written stays there, such as before a plan.
        if self.stack.currentWidget() is self.today:
            self.show_today()

    def tell(self, error: TrainerError) -> None:
        """Say an error in a banner: on Today, or above the drill that is on screen."""
        if self.stack.currentWidget() is self.practice:
            self.practice.show_problem(error)
            return
        self.show_today()
        self.today.banner.say(str(error), "wrong")

    def come_to_front(self) -> None:
        """Be seen, whatever lies above and even if minimised."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        # Where the system does not let a window take the front, it may at least point to it.
        self._app.alert(self)

    def _leave_with(self, wish: Wish) -> None:
        self.wish = wish
        self.close()

    # -- opening and closing ---------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 (Qt's name)
        # What is typed counts as it does when the keyboard goes elsewhere.
        self.setFocus()
        try:
            self._study.remember(geometry.REMEMBERED, geometry.geometry_of(self))
            self.flow.keep()
            for room in self.rooms.values():
                room.keep()
        except TrainerError as error:
            # Neither is worth keeping the user from closing the window.
            self.say_below(str(error))
        ends = (*(room.settle for room in self.rooms.values()), self.folder.settle, self.care.stop)
        for end in ends:
            end()
        self._jobs.close()
        super().closeEvent(event)
