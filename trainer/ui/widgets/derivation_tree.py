"""The working of one number: a tree to walk through, and the step walked to in full."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from trainer.study.workbench.tree import Branch
from trainer.ui.theme import SPACE
from trainer.ui.widgets.chrome import scrolled
from trainer.ui.widgets.parts import column, label, row

_OPEN_DEPTH = 2
_BRANCH = Qt.ItemDataRole.UserRole


class DerivationTree(QWidget):
    """Left the tree of numbers, right the formula, the numbers put in and the source."""

    def __init__(self) -> None:
        super().__init__()
        self._shape: tuple[object, ...] = ()
        self.tree = QTreeWidget()
        self.tree.setAccessibleName("How the number comes about")
        self.tree.setHeaderLabels(["Quantity", "Value"])
        self.tree.setUniformRowHeights(True)
        self.tree.setIndentation(14)
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.tree.header()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(False)
        self.what = label("", "value", wrap=True)
        self.formula = label("", "", wrap=True)
        self.filled = label("", "", wrap=True)
        self.remark = label("", "muted", wrap=True)
        self.notes = label("", "small", wrap=True)
        detail = column(
            self.what, self.formula, self.filled, self.remark, self.notes, space=2, margin=2
        )
        detail.addStretch(1)
        beside = row(space=0)
        beside.addLayout(detail)
        parts = row(self.tree, scrolled(beside), space=3)
        parts.setStretch(0, 1)
        parts.setStretch(1, 1)
        parts.setContentsMargins(0, 0, SPACE, 0)
        self.setLayout(parts)
        self.tree.currentItemChanged.connect(lambda item, _: self._show_detail(item))

    def show_tree(self, root: Branch, notes: tuple[str, ...]) -> None:
        """Put ``root`` on screen; where only numbers changed, what is unfolded stays unfolded."""
        self.notes.setText("\n".join(f"{note[:1].upper()}{note[1:]}." for note in notes))
        top = self.tree.topLevelItem(0)
        if top is not None and root.shape == self._shape:
            _refill(top, root)
        else:
            self._shape = root.shape
            self.tree.clear()
            item = _item(root)
            self.tree.addTopLevelItem(item)
            self.tree.expandToDepth(_OPEN_DEPTH - 1)
            self.tree.setCurrentItem(item)
        self._show_detail(self.tree.currentItem())

    def _show_detail(self, item: QTreeWidgetItem | None) -> None:
        if item is None:
            return
        branch: Branch = item.data(0, _BRANCH)
        self.what.setText(f"{branch.label}: {branch.value}")
        self.formula.setText(branch.formula)
        self.filled.setText(f"= {branch.filled}" if branch.filled else "")
        self.filled.setVisible(bool(branch.filled))
        self.remark.setText(branch.remark)
        self.remark.setVisible(bool(branch.remark))


def _item(branch: Branch) -> QTreeWidgetItem:
    item = QTreeWidgetItem()
    _fill(item, branch)
    item.addChildren([_item(part) for part in branch.parts])
    return item


def _refill(item: QTreeWidgetItem, branch: Branch) -> None:
    if item.data(0, _BRANCH) != branch:
        _fill(item, branch)
        for place, part in enumerate(branch.parts):
            below = item.child(place)
            if below is not None:
                _refill(below, part)


def _fill(item: QTreeWidgetItem, branch: Branch) -> None:
    item.setText(0, branch.label)
    item.setText(1, branch.value)
    item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    item.setToolTip(0, branch.formula)
    item.setData(0, _BRANCH, branch)
    said = f"{branch.label}: {branch.value}. {branch.formula}. {branch.remark}"
    item.setData(0, Qt.ItemDataRole.AccessibleTextRole, said)
