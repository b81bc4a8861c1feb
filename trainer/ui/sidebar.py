"""The list of places on the window's left."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStatusBar,
    QVBoxLayout,
    QWidget,
)

from trainer.ui import theme
from trainer.ui.icons import SIZE, icon
from trainer.ui.theme import SPACE
from trainer.ui.widgets.parts import badge, button, column, label, row
from trainer.ui.zoom import px

_TOLD_MS = 15_000
_WIDTH = 184
_LEAST_HEIGHT = 120
_NARROW = 720
"""A window of fewer pixels, at ordinary size, shows the places by their pictures alone."""


class Sidebar(QFrame):
    """Says where the user wants to go and marks where he is.

    A place is a plain button, not a checked one: a screen reader would call that a check box.
    """

    went = Signal(str)

    def __init__(self, title: str, places: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._texts = dict(places)
        self._place = ""
        self._narrow = False
        self.buttons: dict[str, QPushButton] = {}
        self._worn: dict[str, tuple[str, int]] = {}
        """The colour and size of each picture as it is: drawing one anew takes a moment."""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * SPACE, 4 * SPACE, 3 * SPACE, 4 * SPACE)
        layout.setSpacing(SPACE)
        self.name = label(title, "heading")
        self.name.setContentsMargins(3 * SPACE, 0, 0, 3 * SPACE)
        layout.addWidget(self.name)
        self.area = _Places([self._button(key, text) for key, text in places])
        layout.addWidget(self.area, 1)
        self.demo_badge = badge("Demo", "close")
        self.demo_badge.hide()
        self._marked = row(self.demo_badge)
        layout.addLayout(self._marked)
        self.foot = label("Offline. Your answers stay here.", "small", wrap=True)
        self.foot.setContentsMargins(3 * SPACE, 0, 0, 0)
        # The places say how wide the list is, at any zoom.
        self.foot.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        layout.addWidget(self.foot)

    def show_demo(self) -> None:
        """Say, beside whatever is on screen, that the history is made up."""
        self.demo_badge.show()
        self.foot.setText("Made-up history, gone when you close the window.")

    def fit(self, window_width: int) -> None:
        """Leave the names of the places out where a window of ``window_width`` pixels is narrow."""
        self._narrow = window_width < px(_NARROW)
        for part in (self.name, self.foot):
            part.setHidden(self._narrow)
        self._marked.setContentsMargins(0 if self._narrow else 3 * SPACE, 0, 0, 0)
        for key, made in self.buttons.items():
            made.setText("" if self._narrow else self._texts[key])
            if made.iconSize().width() != px(SIZE):
                made.setIconSize(QSize(px(SIZE), px(SIZE)))
                self._dress(key)
        self.area.updateGeometry()
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        hint = super().sizeHint()
        return hint if self._narrow else hint.expandedTo(QSize(_WIDTH, 0))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the room for the names of the places; of their number some can be scrolled to."""
        return QSize(self.sizeHint().width(), super().minimumSizeHint().height())

    def _dress(self, key: str) -> None:
        tone = "accent" if key == self._place else "muted"
        colour = theme.current().colour(tone)
        wanted = (colour.name(), px(SIZE))
        if self._worn.get(key) != wanted:
            self._worn[key] = wanted
            self.buttons[key].setIcon(icon(key, colour, px(SIZE)))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            for key in self.buttons:
                self._dress(key)

    def _button(self, key: str, text: str) -> QPushButton:
        made = button(text, "nav", tip=f"Go to {text}")
        made.setIconSize(QSize(px(SIZE), px(SIZE)))
        made.clicked.connect(lambda: self.went.emit(key))
        self.buttons[key] = made
        self._dress(key)
        return made

    def mark(self, place: str) -> None:
        """Mark ``place`` as the one on screen; "" for none of them."""
        left, self._place = self._place, place
        for key in {left, place} & self.buttons.keys():
            here = key == place
            text = self._texts[key]
            theme.set_property_soon(self.buttons[key], "here", here)
            self.buttons[key].setAccessibleDescription(
                f"{text} is on screen" if here else f"Go to {text}"
            )
            self._dress(key)


class _Places(QScrollArea):
    """The places one below the other; in a low window they scroll."""

    def __init__(self, buttons: Sequence[QPushButton]) -> None:
        super().__init__()
        inside = self._inside = QWidget()
        layout = column(*buttons, space=1)
        layout.addStretch(1)
        inside.setLayout(layout)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for policy in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return self._inside.sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(self.sizeHint().width(), px(_LEAST_HEIGHT))


class Foot:
    """Says a sentence in the status ``bar``, which takes room only as long as it does."""

    def __init__(self, bar: QStatusBar) -> None:
        self._bar = bar
        self._tone = ""
        bar.setSizeGripEnabled(False)
        bar.hide()
        bar.messageChanged.connect(lambda said: bar.setVisible(bool(said)))

    def __call__(self, sentence: str, tone: str = "") -> None:
        """Say ``sentence`` for a while; ``tone`` is "wrong" for trouble."""
        self._tone = tone
        self._bar.showMessage(sentence, _TOLD_MS)

    def went_well(self, _change: object = None) -> None:
        """Hear that something was stored: the trouble there was is over."""
        if self._tone == "wrong":
            self._bar.clearMessage()


class Body(QWidget):
    """The list of places, and beside it what is on screen."""

    def __init__(self, sidebar: Sidebar, screens: QWidget) -> None:
        super().__init__()
        self._sidebar = sidebar
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(sidebar)
        layout.addWidget(screens, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        self._sidebar.fit(self.width())
        super().resizeEvent(event)
