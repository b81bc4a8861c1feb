"""Choosing a mock interview: the system, the slot, speaking or writing; and those held before."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton

from trainer.drills.interview import InterviewExercise
from trainer.study.interview.history import Past
from trainer.study.interview.slot import LENGTHS
from trainer.ui.theme import SPACE
from trainer.ui.widgets.brief import Brief
from trainer.ui.widgets.chrome import Header, centred, in_order, scrolled
from trainer.ui.widgets.columns import Columns
from trainer.ui.widgets.flow import FlowBox
from trainer.ui.widgets.interview_history import InterviewHistory
from trainer.ui.widgets.notice import Notice
from trainer.ui.widgets.parts import button, card, column, label, press_focused, row
from trainer.ui.widgets.sheet import StyledPage
from trainer.ui.widgets.wrap_list import WrapList
from trainer.ui.zoom import hold

_WIDTH = 980
_LIST_HEIGHT = 288
WAYS = {
    False: ("Write", "Type what you would say, Enter after each statement."),
    True: ("Speak", "Say it aloud and press one key for what was just said: L, C, Q, V or P."),
}


class InterviewSetup(StyledPage):
    """Shows what can be practised; ``started`` carries the place in the list, minutes, aloud."""

    started = Signal(int, int, bool)
    redrawn = Signal()
    """The user wants other numbers."""
    looked = Signal(str)
    """The user wants to see the debrief of this interview again."""

    def __init__(self) -> None:
        super().__init__()
        self.header = Header("Interview")
        self.header.line.setText(
            "A system, a clock and an interviewer who computes: say your numbers unasked."
        )
        self.header.line.setWordWrap(True)
        self.banner = Notice()
        self.list = WrapList()
        self.list.setAccessibleName("Systems to design")
        self.list.setMinimumHeight(_LIST_HEIGHT)
        self.brief = Brief()
        self.brief.text.setText("The systems are being read: a moment.")
        self.lengths = {minutes: self._toggle(f"{minutes} minutes") for minutes in LENGTHS}
        self.ways = {aloud: self._toggle(said, tip) for aloud, (said, tip) in WAYS.items()}
        self.way_line = label("", "small", wrap=True)
        self.start_button = button("Start", "primary", name="Start the interview")
        hold(self.start_button, least_height=44)
        self.start_button.setEnabled(False)
        self.redraw_button = button("Other numbers", tip="Draw the numbers of the systems anew")
        self.history = InterviewHistory()
        self._posed: Sequence[InterviewExercise] = ()
        self._assemble()
        self._connect()
        self._choose_length(LENGTHS[0])
        self._choose_way(aloud=False)

    def _toggle(self, text: str, tip: str = "") -> QPushButton:
        made = button(text, "toggle", tip=tip)
        made.setCheckable(True)
        return made

    def _assemble(self) -> None:
        system = Columns((self.list, self.brief), least_width=320, most=2, space=5)
        slots = FlowBox((label("Slot"), *self.lengths.values(), self.redraw_button), 2 * SPACE)
        ways = column(FlowBox(tuple(self.ways.values()), 2 * SPACE), self.way_line, space=1)
        go = row(self.start_button, label("Enter", "small"), space=3)
        go.addStretch(1)
        what = column(label("The system", "heading"), system, slots, ways, go, space=4)
        layout = column(self.header, self.banner, card(what), self.history, space=5)
        layout.addStretch(1)
        scrolled(centred(layout, _WIDTH), self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self.list)
        in_order(
            *(self.list, *self.lengths.values(), self.redraw_button),
            *(*self.ways.values(), self.start_button),
        )

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._show_brief)
        self.list.itemActivated.connect(self._start)
        self.start_button.clicked.connect(self._start)
        self.redraw_button.clicked.connect(self.redrawn)
        self.history.looked.connect(self.looked)
        for minutes, each in self.lengths.items():
            each.clicked.connect(lambda _=False, minutes=minutes: self._choose_length(minutes))
        for aloud, each in self.ways.items():
            each.clicked.connect(lambda _=False, aloud=aloud: self._choose_way(aloud=aloud))

    def show_systems(self, posed: Sequence[InterviewExercise]) -> None:
        """Put the systems on screen with the numbers drawn; the one chosen stays chosen."""
        before = max(0, self.list.currentRow())
        self._posed = tuple(posed)
        self.list.clear()
        self.list.addItems([_first_sentence(each.about.text) for each in posed])
        self.list.setCurrentRow(min(before, len(posed) - 1))
        self.start_button.setEnabled(bool(posed))

    def show_history(self, past: Sequence[Past]) -> None:
        """List the interviews that were held."""
        self.history.show_history(past)

    @property
    def minutes(self) -> int:
        """The length chosen."""
        return next(minutes for minutes, each in self.lengths.items() if each.isChecked())

    @property
    def is_aloud(self) -> bool:
        """Whether the candidate is going to speak."""
        return self.ways[True].isChecked()

    def _show_brief(self, place: int) -> None:
        if 0 <= place < len(self._posed):
            self.brief.show_exercise(self._posed[place])

    def _choose_length(self, minutes: int) -> None:
        for each, made in self.lengths.items():
            made.setChecked(each == minutes)

    def _choose_way(self, *, aloud: bool) -> None:
        for each, made in self.ways.items():
            made.setChecked(each == aloud)
        self.way_line.setText(WAYS[aloud][1])

    def _start(self) -> None:
        if self.start_button.isEnabled():
            self.started.emit(self.list.currentRow(), self.minutes, self.is_aloud)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if not press_focused(self):
                self._start()
            return
        super().keyPressEvent(event)


def _first_sentence(text: str) -> str:
    first, stop, _ = text.partition(". ")
    return first + stop.strip()
