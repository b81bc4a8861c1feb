"""What an answer was worth: a verdict read in a second, then the details."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from trainer.domain.assessment import Assessment, Verdict
from trainer.domain.deck import Source
from trainer.domain.derivation import Derivation
from trainer.ui.announce import announce
from trainer.ui.theme import set_property
from trainer.ui.widgets.bullets import Bullets
from trainer.ui.widgets.parts import button, card, column, label
from trainer.ui.widgets.rich_text import Pictures, RichText
from trainer.ui.widgets.sheet import unbroken
from trainer.ui.widgets.working import Working

_TONES = {Verdict.CORRECT: "good", Verdict.CLOSE: "close", Verdict.WRONG: "wrong"}
_MARKS = {Verdict.CORRECT: "✓ ", Verdict.CLOSE: "≈ ", Verdict.WRONG: "✗ "}


class Feedback(QWidget):
    """Shows one assessment."""

    workbench_wanted = Signal(object)
    """The user wants to play with the numbers: carries the Derivation."""

    def __init__(self) -> None:
        super().__init__()
        self._derivation: Derivation | None = None
        self.verdict = label("", "verdict", wrap=True)
        self.findings = Bullets()
        self.explanation = RichText()
        self.working = Working()
        self.workbench_button = button(
            "Open in the workbench (W)",
            name="Open in the workbench",
            tip="Play with these numbers; the drill waits (W)",
        )
        # A button's own shortcut presses it visibly, which takes a tenth of a second.
        to_workbench = QShortcut(QKeySequence("W"), self.workbench_button)
        to_workbench.activated.connect(self.workbench_button.click)
        self.workbench_button.clicked.connect(lambda: self.workbench_wanted.emit(self._derivation))
        self.sources = label("", "small", wrap=True)
        inside = column(
            self.verdict,
            self.findings,
            self.explanation,
            self.working,
            self.workbench_button,
            self.sources,
            space=3,
        )
        inside.setAlignment(self.workbench_button, Qt.AlignmentFlag.AlignLeft)
        self.card = card(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.card)

    def use_pictures(self, pictures: Pictures) -> None:
        """Show the pictures of the deck the assessed drill is of."""
        self.explanation.pictures = pictures

    def show_assessment(self, assessment: Assessment, sources: Sequence[Source]) -> None:
        """Put ``assessment`` on screen."""
        mark = _MARKS.get(assessment.verdict, "")
        self.verdict.setText(mark + assessment.headline)
        self.setAccessibleName(f"Verdict: {assessment.headline}")
        set_property(self.verdict, "tone", _TONES.get(assessment.verdict, ""))
        self._show_findings(assessment)
        self.explanation.setVisible(bool(assessment.explanation))
        self.explanation.show_markdown(assessment.explanation)
        self.working.show_derivation(assessment.working)
        self._derivation = assessment.working
        self.workbench_button.setVisible(assessment.working is not None)
        self.sources.setVisible(bool(sources))
        self.sources.setText("Source: " + "; ".join(_named(source) for source in sources))
        self.show()
        findings = (f"{each.message} {each.fix}".strip() for each in assessment.findings)
        announce(self, " ".join((self.accessibleName() + ".", *findings)))

    def _show_findings(self, assessment: Assessment) -> None:
        self.findings.show_lines(
            unbroken(f"{each.message} {each.fix}".rstrip()) for each in assessment.findings
        )


def _named(source: Source) -> str:
    return f"{source.title} ({source.date})" if source.date else source.title
