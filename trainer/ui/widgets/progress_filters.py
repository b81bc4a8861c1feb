"""What the progress page is narrowed to: a deck, a kind, a tag, a span of days."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from trainer.scheduling.focus import Focus
from trainer.study.overview import Choices
from trainer.ui.widgets.columns import Columns
from trainer.ui.widgets.number_input import StillCombo
from trainer.ui.widgets.parts import column

PERIODS = ((28, "4 weeks"), (84, "12 weeks"), (365, "One year"), (1825, "Five years"))

_BOX_WIDTH = 140


class ProgressFilters(QWidget):
    """Four lists; ``changed`` when another entry was chosen."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.deck = _box("Deck")
        self.kind = _box("Kind")
        self.tag = _box("Tag")
        self.period = _box("Period")
        for days, name in PERIODS:
            self.period.addItem(name, days)
        self.period.setCurrentIndex(1)
        boxes = (self.deck, self.kind, self.tag, self.period)
        self.setLayout(column(Columns(boxes, least_width=_BOX_WIDTH, most=len(boxes), space=2)))
        for box in boxes:
            box.currentIndexChanged.connect(lambda _at: self.changed.emit())

    def show_choices(self, choices: Choices) -> None:
        """List what there is; what was chosen stays chosen while it is there."""
        _fill(self.deck, "All decks", choices.decks.items())
        _fill(self.kind, "All kinds", ((kind, kind) for kind in choices.kinds))
        _fill(self.tag, "All tags", ((tag, tag) for tag in choices.tags))

    @property
    def days(self) -> int:
        """How many days back are looked at."""
        return int(self.period.currentData())

    @property
    def focus(self) -> Focus:
        """The drills that count."""
        return Focus(decks=_chosen(self.deck), kinds=_chosen(self.kind), tags=_chosen(self.tag))


def _box(name: str) -> QComboBox:
    made = StillCombo(name)
    made.setMinimumContentsLength(8)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return made


def _fill(box: QComboBox, everything: str, entries: Iterable[tuple[str, str]]) -> None:
    chosen = box.currentData()
    with QSignalBlocker(box):
        box.clear()
        box.addItem(everything, "")
        for value, name in entries:
            box.addItem(name, value)
        box.setCurrentIndex(max(0, box.findData(chosen)))


def _chosen(box: QComboBox) -> frozenset[str]:
    chosen = box.currentData()
    return frozenset({str(chosen)}) if chosen else frozenset()
