"""The debrief: the verdict, when what was said, what holds, what to drill next, the mail."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QPushButton, QVBoxLayout, QWidget

from trainer.study.interview.advice import mail_skeleton
from trainer.study.interview.debrief import Debrief
from trainer.study.interview.judged import Failed, Held
from trainer.study.interview.looking import Looked, NextDrill
from trainer.study.interview.room import Challenge
from trainer.ui.screens.interview_tables import metric_table, phase_table
from trainer.ui.theme import SPACE, set_property
from trainer.ui.widgets.bullets import Bullets
from trainer.ui.widgets.chrome import Header, centred, scrolled
from trainer.ui.widgets.fold import Fold
from trainer.ui.widgets.interview_history import TONES
from trainer.ui.widgets.notice import Notice
from trainer.ui.widgets.parts import badge, button, card, column, empty, label
from trainer.ui.widgets.timeline import Timeline
from trainer.ui.words import kind_words

_WIDTH = 980
_MOST = 30
"""So many of a sort are listed; the saved debrief has them all."""

_ADD, _ADDED = "Drill it tomorrow", "In tomorrow's queue"


class InterviewDebrief(QWidget):
    """Shows one interview looked at again; signals say what the user wants done about it."""

    drill_wanted = Signal(str)
    mail_wanted = Signal()
    saved = Signal(str)
    """Save it as ``md`` or ``pdf``."""
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.banner = Notice()
        self.markdown_button = button("Markdown…", "quiet", name="Save the debrief as Markdown")
        self.pdf_button = button("PDF…", "quiet", name="Save the debrief as PDF")
        self.leave_button = button("Back", "quiet", tip="To the interviews (Esc)")
        actions = (self.markdown_button, self.pdf_button, self.leave_button)
        self.header = Header("Debrief", *actions)
        self.verdict = label("", "verdict", wrap=True)
        self.reasons = Bullets()
        self.timeline = Timeline()
        self.drill_buttons: dict[str, QPushButton] = {}
        self.mail = label("", "muted", wrap=True)
        self.mail_button = button("Write the mail", tip="With the numbers, judged as a drill")
        self._rubric = Bullets()
        self._parts = {
            name: column(space=2) for name in ("drills", "phases", "table", "claims", "asked")
        }
        self._assemble()
        self.markdown_button.clicked.connect(lambda: self.saved.emit("md"))
        self.pdf_button.clicked.connect(lambda: self.saved.emit("pdf"))
        self.leave_button.clicked.connect(self.left)
        self.mail_button.clicked.connect(self.mail_wanted)

    def _assemble(self) -> None:
        mail = column(self.mail, self.mail_button, space=3)
        mail.setAlignment(self.mail_button, Qt.AlignmentFlag.AlignLeft)
        parts = self._parts
        layout = column(
            self.header,
            self.banner,
            card(column(self.verdict, self.reasons, space=3)),
            _titled("Drill next", parts["drills"]),
            _titled("What was said when", column(self.timeline)),
            _titled("What holds and what does not", parts["claims"]),
            _titled("What you were asked", parts["asked"]),
            _titled("The metric table", parts["table"]),
            _titled("Time per phase", parts["phases"]),
            _titled("What the panel listens for", column(self._rubric)),
            _titled("The follow-up mail, the numbers left out", mail),
            space=5,
        )
        layout.addStretch(1)
        self.area = scrolled(centred(layout, _WIDTH))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.area)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_debrief(self, looked: Looked) -> None:
        """Put ``looked`` on screen, from its top."""
        found = looked.debrief
        self.header.line.setText(f"{found.minutes} minutes  ·  {found.system}")
        self.banner.hide()
        self.verdict.setText(found.verdict_words)
        set_property(self.verdict, "tone", "" if found.opinion.is_brief else TONES[found.verdict])
        self.reasons.show_lines(found.opinion.reasons)
        self.setAccessibleName(f"Verdict: {found.verdict_words}")
        self.timeline.show_debrief(found)
        self._show_drills(looked.drills)
        self._show_claims(found)
        _fill(self._parts["asked"], found.challenges, "Nothing had to be asked.")
        _put(self._parts["table"], metric_table(found))
        _put(self._parts["phases"], phase_table(found))
        self._rubric.show_lines(found.rubric)
        self.mail.setText(mail_skeleton(found).strip())
        self.area.verticalScrollBar().setValue(0)

    def show_added(self, drill_id: str, *, added: bool) -> None:
        """Say whether a drill is in tomorrow's queue."""
        made = self.drill_buttons.get(drill_id)
        if made is not None:
            made.setText(_ADDED if added else _ADD)
            made.setEnabled(not added)

    def _show_drills(self, drills: Sequence[NextDrill]) -> None:
        empty(self._parts["drills"])
        self.drill_buttons = {}
        listed = QWidget()
        lines = _lines_in(listed)
        for place, each in enumerate(drills):
            made = button(_ADD, name=f"Drill tomorrow: {each.text}")
            made.clicked.connect(lambda _=False, which=each.id: self.drill_wanted.emit(which))
            self.drill_buttons[each.id] = made
            parts = (badge(kind_words(each.kind)), label(each.text, wrap=True), made)
            for column_, part in enumerate(parts):
                lines.addWidget(part, place, column_)
        if drills:
            self._parts["drills"].addWidget(listed)
        else:
            none = "No installed drill trains what was weak: add a deck to drill from."
            self._parts["drills"].addWidget(label(none, "muted", wrap=True))

    def _show_claims(self, found: Debrief) -> None:
        claims = self._parts["claims"]
        empty(claims)
        for tone, words, group in (
            ("good", "Holds", found.holds),
            ("wrong", "Does not hold", found.fails),
        ):
            claims.addWidget(badge(f"{words}: {len(group)}", tone))
            _fold(claims, group)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        super().focusInEvent(event)
        QTimer.singleShot(0, self, self._focus_first)  # what was just made is not shown yet

    def _focus_first(self) -> None:
        first = next((each for each in self.drill_buttons.values() if each.isEnabled()), None)
        (first or self.leave_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        bar = self.area.verticalScrollBar()
        steps = {Qt.Key.Key_PageDown: bar.pageStep(), Qt.Key.Key_PageUp: -bar.pageStep()}
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in steps:
            bar.setValue(bar.value() + steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)


def _titled(title: str, inside: QBoxLayout) -> QFrame:
    return card(column(label(title, "heading"), inside, space=3))


def _lines_in(holder: QWidget) -> QGridLayout:
    """Return the layout of ``holder`` for lines whose texts begin below each other."""
    made = QGridLayout(holder)
    made.setContentsMargins(0, 0, 0, 0)
    made.setHorizontalSpacing(3 * SPACE)
    made.setVerticalSpacing(2 * SPACE)
    made.setColumnStretch(1, 1)
    return made


def _put(place: QBoxLayout, part: QWidget) -> None:
    empty(place)
    place.addWidget(part)


def _fill(place: QBoxLayout, found: Sequence[Held | Failed | Challenge], none: str) -> None:
    empty(place)
    _fold(place, found)
    if not found:
        place.addWidget(label(none, "muted"))


def _fold(place: QBoxLayout, found: Sequence[Held | Failed | Challenge]) -> None:
    for each in found[:_MOST]:
        place.addWidget(Fold(each))
    if len(found) > _MOST:
        more = f"And {len(found) - _MOST} more: the saved debrief has them all."
        place.addWidget(label(more, "muted"))
