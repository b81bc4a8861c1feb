"""The few parts every screen is composed of: labels, cards, badges, buttons, distances."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from trainer.ui.announce import announce
from trainer.ui.theme import SPACE
from trainer.ui.widgets.wrap_label import WrapLabel


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """Return a label in one of the style sheet's roles. Its text is plain, whatever it holds."""
    made = WrapLabel(text) if wrap else QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return made


def badge(text: str, tone: str = "") -> QLabel:
    """Return a small rounded label; ``tone`` is a theme role (latency, good …)."""
    made = label(text, "badge")
    made.setProperty("tone", tone)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


def button(text: str, role: str = "", *, name: str = "", tip: str = "") -> QPushButton:
    """Return a button; ``name`` is what a screen reader says where the text is not enough."""
    made = QPushButton(text)
    if role:
        made.setProperty("role", role)
    made.setAccessibleName(name or text.replace("&", ""))
    if tip:
        made.setToolTip(tip)
        made.setAccessibleDescription(tip)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(False)
    return made


def press_focused(page: QWidget) -> bool:
    """Press the button on ``page`` that has the keyboard, and return whether one has.

    Where Enter begins something, it must not do that on a button of another purpose. One that is on
    or off is for Space: Enter goes on with what it chooses.
    """
    focused = page.focusWidget()
    if not isinstance(focused, QPushButton) or focused.isCheckable():
        return False
    focused.click()
    return True


def column(*parts: QWidget | QBoxLayout, space: int = 3, margin: int = 0) -> QVBoxLayout:
    """Return the parts stacked; distances count in units of the spacing scale."""
    layout = QVBoxLayout()
    _fill(layout, parts, space, margin)
    return layout


def row(*parts: QWidget | QBoxLayout, space: int = 2, margin: int = 0) -> QHBoxLayout:
    """Return the parts side by side."""
    layout = QHBoxLayout()
    _fill(layout, parts, space, margin)
    return layout


def _fill(
    layout: QBoxLayout, parts: tuple[QWidget | QBoxLayout, ...], space: int, margin: int
) -> None:
    layout.setSpacing(space * SPACE)
    layout.setContentsMargins(margin * SPACE, margin * SPACE, margin * SPACE, margin * SPACE)
    for part in parts:
        if isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)


def card(layout: QBoxLayout | None = None, margin: int = 5) -> QFrame:
    """Return a raised surface around ``layout``."""
    made = QFrame()
    made.setProperty("role", "card")
    if layout is not None:
        layout.setContentsMargins(margin * SPACE, margin * SPACE, margin * SPACE, margin * SPACE)
        made.setLayout(layout)
    return made


def empty(layout: QBoxLayout) -> None:
    """Take everything out of ``layout`` and let it go."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        inner = item.layout()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif isinstance(inner, QBoxLayout):
            empty(inner)


class Stat(QFrame):
    """One number with its caption; ``one`` is what the caption says of a single one."""

    def __init__(self, caption: str, one: str = "") -> None:
        super().__init__()
        self._captions = (caption, one or caption)
        self.number = label("–", "number")
        self.caption = label(caption, "muted")
        self.setLayout(column(self.number, self.caption, space=0))

    def show_value(self, value: str) -> None:
        """Put ``value`` on screen."""
        self.number.setText(value)
        self.caption.setText(self._captions[value == "1"])
        self.setAccessibleName(f"{self.caption.text()}: {value}")


class Banner(QFrame):
    """A sentence that does not get in the way: hidden until it has something to say."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "banner")
        self.text = label("", wrap=True)
        self.close_button = button("Dismiss", "quiet")
        self.close_button.setAutoDefault(True)  # Enter presses it, too
        self.close_button.clicked.connect(self.hide)
        layout = row(self.text, self.close_button, space=3)
        layout.setStretch(0, 1)
        layout.setContentsMargins(12, 6, 6, 6)
        self.setLayout(layout)
        self.hide()

    def say(self, sentence: str, tone: str = "close") -> None:
        """Show ``sentence``; ``tone`` is good, close or wrong."""
        from trainer.ui.theme import set_property

        self.text.setText(sentence)
        self.setAccessibleName(sentence)
        set_property(self, "tone", tone)
        self.show()
        announce(self, sentence)
