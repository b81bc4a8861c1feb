"""Focus: choose a part to practise on purpose, or to cram without touching the schedule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QWidget,
)

from trainer.scheduling.focus import Focus
from trainer.study.focusing import DIMENSIONS, Grounds, Met
from trainer.ui.theme import SPACE
from trainer.ui.widgets.chrome import Header, centred, in_order, scrolled
from trainer.ui.widgets.flow import FlowBox
from trainer.ui.widgets.number_input import StillCombo
from trainer.ui.widgets.parts import Banner, button, card, column, empty, label, press_focused, row
from trainer.ui.words import counted, kind_words
from trainer.ui.zoom import hold

WAYS = (
    (
        "focus",
        "Practise",
        "Scheduled as ever: new drills up to the day's limit; early answers count at their worth.",
    ),
    ("cram", "Cram", "Nothing is written: tomorrow's schedule stays as it is."),
    ("record", "Cram and record", "Everything that matches, due or not, and every answer counts."),
)

_SPIN_WIDTH = 84


class FocusScreen(QWidget):
    """Shows what there is to choose from and how many drills the choice meets."""

    started = Signal(object, str, int)
    """Start a sitting: the Focus, the way (focus, cram, record), how many drills at most."""
    chosen = Signal(object)
    """The choice is now this Focus: its drills want to be counted."""
    let_back_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self._picked: dict[QPushButton, frozenset[str]] = {}
        self.header = Header("Focus")
        self.header.line.setText("Practise a part on purpose.")
        self.banner = Banner()
        self.dimensions = {name: self._toggle(name.capitalize()) for name in DIMENSIONS}
        self.kinds: dict[str, QPushButton] = {}
        self._kind_row = column()
        self.flagged_button = self._toggle("Flagged")
        self.leech_button = self._toggle("Leeches")
        self.weak_button = button("", "toggle", tip="Choose the dimension you remember worst")
        self.tag_combo = StillCombo("Tag")
        self.deck_combo = StillCombo("Deck")
        self.many_spin = QSpinBox()
        self.many_spin.setRange(1, 999)
        self.many_spin.setValue(20)
        hold(self.many_spin, least_width=_SPIN_WIDTH)
        # The style sheet's padding does not reach the text of a spin box.
        self.many_spin.lineEdit().setTextMargins(2 * SPACE, 0, 0, 0)
        self.many_spin.setAccessibleName("At most so many drills")
        self.ways = {name: QRadioButton(text) for name, text, _ in WAYS}
        self.ways["focus"].setChecked(True)
        self.line = label("", "muted", wrap=True)
        self.start_button = button("Start", "primary", name="Start this session")
        hold(self.start_button, least_height=44)
        self.suspended = label("", "muted", wrap=True)
        self.back_button = button("Let them back", tip="Suspended drills are asked again")
        self._assemble()
        self._connect()

    def _toggle(self, text: str) -> QPushButton:
        made = button(text, "toggle")
        made.setCheckable(True)
        made.clicked.connect(self._choose)
        return made

    def _assemble(self) -> None:
        dimensions = FlowBox((*self.dimensions.values(), self.weak_button), 2 * SPACE)
        more = row(self.tag_combo, self.deck_combo, self.flagged_button, self.leech_button, space=2)
        more.setStretch(0, 1)
        more.setStretch(1, 1)
        many = row(label("At most"), self.many_spin, label("drills"), space=2)
        many.addStretch(1)
        options = QWidget()
        ways = QGridLayout(options)
        ways.setContentsMargins(0, 0, 0, 0)
        ways.setHorizontalSpacing(3 * SPACE)
        ways.setVerticalSpacing(SPACE)
        ways.setColumnStretch(1, 1)
        for place, (name, _, told) in enumerate(WAYS):
            ways.addWidget(self.ways[name], place, 0)
            ways.addWidget(label(told, "small", wrap=True), place, 1)
        go = row(self.start_button, label("Enter", "small"), self.line, space=3)
        go.setStretch(2, 1)
        what = column(label("What", "heading"), dimensions, self._kind_row, more, space=3)
        how = column(label("How", "heading"), options, many, go, space=4)
        back = row(self.suspended, self.back_button, space=3)
        back.setStretch(0, 1)
        self.back_card = card(back)
        layout = column(self.header, self.banner, card(what), card(how), self.back_card, space=5)
        layout.addStretch(1)
        scrolled(centred(layout), self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _connect(self) -> None:
        self.weak_button.clicked.connect(self._choose_weakest)
        self.tag_combo.activated.connect(self._choose)
        self.deck_combo.activated.connect(self._choose)
        self.start_button.clicked.connect(self._start)
        self.back_button.clicked.connect(self.let_back_wanted)
        for way in self.ways.values():
            way.clicked.connect(self._choose)

    def show_grounds(self, there: Grounds) -> None:
        """Put what there is on screen; a choice that still exists stays."""
        self._show_kinds(there.kinds)
        tags = {tag: f"{tag} ({many:,})" for tag, many in there.tags.items()}
        _fill(self.tag_combo, "All tags", tags)
        _fill(self.deck_combo, "All decks", there.decks)
        self._offer(self.flagged_button, there.flagged)
        self._offer(self.leech_button, there.leeches)
        self.weak_button.setVisible(there.weakest is not None)
        self.weak_button.setText(f"Weakest: {there.weakest}")
        self.weak_button.setAccessibleName(f"Choose the weakest dimension: {there.weakest}")
        self.weak_button.setProperty("dimension", there.weakest)
        self.back_card.setVisible(there.suspended > 0)
        verb = "is" if there.suspended == 1 else "are"
        self.suspended.setText(f"{counted(there.suspended, 'drill')} {verb} suspended.")
        in_order(
            *(*self.dimensions.values(), self.weak_button, *self.kinds.values()),
            *(self.tag_combo, self.deck_combo, self.flagged_button, self.leech_button),
            *(*self.ways.values(), self.many_spin, self.start_button, self.back_button),
        )
        self._choose()

    def _show_kinds(self, kinds: Iterable[str]) -> None:
        wanted = list(kinds)
        if wanted == list(self.kinds):
            return  # The keyboard may be on one of them.
        chosen = {name for name, each in self.kinds.items() if each.isChecked()}
        empty(self._kind_row)
        self.kinds = {kind: self._toggle(kind_words(kind).capitalize()) for kind in wanted}
        for kind, made in self.kinds.items():
            made.setChecked(kind in chosen)
        self._kind_row.addWidget(FlowBox(tuple(self.kinds.values()), 2 * SPACE))

    def show_met(self, met: Met) -> None:
        """Say how many drills the choice meets."""
        parts = [f"{met.due:,} due", f"{met.new:,} new", f"{met.later:,} not due yet"]
        self.line.setText(f"{counted(met.total, 'drill')} to choose from: {', '.join(parts)}.")
        self.start_button.setEnabled(met.total > 0)

    def show_counting(self) -> None:
        """Say that the drills are still being counted; the sitting can begin all the same."""
        self.line.setText("Counting the drills …")
        self.start_button.setEnabled(True)

    @property
    def focus(self) -> Focus:
        """What is chosen."""
        tag, deck = self.tag_combo.currentData(), self.deck_combo.currentData()
        return Focus(
            decks=frozenset([deck] if deck else ()),
            kinds=frozenset(kind for kind, made in self.kinds.items() if made.isChecked()),
            tags=frozenset([tag] if tag else ()),
            dimensions=frozenset(n for n, made in self.dimensions.items() if made.isChecked()),
            drills=frozenset().union(
                *(drills for made, drills in self._picked.items() if made.isChecked())
            ),
        )

    def _offer(self, made: QPushButton, drills: frozenset[str]) -> None:
        """Let single ``drills`` be chosen by a button; without any it is not there."""
        self._picked[made] = drills
        made.setVisible(bool(drills))
        made.setChecked(made.isChecked() and bool(drills))

    def _choose(self) -> None:
        self.chosen.emit(self.focus)

    def _choose_weakest(self) -> None:
        for name, made in self.dimensions.items():
            made.setChecked(name == self.weak_button.property("dimension"))
        self._choose()

    def _start(self) -> None:
        way = next(name for name, each in self.ways.items() if each.isChecked())
        self.started.emit(self.focus, way, self.many_spin.value())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if is_enter and press_focused(self):
            return
        if is_enter and self.start_button.isEnabled():
            self._start()
            return
        super().keyPressEvent(event)


def _fill(combo: StillCombo, every: str, options: Mapping[str, str]) -> None:
    """Offer ``every`` and ``options``; what was chosen stays if it is still there."""
    before = combo.currentData()
    combo.clear()
    combo.addItem(every, "")
    for value, text in options.items():
        combo.addItem(text, value)
    combo.setCurrentIndex(max(0, combo.findData(before)))
