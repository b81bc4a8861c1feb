"""The workbench's left side: everything that can be set, by slider, field or list."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from trainer.study.workbench.choices import Choices
from trainer.study.workbench.choosing import (
    ALL_GPUS,
    OWN_PRICE,
    attention_name,
    listed_name,
    origin_sentence,
    stated_sentence,
)
from trainer.study.workbench.configuration import (
    KV_PRECISIONS,
    WEIGHT_PRECISIONS,
    Basis,
    Configuration,
)
from trainer.study.workbench.fields import FIELDS
from trainer.ui.theme import SPACE
from trainer.ui.widgets.chrome import EDGE, scrolled
from trainer.ui.widgets.number_input import ChoiceInput, NumberInput
from trainer.ui.widgets.parts import button, card, column, label, row
from trainer.ui.zoom import ANY_SIZE, px

WIDTH = 356
_ABOVE = 190
_AT_A_TIME = 5
"""So many numbers are one piece, where it is made in pieces."""
_LONG_NAMES = frozenset({"language_model", "accelerator"})

_ATTENTION = {
    ALL_GPUS: "on all GPUs",
    "1": "on 1, data-parallel",
    **{each: f"on {each}" for each in ("2", "4", "8", "16", "32")},
}
"""Over how many GPUs one sequence's attention, and with it its KV cache, is split."""

_GROUPS = (
    ("Request", ("prompt_tokens", "output_tokens")),
    ("Load", ("traffic", "tokens_per_day", "utilisation")),
    ("Money", ("gpu_price", "input_price", "output_price", "monthly_budget")),
)


class WorkbenchInputs(QWidget):
    """Shows a configuration and says what the user wants changed."""

    number_changed = Signal(str, float)
    chosen = Signal(str, str)
    reset_wanted = Signal()

    def __init__(self, choices: Choices, *, whole: bool = True) -> None:
        """Make it ``whole``, or leave it to be made in pieces."""
        super().__init__()
        self._choices = choices
        self.numbers: dict[str, NumberInput] = {}
        self.choices: dict[str, ChoiceInput] = {}
        self.basis_buttons: dict[Basis, QPushButton] = {}
        self._inside = column(space=3)
        self._inside.setContentsMargins(EDGE, 0, SPACE, 4 * SPACE)
        holder = row(space=0)
        holder.addLayout(self._inside)
        self.area = scrolled(holder, self)
        self.stated = label("", "small", wrap=True)
        self.reset_button = button("Back to the catalogue's numbers", "quiet")
        self.reset_button.clicked.connect(self.reset_wanted)
        self.origin = label("", "small", wrap=True)
        self.stand(beside=True)
        if whole:
            deque(self.making(), maxlen=0)

    def making(self) -> Iterator[None]:
        """Make it piece by piece."""
        for place, name in enumerate(FIELDS, 1):
            self.numbers[name] = self._number(name)
            if not place % _AT_A_TIME:
                yield
        yield
        self.choices = self._all_choices(self._choices)
        yield
        self.basis_buttons = self._basis_buttons()
        yield
        for group in self._groups():
            self._inside.addWidget(card(group, margin=3))
            yield
        self._inside.addStretch(1)

    def _number(self, name: str) -> NumberInput:
        made = NumberInput(FIELDS[name])
        made.changed.connect(lambda value: self.number_changed.emit(name, value))
        return made

    def _all_choices(self, choices: Choices) -> dict[str, ChoiceInput]:
        options = {
            "language_model": (
                "&Model",
                {each.id: each.name for each in choices.language_models.values()},
            ),
            "accelerator": (
                "A&ccelerator",
                {each.id: each.name for each in choices.accelerators.values()},
            ),
            "weights": ("&Weights", {each.name: each.label for each in WEIGHT_PRECISIONS.values()}),
            "kv": ("&KV cache", {each.name: each.label for each in KV_PRECISIONS.values()}),
            "attention": ("Atte&ntion", _ATTENTION),
            "api": (
                "API prices",
                {OWN_PRICE: "your own", **{each.id: each.name for each in choices.listed.values()}},
            ),
        }
        return {name: self._choice(name, *each) for name, each in options.items()}

    def _choice(self, name: str, caption: str, options: dict[str, str]) -> ChoiceInput:
        made = ChoiceInput(caption, options, above=name in _LONG_NAMES)
        made.chosen.connect(lambda chosen: self.chosen.emit(name, chosen))
        return made

    def _basis_buttons(self) -> dict[Basis, QPushButton]:
        group = QButtonGroup(self)
        made = {
            Basis.ROOFLINE: button("Roofline", "toggle", tip="Count with the hardware's limits"),
            Basis.REALISTIC: button("Realistic", "toggle", tip="Count with measured efficiencies"),
        }
        for basis, each in made.items():
            each.setCheckable(True)
            group.addButton(each)
            each.clicked.connect(lambda _=False, name=basis.value: self.chosen.emit("basis", name))
        return made

    def _groups(self) -> Iterator[QVBoxLayout]:
        """Return what belongs together, one group after another."""
        basis = row(*self.basis_buttons.values(), space=2)
        basis.addStretch(1)
        parts = self.choices
        machine = column(
            basis,
            parts["language_model"],
            parts["accelerator"],
            self.numbers["gpus"],
            parts["weights"],
            parts["kv"],
            parts["attention"],
            self.numbers["batch"],
            self.stated,
            self.reset_button,
            space=1,
        )
        machine.insertSpacing(1, SPACE)
        yield machine
        for title, names in _GROUPS:
            group = column(
                label(title, "heading"), *(self.numbers[name] for name in names), space=1
            )
            if title == "Money":
                group.insertWidget(2, parts["api"])
                group.addWidget(self.origin)
            yield group

    def stand(self, *, beside: bool) -> None:
        """Stand beside the results, or above them and as wide as they are."""
        self.setMinimumWidth(px(WIDTH) if beside else 0)
        self.setMaximumWidth(px(WIDTH) if beside else ANY_SIZE)
        self.setMinimumHeight(0 if beside else px(_ABOVE))
        self.setMaximumHeight(ANY_SIZE if beside else px(_ABOVE))

    def focus_on(self, name: str) -> None:
        """Lead the keyboard to the input ``name``."""
        target = self.numbers[name].edit if name in self.numbers else self.choices[name].combo
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        self.area.ensureWidgetVisible(target)

    def show_configuration(self, configuration: Configuration) -> None:
        """Put ``configuration`` on screen; nothing is emitted."""
        for name, number in self.numbers.items():
            number.show_value(getattr(configuration, name))
        for name in ("language_model", "accelerator", "weights", "kv"):
            self.choices[name].show_choice(getattr(configuration, name))
        self.choices["attention"].show_choice(attention_name(configuration), "on {}")
        self.choices["api"].show_choice(listed_name(configuration, self._choices))
        for basis, each in self.basis_buttons.items():
            each.setChecked(basis is configuration.basis)
        stated = stated_sentence(configuration)
        self.stated.setText(stated)
        self.stated.setVisible(bool(stated))
        self.reset_button.setVisible(bool(stated))
        self.origin.setText(origin_sentence(configuration, self._choices))
