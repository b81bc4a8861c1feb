"""What the window shows when the database does not open: what is wrong, and the ways out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from trainer.errors import TrainerError
from trainer.study.backups import Damage
from trainer.ui.jobs import Jobs, Ticket
from trainer.ui.widgets.chrome import centred
from trainer.ui.widgets.parts import button, card, column, empty, label
from trainer.ui.words import counted, instant_words

SAFE = "Nothing was changed. The file stays as it is until you choose."


@dataclass(frozen=True)
class Mending:
    """What can be done about a damaged database. Each runs on a worker.

    All but ``look`` return what they did, in a sentence; ``restore`` takes the copy.
    """

    look: Callable[[], Damage]
    salvage: Callable[[], str]
    restore: Callable[[Path], str]
    start_anew: Callable[[], str]


class TroubleScreen(QWidget):
    """Says one error of the store and offers what can be done about it."""

    again = Signal(str)
    """The database is worth another try: carries what was done, in a sentence, or nothing."""
    left = Signal()
    """The user wants to leave."""

    def __init__(self, folder: Path, jobs: Jobs) -> None:
        super().__init__()
        self.setObjectName("page")
        self._folder = folder
        self._jobs = jobs
        self.title = label("", "title", wrap=True)
        self.sentence = label("", wrap=True)
        self.details = label("", "muted", wrap=True)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Working")
        self.ways = QHBoxLayout()
        inside = column(self.sentence, self.details, self.bar, self.ways, space=4)
        layout = column(self.title, card(inside), space=5)
        layout.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(centred(layout))
        self.buttons: dict[str, QPushButton] = {}

    def show_error(self, error: TrainerError) -> None:
        """Show an error that passes once its cause is gone: try again, or leave."""
        self._say("The database cannot be opened", str(error), SAFE)
        self._offer(("again", "&Try again", lambda: self.again.emit("")))

    def show_damage(self, error: TrainerError, mending: Mending) -> None:
        """Show that the file is damaged and look for what can be saved."""
        self._say(
            "The database is damaged", str(error), "Looking for copies and readable answers …"
        )
        self._wait()
        self._run(
            lambda _ticket: mending.look(),
            partial(self._show_ways, str(error), mending),
        )

    def show_restore(self, restore: Callable[[], str]) -> None:
        """Put a copy back that the user chose."""
        self._say("Restoring a copy", "The copy is checked and put in the database's place.", "")
        self._work(restore)

    def _show_ways(self, sentence: str, mending: Mending, found: Damage) -> None:
        copy = found.copy
        lines = [
            f"The newest good copy is of {instant_words(copy.made_at)}." if copy else "",
            "" if copy else "There is no good copy.",
            f"{counted(found.readable, 'answer')} can be read in the damaged file.",
            "Whatever you choose, the damaged file is kept.",
        ]
        self._say("The database is damaged", sentence, " ".join(filter(None, lines)))
        ways = []
        if copy or found.readable:
            text = "&Save all that can be saved" if copy else "&Save the readable answers"
            ways.append(("salvage", text, partial(self._work, mending.salvage)))
        if copy:
            put_back = partial(mending.restore, copy.path)
            ways.append(("restore", "Only &restore the copy", partial(self._work, put_back)))
        if not ways:
            ways.append(("anew", "&Start anew", partial(self._work, mending.start_anew)))
        self._offer(*ways)

    def _work(self, work: Callable[[], str]) -> None:
        self.details.setText("Working; this takes some seconds for a large database …")
        self._wait()
        self._run(lambda _ticket: work(), self.again.emit)

    def _run(self, work: Callable[[Ticket], object], done: Callable[..., None]) -> None:
        self._jobs.run(work, done, self.show_error)

    def _say(self, title: str, sentence: str, details: str) -> None:
        self.title.setText(title)
        self.sentence.setText(sentence)
        self.details.setText(details)
        self.details.setVisible(bool(details))
        self.setAccessibleName(f"{title}. {sentence}")

    def _wait(self) -> None:
        self.bar.show()
        self._put(())

    def _offer(self, *ways: tuple[str, str, Callable[[], object]]) -> None:
        """Offer ``ways`` (name, text, what it does), the first of them by Enter, and the rest."""
        self.bar.hide()
        self._put(ways)

    def _put(self, ways: tuple[tuple[str, str, Callable[[], object]], ...]) -> None:
        empty(self.ways)
        self.buttons = {}
        rest = (
            ("folder", "&Open the folder", self._open_folder),
            ("leave", "&Quit", self.left.emit),
        )
        for place, (name, text, do) in enumerate((*ways, *rest)):
            made = self.buttons[name] = button(text, "primary" if ways and place == 0 else "")
            made.clicked.connect(lambda _=False, do=do: do())
            self.ways.addWidget(made)
        self.ways.addStretch(1)
        first = next(iter(self.buttons.values()))
        first.setDefault(True)
        first.setAutoDefault(True)
        first.setFocus()

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
