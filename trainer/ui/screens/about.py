"""What the program is, and the licence of every library it runs on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from trainer import __version__
from trainer.study.licences import Library
from trainer.ui.theme import SPACE
from trainer.ui.widgets.parts import button, column, label, row
from trainer.ui.widgets.sheet import StyledPage
from trainer.ui.zoom import px

Licensed = tuple[Library, tuple[str, ...]]
"""A library and the texts of its licence."""

_NO_TEXT = "This library brings no text of its licence; {licence} is its name."


class AboutSheet(QDialog):
    """Shows the version, where the data lies, and the libraries, found by a word of theirs."""

    def __init__(self, parent: QWidget, data_dir: Path) -> None:
        super().__init__(parent)
        self.setWindowTitle("About Triad Trainer")
        self._licensed: Sequence[Licensed] = ()
        self._items: list[QTreeWidgetItem] = []
        self.edit = QLineEdit()
        self.edit.setPlaceholderText("Find a library or a licence")
        self.edit.setAccessibleName("Find a library or a licence")
        self.edit.textChanged.connect(self._narrow)
        self.list = QTreeWidget()
        self.list.setAccessibleName("Libraries and their licences")
        self.list.setHeaderLabels(["Library", "Version", "Licence"])
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.list.currentItemChanged.connect(lambda item, _: self._show_text(item))
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setProperty("role", "code")
        self.text.setAccessibleName("The text of the licence")
        self.text.setTabChangesFocus(True)
        self.line = label("Reading the licences …", "small")
        self.close_button = button("Close", "primary")
        self.close_button.clicked.connect(self.accept)
        self._assemble(data_dir)
        self.resize(QSize(px(720), px(680)).boundedTo(parent.window().size()))

    def _assemble(self, data_dir: Path) -> None:
        foot = row(self.line)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        inside = column(
            label(f"Triad Trainer {__version__}", "title"),
            label(
                "Latency, cost per token and quality, drilled until they are a reflex."
                " MIT licence. Works offline; opens no connection.",
                wrap=True,
            ),
            label(f"Your data: {data_dir}", "muted", wrap=True),
            *(self.edit, self.list, self.text, foot),
            space=3,
            margin=6,
        )
        inside.setStretchFactor(self.list, 3)
        inside.setStretchFactor(self.text, 2)
        inside.setSpacing(3 * SPACE)
        page = StyledPage()
        page.setLayout(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(page)
        self.edit.setFocus()

    def show_libraries(self, licensed: Sequence[Licensed]) -> None:
        """List the libraries with their licences."""
        self._licensed = licensed
        self._items = [
            QTreeWidgetItem([each.name, each.version, each.licence]) for each, _ in licensed
        ]
        self.list.addTopLevelItems(self._items)
        self.list.setCurrentItem(self._items[0])
        self._narrow(self.edit.text())

    def say(self, sentence: str) -> None:
        """Say a sentence beside the button."""
        self.line.setText(sentence)

    def _narrow(self, wanted: str) -> None:
        """Leave in sight what holds every word of ``wanted``."""
        words = wanted.casefold().split()
        seen = 0
        for item, (library, _) in zip(self._items, self._licensed, strict=True):
            own = f"{library.name} {library.version} {library.licence}".casefold()
            is_meant = all(word in own for word in words)
            item.setHidden(not is_meant)
            seen += is_meant
        if self._licensed:
            self.say(f"{seen} of {len(self._licensed)} libraries")

    def _show_text(self, item: QTreeWidgetItem) -> None:
        library, texts = self._licensed[self.list.indexOfTopLevelItem(item)]
        said = "\n\n".join(text.strip() for text in texts)
        self.text.setPlainText(said or _NO_TEXT.format(licence=library.licence))
