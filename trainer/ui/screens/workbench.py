"""The workbench: set a serving system on the left, see at once what it comes to on the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QBoxLayout, QFrame, QSplitter, QWidget

from trainer.domain.derivation import Derivation
from trainer.study.workbench.configuration import Configuration
from trainer.study.workbench.fitting import Change
from trainer.study.workbench.outcome import Figure, Outcome
from trainer.study.workbench.table import basis_sentence
from trainer.study.workbench.tree import tree_of
from trainer.ui.screens.workbench_inputs import WorkbenchInputs
from trainer.ui.screens.workbench_pictures import Picture
from trainer.ui.screens.workbench_results import WorkbenchResults
from trainer.ui.theme import SPACE
from trainer.ui.widgets.calm_label import CalmLabel
from trainer.ui.widgets.chrome import EDGE, scrolled
from trainer.ui.widgets.derivation_tree import DerivationTree
from trainer.ui.widgets.parts import Banner, button, column, label, row
from trainer.ui.widgets.sheet import StyledPage, unbroken
from trainer.ui.zoom import hold, px

_SIDE_BY_SIDE = 700
"""Pixels from which inputs stand beside the results; below, they stand above them."""
_DRAWER = 250


class WorkbenchScreen(StyledPage):
    """Shows one configuration and its outcome. What to do about a wish is decided elsewhere."""

    number_changed = Signal(str, float)
    chosen = Signal(str, str)
    reset_wanted = Signal()
    change_wanted = Signal(object)
    working_wanted = Signal(str)
    copy_wanted = Signal()
    evidence_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, inputs: WorkbenchInputs, results: WorkbenchResults) -> None:
        super().__init__()
        self.basis_line = CalmLabel("muted")
        self.back_button = button("Back to the drill", "primary", tip="Esc")
        self.copy_button = button("Copy as metric table", tip="Markdown to paste (Ctrl+Shift+C)")
        self.evidence_button = button(
            "How far to trust this", tip="The model held against published figures"
        )
        self.banner = Banner()
        self.inputs = inputs
        self.results = results
        self.drawer = WorkingDrawer()
        self.back_button.hide()
        self._texts = {
            self.back_button: ("Back", self.back_button.text()),
            self.copy_button: ("Copy table", self.copy_button.text()),
            self.evidence_button: ("Evidence", self.evidence_button.text()),
        }
        """What the buttons say in little room, and otherwise."""
        self._assemble()
        self._connect()

    def _assemble(self) -> None:
        head = row(label("Workbench", "title"), space=2)
        head.addStretch(1)
        for each in (self.back_button, self.copy_button, self.evidence_button):
            head.addWidget(each)
        top = column(head, self.basis_line, self.banner, space=1)
        top.setContentsMargins(EDGE, EDGE, 5 * SPACE, 3 * SPACE)
        # From the outside in: what moves into another parent is looked up in the style sheets anew,
        # with all that is in it.
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        outer = column(top, self.splitter, space=0)
        outer.setStretch(1, 1)
        self.setLayout(outer)
        upper = QWidget(self.splitter)
        self.splitter.addWidget(self.drawer)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setChildrenCollapsible(False)
        numbers = self.numbers = column(space=3)
        holder = row(space=0)
        holder.addLayout(numbers)
        self.area = scrolled(holder)
        self.body = row(space=0)
        upper.setLayout(self.body)
        self.body.addWidget(self.inputs)
        self.body.addWidget(self.area, 1)
        numbers.addWidget(self.results)
        numbers.addStretch(1)
        self._stand(beside=True)

    def _connect(self) -> None:
        self.inputs.number_changed.connect(self.number_changed)
        self.inputs.chosen.connect(self.chosen)
        self.inputs.reset_wanted.connect(self.reset_wanted)
        self.results.change_wanted.connect(self.change_wanted)
        self.results.working_wanted.connect(self._toggle_working)
        self.back_button.clicked.connect(self.back_wanted)
        self.copy_button.clicked.connect(self.copy_wanted)
        self.evidence_button.clicked.connect(self.evidence_wanted)
        self.drawer.closed.connect(self.close_working)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._keep_focus_in_sight)
        copy = QShortcut(QKeySequence("Ctrl+Shift+C"), self)
        copy.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        copy.activated.connect(self.copy_wanted)

    def _keep_focus_in_sight(self, _: QWidget | None, now: QWidget | None) -> None:
        """Scroll to where the keyboard is: Qt does so within one scroll area, not across two."""
        for area in (self.inputs.area, self.area):
            page = area.widget()
            if now is not None and page is not None and page.isAncestorOf(now):
                area.ensureWidgetVisible(now)

    def show_configuration(self, configuration: Configuration) -> None:
        """Put ``configuration`` into the inputs."""
        self.inputs.show_configuration(configuration)

    def show_outcome(self, outcome: Outcome, changes: Sequence[Change]) -> None:
        """Put every number on screen."""
        basis = basis_sentence(outcome.reach, outcome.case.configuration.basis)
        self.basis_line.setText(unbroken(basis))
        self.results.show_outcome(outcome)
        self.results.show_misfit(outcome, changes)

    def has_chart(self, name: str) -> bool:
        """Whether the chart ``name`` has been made."""
        return self.results.pictures[name].chart is not None

    def make_chart(self, name: str) -> None:
        """Make the chart ``name``; it takes as long as drawing it."""
        self.results.pictures[name].made_chart()

    def show_picture(self, name: str, picture: Picture) -> None:
        """Put the chart ``name`` on screen."""
        self.results.pictures[name].show_picture(picture)

    def show_working(self, figure: Figure, derivation: Derivation) -> None:
        """Show how ``figure`` comes about."""
        self.results.mark(figure.key)
        self.drawer.show_working(figure, derivation)
        if not self.drawer.isVisible():
            self.drawer.show()
            self._make_room()
            self.splitter.setSizes([max(1, self.splitter.height() - _DRAWER), _DRAWER])
            QTimer.singleShot(0, self, lambda: self._keep_in_sight(figure.key))

    def _make_room(self) -> None:
        """Where the inputs stand above the results, there is room for them or for the working."""
        beside = self.body.direction() is QBoxLayout.Direction.LeftToRight
        self.inputs.setVisible(beside or self.drawer.isHidden())

    def _keep_in_sight(self, key: str) -> None:
        """Scroll to the number once the drawer has taken its room."""
        self.area.ensureWidgetVisible(self.results.figures[key])

    def close_working(self) -> None:
        """Fold the working away; the keyboard goes back to its number."""
        marked = [each for each in self.results.figures.values() if each.isChecked()]
        self.drawer.hide()
        self.inputs.show()
        self.results.mark("")
        self.working_wanted.emit("")
        for each in marked:
            each.setFocus(Qt.FocusReason.OtherFocusReason)

    def _toggle_working(self, key: str) -> None:
        if not self.results.figures[key].isChecked():
            self.close_working()
            return
        self.working_wanted.emit(key)

    def show_problem(self, sentence: str) -> None:
        """Say why there are no numbers; those of before stay on screen."""
        self.banner.say(sentence, "wrong")

    def show_back(self, visible: bool) -> None:  # noqa: FBT001 (as setVisible)
        """Offer the way back to the drill, or not."""
        self.back_button.setVisible(visible)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.drawer.isVisible():
            self.close_working()
        elif self.back_button.isVisible():
            self.back_wanted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        beside = self.width() >= px(_SIDE_BY_SIDE)
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self.body.setDirection(direction)
        self._stand(beside=beside)
        self._make_room()

    def _stand(self, *, beside: bool) -> None:
        """Let the inputs stand beside the results, or above them with the same edges."""
        self.inputs.stand(beside=beside)
        self.body.setSpacing(0 if beside else 3 * SPACE)
        for made, (short, text) in self._texts.items():
            made.setText(text if beside else short)
        left, right = (2 * SPACE, 4 * SPACE) if beside else (EDGE, SPACE)
        self.numbers.setContentsMargins(left, 0, right, 4 * SPACE)


class WorkingDrawer(QFrame):
    """Below the numbers: the working of one of them."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "drawer")
        self.heading = label("", "heading")
        self.close_button = button("Close", "quiet", tip="Fold the working away (Esc)")
        self.close_button.clicked.connect(self.closed)
        self.tree = DerivationTree()
        top: QWidget = QWidget()
        line = row(self.heading, space=2)
        line.addStretch(1)
        line.addWidget(self.close_button)
        top.setLayout(line)
        inside = column(top, self.tree, space=1)
        inside.setStretch(1, 1)
        inside.setContentsMargins(EDGE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        self.setLayout(inside)
        hold(self, least_height=150)
        self.hide()

    def show_working(self, figure: Figure, derivation: Derivation) -> None:
        """Put the working of ``figure`` on screen."""
        self.heading.setText(f"How it comes about: {figure.label}")
        self.setAccessibleName(self.heading.text())
        self.tree.show_tree(tree_of(derivation, percent=figure.percent), derivation.notes)
