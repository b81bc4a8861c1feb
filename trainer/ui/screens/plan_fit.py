"""Fitting FSRS to the user's own answers: progress, cancel, before and after, one sentence."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QProgressBar, QWidget

from trainer.scheduling.fitting import Score
from trainer.scheduling.optimise import Optimised
from trainer.ui.widgets.parts import button, card, column, label, row


class FitCard(QWidget):
    """Offers the fit and shows what it came to."""

    started = Signal()
    cancelled = Signal()
    usual_wanted = Signal()
    """Go back to the usual parameters."""

    def __init__(self) -> None:
        super().__init__()
        self.state = label("", "muted", wrap=True)
        self.start_button = button("Fit to my answers", tip="Takes some seconds; nothing is lost")
        self.cancel_button = button("Cancel", "quiet")
        self.usual_button = button("Use the usual parameters again", "quiet")
        self.bar = QProgressBar()
        self.bar.setRange(0, 100)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progress of the fit")
        self.doing = label("", "small")
        self.sentence = label("", wrap=True)
        self.scores = QWidget()
        self._cells = _table(self.scores)
        go = row(self.start_button, self.cancel_button, self.usual_button, space=3)
        go.addStretch(1)
        inside = column(
            label("How fast you forget", "heading"),
            self.state,
            go,
            self.bar,
            self.doing,
            self.sentence,
            self.scores,
            space=3,
        )
        self.setLayout(column(card(inside)))
        self.start_button.clicked.connect(self.started)
        self.cancel_button.clicked.connect(self.cancelled)
        self.usual_button.clicked.connect(self.usual_wanted)
        self.sentence.hide()
        self.scores.hide()
        self.show_running(running=False)

    def show_state(self, *, fitted: bool) -> None:
        """Say whose parameters are in use."""
        self.state.setText(
            "Parameters fitted to your own answers are in use."
            if fitted
            else "The usual parameters, fitted to many learners, are in use. With 400 answers of"
            " your own they can be fitted to you; they change only if that predicts better."
        )
        self.usual_button.setVisible(fitted)

    def show_running(self, *, running: bool) -> None:
        """Show progress and Cancel while the fit runs."""
        self.start_button.setEnabled(not running)
        self.usual_button.setEnabled(not running)
        self.bar.setRange(0, 100)
        for each in (self.cancel_button, self.bar, self.doing):
            each.setVisible(running)

    def show_rebuilding(self) -> None:
        """Show that memory states are being computed anew; how long that takes is not known."""
        self.show_running(running=True)
        self.bar.setRange(0, 0)
        self.doing.setText(
            "Computing from the log what you remember. The database is busy meanwhile: a rating"
            " may have to be given again."
        )

    def show_progress(self, share: float, what: str) -> None:
        """Show how far it is."""
        self.bar.setValue(round(share * 100))
        self.doing.setText(what)

    def show_sentence(self, sentence: str) -> None:
        """Say how it ended."""
        self.sentence.setText(sentence)
        self.sentence.show()
        self.scores.hide()

    def show_found(self, found: Optimised) -> None:
        """Show before and after, and say which are used."""
        self.show_sentence(found.sentence)
        self.scores.show()
        for at, score in enumerate((found.before, found.after)):
            for cell, value in zip(self._cells[at], _numbers(score), strict=True):
                cell.setText(value)


def _numbers(score: Score) -> tuple[str, str]:
    return f"{score.log_loss:.4f}", f"{score.rmse:.4f}"


def _table(holder: QWidget) -> list[tuple[QLabel, QLabel]]:
    """Fill ``holder`` with a small table; return its cells by column: before, after."""
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(32)
    for at, text in enumerate(("", "before", "after")):
        grid.addWidget(label(text, "small"), 0, at)
    cells = [(label(), label()), (label(), label())]
    for at, text in enumerate(("Log loss", "RMSE (bins)"), 1):
        grid.addWidget(label(text, "muted"), at, 0)
        for side in (0, 1):
            grid.addWidget(cells[side][at - 1], at, side + 1)
    grid.setColumnStretch(3, 1)
    return cells
