"""A number to set: a slider to play with, a field that reads as people write."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QSizePolicy,
    QSlider,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from trainer.errors import BadInput
from trainer.study.workbench.fields import Field
from trainer.ui import theme
from trainer.ui.theme import SPACE, set_property
from trainer.ui.widgets.parts import column, label, row
from trainer.ui.zoom import hold, px

CAPTION_WIDTH = 92
_FIELD_WIDTH = 88
_LONGEST = 40
_BESIDE_TEXT = 40
_ROOM_FOR_LIST = 24


class StillSlider(QSlider):
    """A slider that the wheel scrolls past: scrolling a page must not change what it passes."""

    def __init__(self, name: str) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setAccessibleName(name)
        self.setPageStep(6)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 (Qt's name)
        event.ignore()


class StillCombo(QComboBox):
    """A list to choose from that the wheel scrolls past."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 (Qt's name)
        event.ignore()

    def showPopup(self) -> None:  # noqa: N802 (Qt's name)
        # The list is as wide as its longest name, whatever the field shows of it.
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + _ROOM_FOR_LIST)
        super().showPopup()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 (Qt's)
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        text, room = self.currentText(), self.width() - _BESIDE_TEXT
        shown = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
        option.currentText = shown
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        # A style sheet's frame takes the arrow away, and an image of one knows no theme.
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.current().colour("muted"), 1.6))
        arm, x = px(4), self.width() - 16
        y = (self.height() - arm) / 2
        painter.drawPolyline([QPointF(x - arm, y), QPointF(x, y + arm), QPointF(x + arm, y)])


class NumberEdit(QLineEdit):
    """A field for a number: Up and Down step it, Escape takes back what is being typed."""

    stepped = Signal(int)
    given_up = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setProperty("role", "number")
        self.setProperty("refused", "false")
        self.setMaxLength(_LONGEST)
        hold(self, width=_FIELD_WIDTH)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        key = Qt.Key(event.key())
        if key in steps:
            self.stepped.emit(steps[key])
        elif key == Qt.Key.Key_Escape and self.isModified():
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class NumberInput(QWidget):
    """Shows one number of the configuration and says when the user changes it.

    What cannot be read leaves the last good value in force; the sentence below says why.
    """

    changed = Signal(float)

    def __init__(self, field: Field) -> None:
        super().__init__()
        self._field = field
        self._value = field.low
        self._before: float | None = None
        """The number in force when typing began."""
        self.caption = label(field.caption, "muted")
        hold(self.caption, width=CAPTION_WIDTH)
        self.caption.setToolTip(field.title)
        self.slider = StillSlider(f"{field.title}, slider")
        self.slider.setRange(0, field.last)
        self.edit = NumberEdit(field.title)
        self.caption.setBuddy(self.edit)
        self.complaint = label("", "error", wrap=True)
        self.complaint.hide()
        line = row(self.caption, self.slider, self.edit, space=2)
        line.setStretch(1, 1)
        self.setLayout(column(line, self.complaint, space=0))
        self.slider.valueChanged.connect(self._slid)
        self.edit.textEdited.connect(self._typed)
        self.edit.editingFinished.connect(self._finished)
        self.edit.stepped.connect(self._step)
        self.edit.given_up.connect(self._give_up)

    @property
    def value(self) -> float:
        """The number in force."""
        return self._value

    def show_value(self, value: float) -> None:
        """Put ``value`` on screen; what is being typed into the field is left alone."""
        self._value = value
        if not (self.edit.hasFocus() and self.edit.isModified()):
            self._write(value)
        self._move_slider(value)

    def _write(self, value: float) -> None:
        self._before = None
        self.edit.setText(self._field.show(value))
        self.edit.setCursorPosition(0)
        self._complain("")

    def _move_slider(self, value: float) -> None:
        before = self.slider.blockSignals(True)  # noqa: FBT003 (Qt's signature)
        self.slider.setValue(self._field.position(value))
        self.slider.blockSignals(before)

    def _slid(self, position: int) -> None:
        self._value = self._field.value_at(position)
        self._write(self._value)
        self.changed.emit(self._value)

    def _step(self, steps: int) -> None:
        self.slider.setValue(self.slider.value() + steps)

    def _typed(self, text: str) -> None:
        """Follow what is typed as far as it can be read; complaints wait until it is finished."""
        if self._before is None:
            self._before = self._value
        try:
            value = self._field.read(text)
        except BadInput:
            return
        self._complain("")
        self._take(value)

    def _finished(self) -> None:
        if not self.edit.isModified():
            return
        try:
            value = self._field.read(self.edit.text())
        except BadInput as refusal:
            sentence = str(refusal).rstrip(".")
            still = self._field.show(self._value)
            self._before = None  # That one is in force by now, and what Escape goes back to.
            self._complain(f"{sentence[:1].upper()}{sentence[1:]}; {still} stays in force.")
            return
        self._take(value)
        self._write(value)

    def _take(self, value: float) -> None:
        if value != self._value:
            self._value = value
            self._move_slider(value)
            self.changed.emit(value)

    def _give_up(self) -> None:
        if self._before is not None:
            self._take(self._before)
        self._write(self._value)

    def _complain(self, sentence: str) -> None:
        self.complaint.setVisible(bool(sentence))
        self.complaint.setText(sentence)
        self.edit.setAccessibleDescription(sentence)
        set_property(self.edit, "refused", "true" if sentence else "false")


class ChoiceInput(QWidget):
    """Shows which of several things is chosen and says when the user chooses another."""

    chosen = Signal(str)

    def __init__(self, caption: str, options: dict[str, str], *, above: bool = False) -> None:
        """Make the list; ``above`` puts the caption over it and leaves long names the width."""
        super().__init__()
        self.caption = label(caption, "muted")
        self.combo = StillCombo(caption.replace("&", ""))
        for name, text in options.items():
            self.combo.addItem(text, name)
        self.caption.setBuddy(self.combo)
        if above:
            self.setLayout(column(self.caption, self.combo, space=1))
        else:
            hold(self.caption, width=CAPTION_WIDTH)
            line = row(self.caption, self.combo, space=2)
            line.setStretch(1, 1)
            line.setContentsMargins(0, SPACE // 2, 0, SPACE // 2)
            self.setLayout(line)
        self.combo.activated.connect(lambda place: self.chosen.emit(self.combo.itemData(place)))

    def show_choice(self, name: str, unlisted: str = "") -> None:
        """Put the choice ``name`` on screen; ``unlisted`` words one that was not offered."""
        if unlisted and self.combo.findData(name) < 0:
            self.combo.addItem(unlisted.format(name), name)
        self.combo.setCurrentIndex(max(0, self.combo.findData(name)))
        self.combo.setToolTip(self.combo.currentText())
