"""What an answer was worth: a verdict read in a second, then the details."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from trainer.domain.assessment import Assessment, Verdict
from trainer.domain.deck import Source
from trainer.ui.theme import set_property
from trainer.ui.widgets.parts import card, column, empty, label
from trainer.ui.widgets.rich_text import RichText
from trainer.ui.widgets.working import Working

_TONES = {Verdict.CORRECT: "good", Verdict.CLOSE: "close", Verdict.WRONG: "wrong"}
_MARKS = {Verdict.CORRECT: "✓ ", Verdict.CLOSE: "≈ ", Verdict.WRONG: "✗ "}


class Feedback(QWidget):
    """Shows one assessment."""

    def __init__(self) -> None:
        super().__init__()
        self.verdict = label("", "verdict", wrap=True)
        self.findings = column(space=1)
        self.explanation = RichText()
        self.working = Working()
        self.sources = label("", "small", wrap=True)
        inside = column(
            self.verdict, self.findings, self.explanation, self.working, self.sources, space=3
        )
        self.card = card(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.card)

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
        self.sources.setVisible(bool(sources))
        self.sources.setText("Source: " + "; ".join(_named(source) for source in sources))
        self.show()

    def _show_findings(self, assessment: Assessment) -> None:
        empty(self.findings)
        for finding in assessment.findings:
            text = f"•  {finding.message}"
            if finding.fix:
                text += f" {finding.fix}"
            self.findings.addWidget(label(text, wrap=True))


def _named(source: Source) -> str:
    return f"{source.title} ({source.date})" if source.date else source.title
