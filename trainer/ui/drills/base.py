"""What every drill's view is: shows an exercise, says when it was answered, shows the verdict."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from trainer.domain.assessment import Assessment
from trainer.ui.announce import announce
from trainer.ui.widgets.parts import row
from trainer.ui.widgets.rich_text import Pictures, RichText
from trainer.ui.widgets.wrap_label import WrapLabel


class DrillView(QWidget):
    """The base of all drill views. A view holds no rules: it shows values and reports intent."""

    answered = Signal(object)
    """The user's answer, of the kind's answer type."""

    hint = ""
    """One line of key hints for the state before answering."""

    offers_giving_up = True
    """Whether "I don't know" stands below: not where the answer is there for whoever asks."""

    def use_pictures(self, pictures: Pictures) -> None:
        """Show the pictures of the deck the next exercise is of."""
        for part in self.findChildren(RichText):
            part.pictures = pictures

    def show_exercise(self, exercise: Any) -> None:
        """Put a fresh exercise on screen and take the keyboard."""
        raise NotImplementedError(type(self).__name__)

    def spoken(self) -> str:
        """Return the exercise on screen in words, for those who hear it."""
        return self.accessibleName()

    def show_assessment(self, assessment: Assessment) -> None:
        """Show what the answer was worth; nothing can be changed any more.

        Where the drill was given up there is no answer: what was begun to be picked counts nothing.
        """
        raise NotImplementedError(type(self).__name__)

    def submit(self) -> None:
        """Answer with what is on screen, if that is an answer (Enter was pressed)."""
        raise NotImplementedError(type(self).__name__)

    def draft(self) -> object | None:
        """Return what was begun to be written; None where that is nothing, or soon done again."""
        return None

    def show_draft(self, draft: Any) -> None:
        """Put a draft of this kind back. Kinds that keep none never get here."""
        raise NotImplementedError(type(self).__name__)

    def refuse(self, sentence: str) -> None:
        """Say why what was given is no answer. Kinds that cannot be refused never get here."""
        raise NotImplementedError(type(self).__name__)


class Complaint(WrapLabel):
    """Why what was given is no answer: takes no room while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "error")
        self.hide()

    def say(self, sentence: str) -> None:
        """Show ``sentence``; an empty one takes the complaint back."""
        self.setText(sentence)
        self.setVisible(bool(sentence))
        announce(self, sentence)


def actions(*parts: QWidget) -> QHBoxLayout:
    """Return buttons and a complaint in a row that keeps to the left."""
    made = row(*parts)
    made.setStretch(len(parts) - 1, 1000)
    made.addStretch(1)
    return made


def prose() -> RichText:
    """Return a text part for a question or an answer."""
    made = RichText()
    made.setProperty("role", "question")
    return made
