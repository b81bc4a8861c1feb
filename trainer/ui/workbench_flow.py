"""Joins the workbench's screen to what it computes: wishes go in, outcomes come out."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QClipboard

from trainer.domain.derivation import Derivation
from trainer.errors import TrainerError
from trainer.study.workbench import choosing
from trainer.study.workbench.carrying import carry
from trainer.study.workbench.choices import Choices
from trainer.study.workbench.configuration import Basis, Configuration
from trainer.study.workbench.curves import Curves
from trainer.study.workbench.fitting import Change, changes
from trainer.study.workbench.outcome import Outcome, outcome
from trainer.study.workbench.table import metric_table
from trainer.ui.screens.workbench import WorkbenchScreen
from trainer.ui.screens.workbench_pictures import PICTURES, picture

WORKING = "working"
_SETTLED_MS = 1000


class WorkbenchFlow(QObject):
    """Holds the configuration. Numbers follow every change at once, charts one after another.

    No step holds the window longer than a frame: each chart is drawn when it is seen and there is
    nothing else to do.
    """

    settled = Signal(str)
    """The configuration has not changed for a second: carries its text, to be remembered."""

    def __init__(
        self,
        screen: WorkbenchScreen,
        choices: Choices,
        configuration: Configuration,
        clipboard: QClipboard,
    ) -> None:
        super().__init__(screen)  # what it draws on and it go together
        self._screen = screen
        self._choices = choices
        self._clipboard = clipboard
        self._working = ""
        self._refused = False
        self.configuration = configuration
        self.outcome: Outcome | None = None
        self._curves: Curves | None = None
        self._order = [WORKING, *PICTURES]
        self._stale: list[str] = []
        self._frame = self._timer(0, self._draw_next)
        self._rest = self._timer(_SETTLED_MS, self._settle)
        screen.results.shown.connect(self._draw_if_seen)
        screen.number_changed.connect(lambda name, value: self._set(**{name: value}))
        screen.chosen.connect(self._choose)
        screen.reset_wanted.connect(lambda: self.change_to(choosing.unstated(self.configuration)))
        screen.change_wanted.connect(self._mend)
        screen.working_wanted.connect(self._show_working)
        screen.copy_wanted.connect(self._copy)
        self._compute()
        if choices.problems:
            screen.banner.say(" ".join(choices.problems))

    def _timer(self, milliseconds: int, run: object) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.setInterval(milliseconds)
        made.timeout.connect(run)
        return made

    def change_to(self, configuration: Configuration) -> None:
        """Set the workbench to ``configuration``."""
        if configuration == self.configuration:
            return
        self.configuration = configuration
        self._compute()
        self._rest.start()

    def carry(self, derivation: Derivation, basis: Basis | None = None) -> None:
        """Take over the numbers of a drill and say which."""
        carried = carry(derivation, self.configuration, self._choices, basis)
        self.change_to(carried.configuration)
        said = "Nothing of this drill can be set here."
        if carried.understood:
            said = f"Taken over from the drill: {', '.join(carried.understood)}."
        if carried.understood and carried.left_out:
            said += f" Not part of the workbench: {', '.join(carried.left_out)}."
        if carried.is_priced:
            said += (
                " The price is set as the API's, for what goes in and what comes out: it counts in"
                " the lines of the API, not in what GPUs of your own cost."
            )
        self._screen.banner.say(said, "good" if carried.understood else "close")

    def settle_now(self) -> None:
        """Say that the configuration is to be remembered, if it still has to be."""
        if self._rest.isActive():
            self._rest.stop()
            self._settle()

    def _settle(self) -> None:
        self.settled.emit(self.configuration.to_text())

    def _set(self, **numbers: float) -> None:
        self.change_to(self.configuration.changed(**numbers))

    def _choose(self, what: str, name: str) -> None:
        self.change_to(choosing.choose(self.configuration, what, name, self._choices))

    def _mend(self, change: Change) -> None:
        self.change_to(change.configuration)
        self._screen.inputs.focus_on(change.name)

    def _compute(self) -> None:
        """Count everything anew; where that is refused the numbers of before stay."""
        self._screen.show_configuration(self.configuration)
        try:
            found = outcome(self.configuration, self._choices)
            mends = changes(found.case)
        except TrainerError as refusal:
            self._refused = True
            self._screen.show_problem(f"This cannot be counted: {refusal}")
            return
        if self._refused:
            self._refused = False
            self._screen.banner.hide()
        self.outcome = found
        self._curves = Curves(found)
        self._screen.show_outcome(found, mends)
        self._stale = list(self._order)
        self._draw_if_seen()

    def _draw_if_seen(self) -> None:
        if self._stale and self._screen.results.isVisible():
            self._frame.start()

    def draw(self) -> None:
        """Draw now whatever still has to be drawn."""
        while self._stale:
            self._draw_next()

    def _draw_next(self) -> None:
        """Draw one thing, and the next when the window has nothing else to do.

        What was drawn goes to the end of the line, so that under a slider that never rests each
        chart still gets its turn.
        """
        name = self._stale[0]
        if name in PICTURES and not self._screen.has_chart(name):
            self._screen.make_chart(name)
        else:
            self._draw(name)
        if self._stale:
            self._frame.start()
        else:
            self._frame.stop()

    def _draw(self, name: str) -> None:
        for each in (self._stale, self._order):
            each.remove(name)
        self._order.append(name)
        if name == WORKING:
            self._show_working(self._working)
        elif self._curves is not None:
            self._screen.show_picture(name, picture(name, self._curves))

    def _show_working(self, key: str) -> None:
        self._working = key
        found = self.outcome
        if not key:
            return
        if found is None or key not in found.values:
            self._working = ""
            self._screen.close_working()
            return
        self._screen.show_working(found[key], found.derivation(key))

    def _copy(self) -> None:
        if self.outcome is not None:
            self._clipboard.setText(metric_table(self.outcome))
            self._screen.banner.say("The metric table is on the clipboard, as Markdown.", "good")
