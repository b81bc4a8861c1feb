"""The plan of an import: what would change, deck by deck; nothing is written yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout, QWidget

from trainer.formats.base import Problem
from trainer.study.installing import Offer, Offers
from trainer.ui.theme import SCROLL_BAR, SPACE
from trainer.ui.widgets.bullets import Bullets
from trainer.ui.widgets.chrome import Header, centred, scrolled
from trainer.ui.widgets.import_options import ImportOptions
from trainer.ui.widgets.parts import badge, button, card, column, empty, label, row
from trainer.ui.words import counted

DECKS_SHOWN = 30
LINES_SHOWN = 20
"""Longer lists are named by their number: nobody reads them, and each line is a widget."""

_SORTS = (
    ("added", "good", "New"),
    ("changed", "close", "Changed; what you have learnt stays"),
    ("moved", "", "Moved within the deck"),
    ("removed", "wrong", "No longer in the file; archived with their history"),
)


class ImportPlanScreen(QWidget):
    """Shows what is read, what would change, and how far the writing is."""

    accepted = Signal()
    declined = Signal()
    """The user wants none of it, or what runs to stop."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.header = Header("Import")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        self.bar.setAccessibleName("Progress of the import")
        self.doing = label("", "muted", wrap=True)
        self.busy = QFrame()
        self.busy.setLayout(column(self.bar, self.doing, space=2))
        self.options = ImportOptions()
        self.cards = QVBoxLayout()
        self.cards.setSpacing(4 * SPACE)
        self.accept_button = button("Import", "primary", tip="Write all of it, in one step (Enter)")
        self.decline_button = button("Cancel", tip="Change nothing (Esc)")
        self.note = label("", "muted", wrap=True)
        self._assemble()
        self.options.refused.connect(lambda: self.accept_button.setEnabled(False))
        self.accept_button.clicked.connect(self.accepted)
        self.decline_button.clicked.connect(self.declined)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _assemble(self) -> None:
        body = column(self.header, self.busy, self.options, self.cards, space=5)
        body.addStretch(1)
        self.area = scrolled(centred(body))
        foot = row(self.accept_button, self.decline_button, self.note, space=3)
        foot.setStretch(2, 1)
        foot.setContentsMargins(0, 0, SCROLL_BAR, 0)
        bottom = centred(column(foot))
        bottom.setContentsMargins(8 * SPACE, 3 * SPACE, 8 * SPACE, 4 * SPACE)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.area, 1)
        outer.addLayout(bottom)

    def clear(self) -> None:
        """Take the plan of before away."""
        empty(self.cards)

    def show_busy(self, sentence: str) -> None:
        """Say what is being done; until it is, it can only be cancelled."""
        self.header.line.setText(sentence)
        self.bar.setValue(0)
        self.doing.setText("")
        self.busy.show()
        self.accept_button.setEnabled(False)
        self.note.setText("")
        self.decline_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_progress(self, share: float, what: str) -> None:
        """Say how far it is."""
        self.bar.setValue(round(1000 * min(max(share, 0.0), 1.0)))
        self.doing.setText(what)

    def show_offers(self, offers: Offers) -> None:
        """Put the plan on screen."""
        self.busy.hide()
        self.clear()
        if offers.unreadable:
            self.cards.addWidget(_unreadable(offers.unreadable))
        for offer in offers.offers[:DECKS_SHOWN]:
            self.cards.addWidget(_deck(offer))
        more = len(offers.offers) - DECKS_SHOWN
        if more > 0:
            self.cards.addWidget(label(f"… and {counted(more, 'more deck')}.", "muted"))
        self.header.line.setText(_told(offers))
        self.accept_button.setEnabled(offers.changes_anything)
        self.note.setText(_note(offers))
        self.area.verticalScrollBar().setValue(0)
        wanted = self.accept_button if offers.changes_anything else self.decline_button
        wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        if event.key() == Qt.Key.Key_Escape:
            self.declined.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if not self.busy.isHidden():
                return  # Pressed twice, the key that agreed must not stop what it began.
            if self.accept_button.isEnabled() and self.focusWidget() is not self.decline_button:
                self.accepted.emit()
            else:
                self.declined.emit()
        else:
            super().keyPressEvent(event)


def _told(offers: Offers) -> str:
    if not offers.offers:
        return "None of this can be imported."
    decks = counted(len(offers.offers), "deck")
    return f"{decks} read; nothing is written yet."


def _note(offers: Offers) -> str:
    if not offers.offers:
        return ""
    if not offers.changes_anything and any(offer.file.errors for offer in offers.offers):
        return "Mend the problems in the file, then import it again."
    if not offers.changes_anything:
        return "All of it is installed already."
    return "File → Undo import takes it back."


def _unreadable(problems: Sequence[Problem]) -> QFrame:
    inside = column(label("Could not be read", "heading"), space=2)
    _add_lines(inside, map(str, problems), len(problems), "more problem", "error")
    return card(inside)


def _deck(offer: Offer) -> QFrame:
    plan = offer.plan
    counts = plan.counts
    title = label(plan.change.deck.title, "heading", wrap=True)
    badges = row(space=2)
    for what, tone, _ in _SORTS:
        if counts[what]:
            badges.addWidget(badge(f"{counts[what]:,} {what}", tone))
    if counts["unchanged"]:
        badges.addWidget(badge(f"{counts['unchanged']:,} unchanged"))
    for what, many in plan.marked.items():
        if many:
            badges.addWidget(badge(f"{many:,} {what}"))
    if plan.problems:
        tone = "wrong" if offer.file.errors else "close"
        badges.addWidget(badge(counted(len(plan.problems), "problem"), tone))
    badges.addStretch(1)
    inside = column(title, label(str(plan.path), "small", wrap=True), badges, space=2)
    for what, _, heading in _SORTS:
        if counts[what]:
            inside.addWidget(_heading(heading))
            _add_lines(inside, offer.samples[what], counts[what], "more")
    if plan.not_carried:
        inside.addWidget(_heading("Left out: this program has no place for it"))
        _add_lines(inside, plan.not_carried, len(plan.not_carried), "more")
    if plan.problems:
        inside.addWidget(_heading("Problems"))
        lines = [_in_file(problem) for problem in plan.problems[:LINES_SHOWN]]
        _add_lines(inside, lines, len(plan.problems), "more problem", "error")
    return card(inside)


def _in_file(problem: Problem) -> str:
    """Return a problem without the folder of its file: the whole path stands above it."""
    return f"{Path(problem.file).name}{str(problem).removeprefix(problem.file)}"


def _heading(text: str) -> QWidget:
    made = label(text, "small")
    made.setContentsMargins(0, 2 * SPACE, 0, 0)
    return made


def _add_lines(
    layout: QVBoxLayout, lines: Iterable[str], count: int, more: str, role: str = ""
) -> None:
    shown = [line for line, _ in zip(lines, range(LINES_SHOWN), strict=False)]
    rest = count - len(shown)
    words = f"{rest:,} more" if more == "more" else counted(rest, more)
    listed = Bullets(role)
    listed.show_lines(shown, f"… and {words}" if rest > 0 else "")
    layout.addWidget(listed)
