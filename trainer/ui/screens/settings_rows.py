"""One setting each: its name, what it does, and the control its type asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QLineEdit, QPushButton, QWidget

from trainer.errors import BadInput
from trainer.settings import Settings, declared
from trainer.settings.text import range_words, read, show
from trainer.ui.theme import set_property
from trainer.ui.widgets.number_input import StillCombo
from trainer.ui.widgets.parts import button, column, empty, label, row
from trainer.ui.zoom import hold, px

_CONTROL_WIDTH = 312
_DECK_WIDTH = 96
_LEAST_NAME = 150
"""In a narrower page the control stands below the name and not beside it."""


class SettingRow(QWidget):
    """A setting. ``changed`` carries its new value as ``Study.change_setting`` takes it."""

    changed = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.rule = declared(name)
        self.complaint = label("", "error", wrap=True)
        self.complaint.hide()

    def _lay_out(self, control: QWidget, *, below: str = "") -> None:
        """Put the name and help on the left and ``control`` on the right."""
        self.title = label(self.rule.label, wrap=True)
        self.help = label(self.rule.help, "small", wrap=True)
        right = QWidget()
        hold(right, width=_CONTROL_WIDTH)
        right.setLayout(column(control, *self._small(below), self.complaint, space=1))
        left = column(self.title, self.help, space=0)
        left.addStretch(1)
        line = row(left, right, space=6)
        line.setStretch(0, 1)
        line.setAlignment(right, Qt.AlignmentFlag.AlignTop)
        self._line = line
        self.setLayout(line)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        beside = self.width() >= px(_CONTROL_WIDTH + _LEAST_NAME)
        side, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._line.setDirection(side if beside else below)

    def _small(self, text: str) -> tuple[QWidget, ...]:
        return (label(text, "small"),) if text else ()

    def _named(self, control: QWidget) -> None:
        control.setAccessibleName(self.rule.label)
        control.setAccessibleDescription(self.rule.help)

    def complain(self, sentence: str) -> None:
        """Say why the value is not taken; "" takes the complaint back."""
        self.complaint.setText(sentence)
        self.complaint.setVisible(bool(sentence))

    @property
    def fields(self) -> tuple[QWidget, ...]:
        """What Tab goes to, in order."""
        raise NotImplementedError

    def matches(self, wanted: str) -> bool:
        """Return whether every word of ``wanted`` stands in the name, help, section or choices."""
        text = " ".join(
            (self.rule.label, self.rule.help, self.rule.section, self.rule.unit, *self.rule.choices)
        ).casefold()
        return all(word in text for word in wanted.casefold().split())

    def show_value(self, value: object) -> None:
        """Put ``value`` on screen without saying that it changed."""
        raise NotImplementedError


class SwitchRow(SettingRow):
    """Yes or no."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.control = QCheckBox("On")
        self._named(self.control)
        self._lay_out(self.control)
        self.control.clicked.connect(self._clicked)

    def _clicked(self, on: bool) -> None:  # noqa: FBT001 (Qt's signature)
        self.changed.emit(on)

    @property
    def fields(self) -> tuple[QWidget, ...]:
        return (self.control,)

    def show_value(self, value: object) -> None:
        self.control.setChecked(bool(value))


class ChoiceRow(SettingRow):
    """One of several words."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.control = StillCombo(self.rule.label)
        self._named(self.control)
        for choice in self.rule.choices:
            self.control.addItem(choice[:1].upper() + choice[1:], choice)
        self._lay_out(self.control)
        self.control.activated.connect(lambda at: self.changed.emit(self.control.itemData(at)))

    @property
    def fields(self) -> tuple[QWidget, ...]:
        return (self.control,)

    def show_value(self, value: object) -> None:
        self.control.setCurrentIndex(max(0, self.control.findData(value)))


class NumberRow(SettingRow):
    """A number or a list of them, typed; what cannot be is refused with its range."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.control = QLineEdit()
        self.control.setProperty("role", "small")
        self._named(self.control)
        self.control.setAccessibleDescription(f"{self.rule.help} {range_words(name)}")
        is_list = isinstance(getattr(Settings(), name), tuple)
        if is_list:
            self.control.setPlaceholderText("none, or as 1 10")
        self._lay_out(self.control, below=("each " if is_list else "") + range_words(name))
        self.control.editingFinished.connect(self._finished)

    @property
    def fields(self) -> tuple[QWidget, ...]:
        return (self.control,)

    def show_value(self, value: object) -> None:
        self.control.setText(show(self.name, value))
        self.control.setModified(False)
        self.complain("")

    def complain(self, sentence: str) -> None:
        super().complain(sentence)
        set_property(self.control, "refused", "true" if sentence else "false")

    def _finished(self) -> None:
        if not self.control.isModified():
            return
        try:
            value = read(self.name, self.control.text())
        except BadInput as error:
            self.complain(f"{str(error).rstrip('.')}; the old value stays.")
            return
        self.show_value(value)
        self.changed.emit(value)


