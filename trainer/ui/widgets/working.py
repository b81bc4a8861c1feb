"""A worked solution that unfolds."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from trainer.domain.derivation import Derivation
from trainer.ui.widgets.parts import button
from trainer.ui.widgets.rich_text import RichText


class Working(QWidget):
    """Shows a derivation: givens, assumptions, each equation with its numbers."""

    def __init__(self) -> None:
        super().__init__()
        self.toggle = button("", "quiet", name="Worked solution", tip="Fold or unfold")
        self.toggle.setCheckable(True)
        self.text = RichText()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.toggle, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.text)
        self.toggle.toggled.connect(self._unfold)

    def show_derivation(self, derivation: Derivation | None) -> None:
        """Put ``derivation`` on screen, unfolded; hide when there is none."""
        self.setVisible(derivation is not None)
        if derivation is None:
            return
        from trainer.costmodel.working import as_markdown

        self.text.show_markdown(as_markdown(derivation))
        self.toggle.setChecked(True)
        self._unfold(unfolded=True)

    def _unfold(self, unfolded: bool) -> None:  # noqa: FBT001 (a Qt slot)
        self.text.setVisible(unfolded)
        self.toggle.setText("▾  Worked solution" if unfolded else "▸  Worked solution")
