"""A drill's own lines of its deck file, beside what they make and what is wrong with them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QListWidgetItem,
    QPlainTextEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from trainer.formats.base import ERROR
from trainer.study.authoring import Checked, Draft
from trainer.study.exercises import Posed
from trainer.ui.theme import SPACE
from trainer.ui.widgets.chrome import EDGE, scrolled
from trainer.ui.widgets.drill_preview import Stage
from trainer.ui.widgets.parts import Banner, button, card, column, label, row
from trainer.ui.widgets.rich_text import Pictures
from trainer.ui.widgets.sheet import StyledPage
from trainer.ui.widgets.wrap_list import WrapList
from trainer.ui.zoom import hold


class EditorScreen(StyledPage):
    """Shows a draft. What is typed is checked elsewhere, while it is typed."""

    edited = Signal()
    saved = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._first_line = 1
        self._text = ""
        self.banner = Banner()
        self.place = label("", "muted", wrap=True)
        self.edit = QPlainTextEdit()
        self.edit.setAccessibleName("The drill as its deck file states it")
        self.edit.setTabChangesFocus(True)
        self.edit.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.edit.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.edit.setProperty("role", "code")
        self.problems = WrapList()
        self.problems.setAccessibleName("Problems; Enter goes to the line")
        hold(self.problems, most_height=132)
        self.fine = label("", "muted", wrap=True)
        self.stage = Stage()
        self.unseen = label("As soon as it is good it is shown here.", "muted", wrap=True)
        self.save_button = button("Save", "primary", tip="Write it into the deck file (Ctrl+S)")
        self.leave_button = button("Cancel", tip="Back to the library; nothing is changed (Esc)")
        self._assemble()
        self.setFocusProxy(self.edit)
        self.edit.textChanged.connect(self.edited)
        self.save_button.clicked.connect(self.saved)
        self.leave_button.clicked.connect(self.left)
        self.problems.itemActivated.connect(self._go_to)
        self.problems.itemClicked.connect(self._go_to)
        save = QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self)
        save.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        save.activated.connect(self.save_button.click)

    def _assemble(self) -> None:
        head = row(label("Edit drill", "title"), space=3)
        head.addStretch(1)
        head.addWidget(self.leave_button)
        head.addWidget(self.save_button)
        typed = column(self.edit, self.problems, self.fine, space=2)
        typed.setStretch(0, 1)
        shown = column(label("As it will appear", "small"), self.stage, self.unseen, space=2)
        shown.addStretch(1)
        shown.setContentsMargins(0, SPACE, 2 * SPACE, 0)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(card(typed, margin=3))
        split.addWidget(scrolled(row(_holding(shown))))
        split.setSizes([560, 440])
        split.setHandleWidth(3 * SPACE)
        split.setChildrenCollapsible(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(EDGE, EDGE, 5 * SPACE, 4 * SPACE)
        outer.setSpacing(2 * SPACE)
        outer.addLayout(head)
        outer.addWidget(self.place)
        outer.addWidget(self.banner)
        outer.addWidget(split, 1)

    def show_draft(self, draft: Draft) -> None:
        """Put a drill's lines on screen and take the keyboard."""
        self._first_line = draft.first_line
        self._text = draft.entry
        self.banner.hide()
        self.place.setText(f"{draft.path}, from line {draft.first_line}")
        self.edit.setPlainText(draft.entry)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def text(self) -> str:
        """What is typed."""
        return self.edit.toPlainText()

    def show_checked(self, checked: Checked, posed: Posed | None, pictures: Pictures) -> None:
        """Show what is typed as a drill, and what is wrong with it."""
        self.problems.clear()
        for problem in checked.problems:
            mark = "✗" if problem.severity == ERROR else "!"
            line = self._first_line + problem.line - 1
            item = QListWidgetItem(f"{mark} line {line}:{problem.column}  {problem.message}")
            item.setData(Qt.ItemDataRole.UserRole, (problem.line, problem.column))
            item.setToolTip(problem.message)
            self.problems.addItem(item)
        self.problems.setVisible(bool(checked.problems))
        self.fine.setVisible(not checked.problems)
        self.fine.setText("No problems.")
        self.save_button.setEnabled(checked.drill is not None and self.text != self._text)
        if posed is not None:
            self.stage.show_exercise(posed.kind.name, posed.exercise, pictures)
        self.unseen.setVisible(posed is None)
        self.stage.setVisible(posed is not None)

    def _go_to(self, item: QListWidgetItem) -> None:
        line, place = item.data(Qt.ItemDataRole.UserRole)
        cursor = self.edit.textCursor()
        block = self.edit.document().findBlockByNumber(line - 1)
        cursor.setPosition(block.position() + min(place - 1, max(0, block.length() - 1)))
        self.edit.setTextCursor(cursor)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _holding(layout: QVBoxLayout) -> QWidget:
    made = QWidget()
    made.setLayout(layout)
    return made