class DaysRow(SettingRow):
    """Any of several words, each a button to press."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.controls: dict[str, QPushButton] = {}
        holder = QWidget()
        for word in self.rule.choices:
            made = button(word, "chip", name=f"{self.rule.label}: {word}")
            made.setCheckable(True)
            made.clicked.connect(self._pressed)
            self.controls[word] = made
        holder.setLayout(row(*self.controls.values(), space=1))
        self._lay_out(holder)

    @property
    def fields(self) -> tuple[QWidget, ...]:
        return tuple(self.controls.values())

    def show_value(self, value: object) -> None:
        for word, made in self.controls.items():
            made.setChecked(word in cast("Sequence[str]", value))

    def _pressed(self) -> None:
        self.changed.emit(tuple(word for word, made in self.controls.items() if made.isChecked()))


class DeckRow(SettingRow):
    """A number for each deck; an empty field means the usual one."""

    usual = "desired_retention"

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.controls: dict[str, QLineEdit] = {}
        self._value: dict[str, float] = {}
        self._lines = column(space=1)
        holder = QWidget()
        holder.setLayout(self._lines)
        self._lay_out(holder, below=range_words(name))

    def show_decks(self, decks: Mapping[str, str]) -> None:
        """Offer a field for each of ``decks``: their ids and titles."""
        if list(decks) == list(self.controls):
            return
        empty(self._lines)
        self.controls.clear()
        for deck, title in decks.items():
            self.add_deck(deck, title)

    def add_deck(self, deck: str, title: str) -> None:
        """Offer a field for ``deck``, below those of the others, unless there is one."""
        if deck in self.controls:
            return
        made = self.controls[deck] = QLineEdit()
        made.setProperty("role", "small")
        made.setPlaceholderText("as usual")
        hold(made, width=_DECK_WIDTH)
        made.setAccessibleName(f"{self.rule.label}: {title}")
        made.editingFinished.connect(self._finished)
        line = QWidget()
        inside = row(label(title, "small", wrap=True), made, space=2)
        inside.setStretch(0, 1)
        line.setLayout(inside)
        self._lines.addWidget(line)
        self._show_number(deck)

    @property
    def fields(self) -> tuple[QWidget, ...]:
        return tuple(self.controls.values())

    def show_value(self, value: object) -> None:
        self._value = dict(cast("Mapping[str, float]", value))
        for deck in self.controls:
            self._show_number(deck)
        self.complain("")

    def _show_number(self, deck: str) -> None:
        made, number = self.controls[deck], self._value.get(deck)
        made.setText("" if number is None else show(self.usual, number))
        made.setModified(False)

    def _finished(self) -> None:
        changed = {deck: made.text() for deck, made in self.controls.items() if made.isModified()}
        if not changed:
            return
        value = dict(self._value)
        try:
            for deck, text in changed.items():
                value.pop(deck, None)
                if text.strip():
                    value[deck] = cast("float", read(self.usual, text))
        except BadInput as error:
            self.complain(f"{str(error).rstrip('.')}; the old value stays.")
            return
        self.show_value(value)
        self.changed.emit(value)


def row_for(name: str) -> SettingRow:
    """Return the row that setting ``name``'s type asks for."""
    default, rule = getattr(Settings(), name), declared(name)
    if isinstance(default, Mapping):
        return DeckRow(name)
    if isinstance(default, bool):
        return SwitchRow(name)
    if isinstance(default, tuple) and rule.choices:
        return DaysRow(name)
    return ChoiceRow(name) if rule.choices else NumberRow(name)
