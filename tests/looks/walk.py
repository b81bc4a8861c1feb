"""One window led through every screen and state there is."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from tests.looks import between
from tests.looks.answering import give
from trainer.clock import FrozenClock
from trainer.domain.ids import DrillId
from trainer.domain.memory import Rating
from trainer.drills.kinds import KINDS
from trainer.errors import CannotRun
from trainer.scheduling.focus import Focus
from trainer.store.copies import Copy
from trainer.store.errors import StoreCorrupt, StoreLocked
from trainer.study import demo
from trainer.study.backups import Damage
from trainer.study.learner import answer_for
from trainer.study.study import Study
from trainer.study.workbench.configuration import DEFAULT, Basis
from trainer.ui import slices
from trainer.ui.jobs import InlineJobs
from trainer.ui.main_window import MainWindow
from trainer.ui.rooms.interview import InterviewRoom
from trainer.ui.rooms.library import LibraryRoom
from trainer.ui.rooms.progress import ProgressRoom
from trainer.ui.rooms.sync import SyncRoom
from trainer.ui.screens.about import AboutSheet
from trainer.ui.screens.shortcuts import ShortcutSheet
from trainer.ui.screens.trouble import Mending, TroubleScreen

NOW = dt.datetime(2026, 11, 24, 8, tzinfo=dt.UTC)
_ROUNDS = 7
_HALF_KNOWN = frozenset({"rewrite", "table"})
"""Kinds whose drill is answered with faults, to see what is said of them."""
_PATIENCE_MS = 5000
LONG = Path(__file__).with_name("long.yaml")
TABLE = Path(__file__).with_name("table.csv")
BROKEN = Path(__file__).parents[1] / "data" / "decks" / "broken.yaml"
SAID = (
    "The p95 of the time to first token stays below 800 ms at 50 requests per second.",
    "It costs at most $0.40 per million tokens.",
    "Quality is 90 % accuracy on 500 of our own questions.",
)
FILE = Path("/home/somebody/with/a/rather/long/name/.local/share/triad-trainer/trainer.sqlite")
ERROR = CannotRun(
    "the disk on which your answers are kept has no room left, so that the last answer was not"
    " stored and would be lost if the window were closed now",
    where=str(FILE),
    remedy="free some space and give the rating again",
)


class Walk:
    """Leads ``window``; each step yields the name of the state that is on screen then."""

    def __init__(self, window: MainWindow, study: Study, clock: FrozenClock) -> None:
        self.window = window
        self.study = study
        self.clock = clock
        self.chance = random.Random(demo.SEED)
        self.front: QWidget = window
        """What is looked at: the window, or what stands over it or in its place."""
        self.end_of: QScrollArea | None = None
        """The page whose end is looked at, at whatever size."""

    def resize(self, width: int, height: int) -> None:
        """Make the window as large as that; what stands over it keeps its own size."""
        self.window.resize(width, height)
        if isinstance(self.front, TroubleScreen):
            self.front.resize(width, height)
        self.settle()
        if self.end_of is not None:
            self.end_of.verticalScrollBar().setValue(self.end_of.verticalScrollBar().maximum())
            self.settle()

    def settle(self) -> None:
        """Wait until heights that follow from widths, and charts drawn one a turn, are there."""
        room = self.window.rooms["progress"]
        assert isinstance(room, ProgressRoom)
        slices.finish(self.window)
        QApplication.processEvents()
        if self.window.today.isVisible():  # the rest of it is read a little later
            patience = QDeadlineTimer(_PATIENCE_MS)
            while not (self.window.today_flow._is_fresh or patience.hasExpired()):
                QApplication.processEvents()
        while room.screen is not None and room.screen.isVisible() and not room.screen.is_drawn:
            QApplication.processEvents()
        bench = self.window.bench
        if bench.flow is not None and bench.screen is not None and bench.screen.isVisible():
            bench.flow.draw()
        for _ in range(_ROUNDS):
            QApplication.processEvents()

    def all(self) -> Iterator[str]:
        """Go through everything."""
        parts = (self.empty, self.one, self.between, self.many, self.kinds, self.bench)
        for part in (*parts, self.interview, self.trouble):
            yield from part()

    def _below(self, area: QScrollArea, state: str) -> Iterator[str]:
        self.end_of = area
        yield state
        self.end_of = None

    def _over(self, front: QWidget, state: str) -> Iterator[str]:
        self.front = front
        yield state
        front.close()
        self.front = self.window

    def _rooms(self, state: str) -> Iterator[str]:
        for key in ("today", *self.window.rooms):
            self.window.show_place(key)
            yield f"{key}-{state}"

    def empty(self) -> Iterator[str]:
        """Show what there is without a deck."""
        greeting = self.window.greeting
        if greeting.screen is None:
            greeting.greet()
        yield "welcome"
        screen = greeting.screen
        assert screen is not None
        screen.date_edit.setText("one of these days")
        screen.start_button.click()
        yield "welcome-refused"
        yield from self._rooms("empty")

    def one(self) -> Iterator[str]:
        """Show one drill, whose texts are very long, and errors as long."""
        study, window = self.study, self.window
        study.install(study.plan(study.read_deck(LONG)))
        for key in ("today", "library", "focus", "settings"):
            window.show_place(key)
            yield f"{key}-one-long"
        window.start()
        yield "practice-long"
        window.practice.show_problem(ERROR)
        yield "practice-error"
        self._answer()
        yield "practice-long-judged"
        window.show_today()
        window.tell(ERROR)
        yield "today-error"
        window.today.banner.hide()
        window.decks.offer([BROKEN, LONG])
        yield "import-problems"
        window.decks.decline()
        window.decks.offer([TABLE])
        yield "import-table"
        window.decks.decline()
        library = window.rooms["library"]
        assert isinstance(library, LibraryRoom)
        library.open()
        library.edit(study.store.drill(DrillId("long/recall-long")))
        yield "library-copy-offered"
        assert library.screen is not None
        library.screen.banner.action_button.click()
        yield "editor"
        assert library.editor is not None
        library.editor.leave()

    def between(self) -> Iterator[str]:
        """Show what lies between devices, and a cohort."""
        room = self.window.rooms["sync"]
        assert isinstance(room, SyncRoom)
        yield from between.states(room, self.study.data_dir / "between", LONG, self.clock)

    def many(self) -> Iterator[str]:
        """Show months of history."""
        demo.fill(self.study, self.chance)
        self.window.folder.changed.emit()
        yield from self._rooms("many")
        for key in ("progress", "settings", "plan"):
            self.window.show_place(key)
            area = self.window.stack.currentWidget().findChild(QScrollArea)
            assert area is not None
            yield from self._below(area, f"{key}-below")
        yield from self._due()
        self.window.actions_by_name["palette"].trigger()
        palette = self.window.finder.palette
        assert palette is not None
        palette.edit.setText("bandwidth")
        palette.typed.emit("bandwidth")
        yield from self._over(palette, "palette")
        self.window.finder.show_shortcuts()
        (sheet,) = self.window.findChildren(ShortcutSheet)
        yield from self._over(sheet, "shortcuts")
        self.window.finder.about()
        (about,) = self.window.findChildren(AboutSheet)
        yield from self._over(about, "about")

    def _due(self) -> Iterator[str]:
        """Show where the day is asked for on which drills come back."""
        library = self.window.rooms["library"]
        assert isinstance(library, LibraryRoom)
        library.open()
        assert library.screen is not None
        assert library.flow is not None
        library.screen.view.selectAll()
        library.flow.carry_out("move")
        yield "library-due"
        library.screen.due_row.leave()

    def kinds(self) -> Iterator[str]:
        """Show the first drill of each kind, before and after the answer, and the summary."""
        study, window = self.study, self.window
        for kind in (each.name for each in KINDS):
            focus = Focus(kinds=frozenset({kind}))
            session = study.sittings.cram(focus, 1)
            if not session.queue:
                continue
            window.practise(session)
            if kind == "estimate":
                window.drill.set_due()
                yield "practice-due"
                window.practice.due_row.leave()
            yield f"practice-{kind}"
            self._answer(knows=kind not in _HALF_KNOWN)
            yield f"practice-{kind}-judged"
            window.flow.rate(Rating.GOOD)
        yield "summary"

    def _answer(self, *, knows: bool = True) -> None:
        session, view = self.window.flow.session, self.window.practice.view
        assert session is not None
        assert session.question is not None
        assert view is not None
        give(view, answer_for(session.question.posed, self.chance, knows=knows))

    def bench(self) -> Iterator[str]:
        """Show a derivation, charts, a misfit, the evidence."""
        window = self.window
        window.show_place("workbench")
        screen, flow = window.bench.screen, window.bench.flow
        assert screen is not None
        assert flow is not None
        flow.draw()
        yield from self._below(screen.area, "workbench-charts")
        screen.area.verticalScrollBar().setValue(0)
        screen.inputs.basis_buttons[Basis.REALISTIC].click()
        screen.results.figures["latency"].click()
        flow.draw()
        yield "workbench-derivation"
        screen.close_working()
        flow.change_to(DEFAULT.changed(gpus=1.0))
        flow.draw()
        yield "workbench-misfit"
        window.show_evidence()
        yield "evidence"

    def interview(self) -> Iterator[str]:
        """Show an interview under way."""
        room = self.window.rooms["interview"]
        assert isinstance(room, InterviewRoom)
        room.open()
        room.start(0, 25, False)
        yield "interview-live"
        flow = room.flow
        assert flow is not None
        for said in SAID:
            flow.screen.said.emit(said)
            self.clock.advance(seconds=60)
            flow.tick()
        yield "interview-asked"
        flow.end()
        yield "interview-debrief"
        assert room.after is not None
        room.after.write_mail()
        yield "interview-mail"
        room.settle()
        room.open()
        assert room.screen is not None
        area = room.screen.findChild(QScrollArea)
        assert area is not None
        yield from self._below(area, "interview-held")

    def trouble(self) -> Iterator[str]:
        """Show the window that comes in the place of all when the database does not open."""
        damage = Damage(Copy(FILE.with_name("copy.sqlite"), NOW), 1881)
        mending = Mending(lambda: damage, str, str, str)
        for state in ("trouble-locked", "trouble-damaged"):
            screen = TroubleScreen(FILE.parent, InlineJobs())
            if state == "trouble-locked":
                screen.show_error(StoreLocked(FILE))
            else:
                screen.show_damage(StoreCorrupt(FILE), mending)
            screen.show()
            yield from self._over(screen, state)
