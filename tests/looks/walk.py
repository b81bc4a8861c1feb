"""One window led through every screen and state there is."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer
from PySide6.QtWidgets import QApplication, QScrollArea

from trainer.clock import FrozenClock
from trainer.domain.memory import Rating
from trainer.drills.kinds import KINDS
from trainer.errors import CannotRun
from trainer.scheduling.focus import Focus
from trainer.study import demo
from trainer.study.learner import answer_for
from trainer.study.study import Study
from trainer.study.workbench.configuration import DEFAULT, Basis
from trainer.ui.main_window import MainWindow
from trainer.ui.rooms.interview import InterviewRoom
from trainer.ui.rooms.progress import ProgressRoom

NOW = dt.datetime(2026, 11, 24, 8, tzinfo=dt.UTC)
_ROUNDS = 7
_PATIENCE_MS = 5000
LONG = Path(__file__).with_name("long.yaml")
BROKEN = Path(__file__).parents[1] / "data" / "decks" / "broken.yaml"
ERROR = CannotRun(
    "the disk on which your answers are kept has no room left, so that the last answer was not"
    " stored and would be lost if the window were closed now",
    where="/home/somebody/with/a/rather/long/name/.local/share/triad-trainer/trainer.sqlite",
    remedy="free some space and give the rating again",
)


class Walk:
    """Leads ``window``; each step yields the name of the state that is on screen then."""

    def __init__(self, window: MainWindow, study: Study, clock: FrozenClock) -> None:
        self.window = window
        self.study = study
        self.clock = clock
        self.chance = random.Random(demo.SEED)

    def settle(self) -> None:
        """Wait until heights that follow from widths, and charts drawn one a turn, are there."""
        room = self.window.rooms["progress"]
        assert isinstance(room, ProgressRoom)
        QApplication.processEvents()
        if self.window.today.isVisible():  # the rest of it is read a little later
            patience = QDeadlineTimer(_PATIENCE_MS)
            while not (self.window.today_flow._is_fresh or patience.hasExpired()):
                QApplication.processEvents()
        while room.screen is not None and room.screen.isVisible() and not room.screen.is_drawn:
            QApplication.processEvents()
        for _ in range(_ROUNDS):
            QApplication.processEvents()

    def all(self) -> Iterator[str]:
        """Go through everything."""
        for part in (self.empty, self.one, self.many, self.kinds, self.bench, self.interview):
            yield from part()

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
        window.tell(ERROR)
        window.show_today()
        yield "today-error"
        window.today.banner.hide()
        window.decks.offer([BROKEN, LONG])
        yield "import-problems"
        window.decks.decline()

    def many(self) -> Iterator[str]:
        """Show months of history."""
        demo.fill(self.study, self.chance)
        self.window.folder.changed.emit()
        yield from self._rooms("many")
        for key in ("progress", "settings", "plan"):
            self.window.show_place(key)
            area = self.window.stack.currentWidget().findChild(QScrollArea)
            assert area is not None
            self.settle()
            bar = area.verticalScrollBar()
            bar.setValue(bar.maximum())
            yield f"{key}-below"
        self.window.actions_by_name["palette"].trigger()
        yield "palette"
        palette = self.window.finder.palette
        assert palette is not None
        palette.close()

    def kinds(self) -> Iterator[str]:
        """Show the first drill of each kind, before and after the answer, and the summary."""
        study, window = self.study, self.window
        for kind in (each.name for each in KINDS):
            focus = Focus(kinds=frozenset({kind}))
            session = study.sittings.cram(focus, 1)
            if not session.queue:
                continue
            window.practise(session)
            yield f"practice-{kind}"
            self._answer()
            yield f"practice-{kind}-judged"
        window.flow.rate(Rating.GOOD)
        yield "summary"

    def _answer(self) -> None:
        session = self.window.flow.session
        assert session is not None
        assert session.question is not None
        self.window.flow.answer(answer_for(session.question.posed, self.chance))

    def bench(self) -> Iterator[str]:
        """Show a derivation, charts, a misfit, the evidence."""
        window = self.window
        window.show_place("workbench")
        screen, flow = window.bench.screen, window.bench.flow
        assert screen is not None
        assert flow is not None
        flow.draw()
        self.settle()
        bar = screen.area.verticalScrollBar()
        bar.setValue(bar.maximum())
        yield "workbench-charts"
        bar.setValue(0)
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
        assert room.flow is not None
        room.flow.settle()
