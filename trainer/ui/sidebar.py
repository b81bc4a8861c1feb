"""The list of places on the window's left."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QSizePolicy, QVBoxLayout

from trainer.ui import theme
from trainer.ui.icons import SIZE, icon
from trainer.ui.theme import SPACE
from trainer.ui.widgets.parts import badge, button, label

_WIDTH = 184


class Sidebar(QFrame):
    """Says where the user wants to go and marks where he is."""

    went = Signal(str)

    def __init__(self, title: str, places: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * SPACE, 4 * SPACE, 3 * SPACE, 4 * SPACE)
        layout.setSpacing(SPACE)
        name = label(title, "heading")
        name.setContentsMargins(3 * SPACE, 0, 0, 3 * SPACE)
        layout.addWidget(name)
        for key, text in places:
            layout.addWidget(self._button(key, text))
        layout.addStretch(1)
        self.demo_badge = badge("Demo", "close")
        self.demo_badge.hide()
        layout.addWidget(self.demo_badge)
        self.foot = label("Offline. Your answers stay here.", "small", wrap=True)
        # The places say how wide the list is, at any zoom.
        self.foot.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        layout.addWidget(self.foot)
        self._dress()

    def show_demo(self) -> None:
        """Say, beside whatever is on screen, that the history is made up."""
        self.demo_badge.show()
        self.foot.setText("Made-up history, gone when you close the window.")

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return super().sizeHint().expandedTo(QSize(_WIDTH, 0))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the room for the names of all places, whatever the page beside would like."""
        return self.sizeHint()

    def _dress(self) -> None:
        worn = theme.current()
        for key, made in self.buttons.items():
            made.setIcon(icon(key, worn))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()

    def _button(self, key: str, text: str) -> QPushButton:
        made = button(text, "nav", tip=f"Go to {text}")
        made.setCheckable(True)
        made.setIconSize(QSize(SIZE, SIZE))
        made.clicked.connect(lambda: self.went.emit(key))
        self._group.addButton(made)
        self.buttons[key] = made
        return made

    def mark(self, place: str) -> None:
        """Mark ``place`` as the one on screen; "" for none of them."""
        self._group.setExclusive(False)
        for key, made in self.buttons.items():
            made.setChecked(key == place)
        self._group.setExclusive(bool(place))
