"""The interview under way: the clock, the phases, what was said, the question, the answer."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from trainer.drills.interview import InterviewExercise
from trainer.study.interview.heard import MARKS, TOPICS, Heard
from trainer.study.interview.room import Challenge
from trainer.study.interview.slot import PHASES, Slot, clock
from trainer.ui.theme import SCROLL_BAR, SPACE
from trainer.ui.widgets.brief import Brief
from trainer.ui.widgets.chrome import in_order, scrolled
from trainer.ui.widgets.editor import Editor
from trainer.ui.widgets.flow import FlowBox
from trainer.ui.widgets.notice import Notice
from trainer.ui.widgets.parts import badge, button, card, column, label, row
from trainer.ui.widgets.phase_bar import PhaseBar
from trainer.ui.widgets.question_card import QuestionCard
from trainer.ui.widgets.said_list import SaidList
from trainer.ui.zoom import ANY_SIZE, px

_SIDE, _BELOW = 300, 160
"""How wide what the interview is about stands beside the talk, or how tall below it."""
_SIDE_BY_SIDE = 560
_LINES = 3


class InterviewLive(QWidget):
    """Shows an interview; what the candidate does leaves as signals. Nothing on it waits."""

    said = Signal(str)
    marked = Signal(str)
    entered = Signal(str)
    pause_wanted = Signal()
    ended = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.clock = label("0:00", "number")
        self.clock.setAccessibleName("Clock")
        self.of = label("", "muted")
        self.paused = badge("Paused", "close")
        self.pause_button = button("Pause  F8", tip="Stop the clock, or let it go on (F8)")
        self.leave_button = button("Leave", "quiet", tip="The clock stops; nothing is lost (Esc)")
        self.end_button = button("End  F10", tip="End the interview and read the debrief (F10)")
        self.phases = PhaseBar()
        self.banner = Notice()
        self.list = SaidList()
        self.question = QuestionCard()
        self.field = Editor("What you say", _LINES)
        self.field.setPlaceholderText("What you say. Enter says it, Shift+Enter begins a line.")
        self.marks = {
            key: button(f"{key}  {TOPICS[topic]}", "toggle", tip=f"Just said aloud (Alt+{key})")
            for key, topic in MARKS.items()
        }
        self.hint = label("", "small", wrap=True)
        self.brief = Brief()
        self._writes = True
        self._assemble()
        self._connect()

    def _assemble(self) -> None:
        top = row(self.clock, self.of, self.paused, space=3)
        top.addStretch(1)
        for each in (self.pause_button, self.leave_button, self.end_button):
            top.addWidget(each)
        marks = FlowBox(tuple(self.marks.values()), 2 * SPACE)
        talk = QWidget()
        spoken = column(self.list, self.question, self.field, marks, self.hint, space=3)
        spoken.setStretch(0, 1)
        talk.setLayout(spoken)
        about = row(column(label("The system", "heading"), self.brief, space=3))
        about.setContentsMargins(5 * SPACE, 5 * SPACE, 5 * SPACE, 5 * SPACE)
        area = scrolled(about)
        for page in area.findChildren(QWidget, "page"):
            page.setObjectName("")  # It lies on a card, not on the window.
        self.side = card(row(area), margin=1)
        body = self.body = row(talk, self.side, space=5)
        body.setStretch(0, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(8 * SPACE, 5 * SPACE, 8 * SPACE - SCROLL_BAR, 4 * SPACE)
        outer.setSpacing(3 * SPACE)
        for layout in (top, column(self.phases, self.banner, space=2)):
            layout.setContentsMargins(0, 0, SCROLL_BAR, 0)  # as wide as what scrolls below
            outer.addLayout(layout)
        outer.addWidget(scrolled(body), 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        in_order(
            *(self.field, *self.marks.values(), *self.phases.buttons.values()),
            *(self.pause_button, self.leave_button, self.end_button, self.list),
        )

    def _connect(self) -> None:
        self.field.submitted.connect(self._say)
        self.field.installEventFilter(self)
        self.phases.entered.connect(self.entered)
        self.pause_button.clicked.connect(self.pause_wanted)
        self.leave_button.clicked.connect(self.left)
        self.end_button.clicked.connect(self.ended)
        for key, each in self.marks.items():
            each.clicked.connect(lambda _=False, key=key: self.marked.emit(key))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        beside = self.width() >= px(_SIDE_BY_SIDE)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self.body.setDirection(across if beside else down)
        self.side.setMaximumWidth(px(_SIDE) if beside else ANY_SIZE)
        self.side.setMinimumSize(px(_SIDE), 0 if beside else px(_BELOW))

    # -- what is shown ---------------------------------------------------------------------

    def show_interview(self, exercise: InterviewExercise, slot: Slot, *, aloud: bool) -> None:
        """Begin with an empty field; the keyboard is where it is needed for the way chosen."""
        self.brief.show_exercise(exercise)
        self.phases.show_slot(slot)
        self.of.setText(f"of {clock(slot.end_s)}")
        self.field.show_text("")
        keys = "L, C, Q, V, P mark what was just said" if aloud else "Enter says it"
        self.hint.setText(f"{keys}  ·  Alt+L, C, Q, V, P anywhere  ·  Alt+1 to 6 for the phase")
        self.banner.hide()
        self._writes = not aloud

    def show_talk(self, heard: tuple[Heard, ...], asked: tuple[Challenge, ...]) -> None:
        """Show all that was said and asked, and the question that is not answered yet."""
        self.list.show_all(heard, asked)
        is_open = asked and (not heard or heard[-1].at_s <= asked[-1].at_s)
        self.question.show_question(asked[-1] if is_open else None)

    def show_heard(self, heard: Heard) -> None:
        """Add a statement or a mark."""
        self.list.add(heard)
        self.question.show_question(None)

    def show_asked(self, asked: tuple[Challenge, ...]) -> None:
        """Add what was asked; the last of it waits for an answer."""
        if asked:
            self.list.add(*asked)
            self.question.show_question(asked[-1])

    def show_time(self, at_s: float, phase: str, *, paused: bool) -> None:
        """Show the clock and the phase."""
        self.clock.setText(clock(at_s))
        self.paused.setVisible(paused)
        self.pause_button.setText("Go on  F8" if paused else "Pause  F8")
        self.pause_button.setAccessibleName("Go on" if paused else "Pause")
        self.phases.show_time(at_s, phase)

    # -- the keyboard ----------------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        super().focusInEvent(event)
        if self._writes:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self) -> None:
        text = self.field.toPlainText().strip()
        if text:
            self.field.show_text("")
            self.said.emit(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Take Alt+key out of the field, which would write it."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._take(event)
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        # Alt+P and Alt+V open menus everywhere else.
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and self._is_ours(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        key = event.text().upper()
        if self._take(event):
            return
        if key in MARKS and not event.modifiers():
            self.marked.emit(key)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif event.key() == Qt.Key.Key_Space:
            self.pause_wanted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _is_ours(self, event: QKeyEvent) -> bool:
        if event.key() in {Qt.Key.Key_F8, Qt.Key.Key_F10}:
            return True
        if event.modifiers() != Qt.KeyboardModifier.AltModifier:
            return False
        return _letter(event) in MARKS or _letter(event) in _PHASE_KEYS

    def _take(self, event: QKeyEvent) -> bool:
        if not self._is_ours(event):
            return False
        letter = _letter(event)
        if event.key() == Qt.Key.Key_F8:
            self.pause_wanted.emit()
        elif event.key() == Qt.Key.Key_F10:
            self.ended.emit()
        elif letter in MARKS:
            self.marked.emit(letter)
        else:
            self.entered.emit(_PHASE_KEYS[letter])
        return True


_PHASE_KEYS = {str(number): name for number, name in enumerate(PHASES, start=1)}


def _letter(event: QKeyEvent) -> str:
    """Return the key as on its cap: with Alt some layouts give it another text."""
    return chr(event.key()) if event.key() < 128 else ""
