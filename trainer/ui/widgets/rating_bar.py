"""The four ratings with the interval each would give; Enter takes the suggested one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from trainer.domain.memory import Rating
from trainer.ui.theme import set_property
from trainer.ui.widgets.parts import button, column, label, row


class RatingBar(QWidget):
    """Shows the ratings; says which one was chosen."""

    rated = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.hint = label("", "small")
        self.hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.buttons = {rating: self._button(rating) for rating in Rating}
        self._suggested = Rating.GOOD
        buttons = row(*self.buttons.values(), space=2)
        self.setLayout(column(buttons, self.hint, space=1))
        for rating in Rating:
            # Wherever in the window the keyboard is: the hint promises it. Hidden, none is heard.
            chosen = QShortcut(QKeySequence(str(int(rating))), self)
            chosen.setAutoRepeat(False)
            chosen.activated.connect(partial(self.rated.emit, int(rating)))

    def _button(self, rating: Rating) -> QWidget:
        made = button(rating.label, "rating")
        made.clicked.connect(lambda: self.rated.emit(int(rating)))
        return made

    def show_ratings(self, intervals: Mapping[Rating, str], suggested: Rating) -> None:
        """Offer the ratings with what each leads to, and take the keyboard."""
        for rating, each in self.buttons.items():
            when = intervals[rating]
            each.setText(f"{int(rating)}  {rating.label}\n{when}")  # type: ignore[attr-defined]
            each.setAccessibleName(f"{rating.label}, {when}")
            set_property(each, "suggested", "true" if rating is suggested else "false")
        self._suggested = suggested
        self.hint.setText(f"Enter takes {suggested.label}  ·  1–4 choose  ·  Ctrl+Z takes back")
        self.buttons[suggested].setFocus(Qt.FocusReason.OtherFocusReason)

    def take(self) -> None:
        """Take the suggested rating, as the hint says of Enter, wherever the keyboard is."""
        self.rated.emit(int(self._suggested))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            # Not hasFocus: without a window manager no window is ever the active one.
            chosen = self.focusWidget()
            for rating, each in self.buttons.items():
                if each is chosen:
                    self.rated.emit(int(rating))
                    return
        super().keyPressEvent(event)
