"""Several devices: the folder between them, when each was last seen, what is wrong there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QProgressBar, QVBoxLayout, QWidget

from trainer.ui.theme import SPACE
from trainer.ui.widgets.bullets import Bullets
from trainer.ui.widgets.flow import FlowBox
from trainer.ui.widgets.parts import Banner, badge, button, column, empty, label, row
from trainer.ui.widgets.passphrase_form import PassphraseForm
from trainer.ui.words import counted, instant_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trainer.study.syncing.here import Standing
    from trainer.study.syncing.report import DeviceStatus
    from trainer.sync.problem import Problem

_NAMED = 8
"""So many problems are named; the command line names all."""
_NONE = (
    "Answer on a laptop and on a desktop: choose a folder that Syncthing, a cloud drive, a network"
    " share or git carries between them. Every device writes its answers there and reads those of"
    " the others; nothing is overwritten, and it works with the program closed on the other side."
)
_TRAVELS = (
    "Carried: answers and what was taken back of them, drills suspended, buried, flagged, reset or"
    " moved, the settings of learning, and your own decks. Not carried: the decks' pictures, mock"
    " interviews, the drills that these put into a coming day, and how the window looks."
)


class DeviceRow(QWidget):
    """One device: its name, when it was last seen, how much came of it."""

    def __init__(self, device: DeviceStatus, name: str) -> None:
        super().__init__()
        self.name = label(name, wrap=True)
        self.about = label(_device_words(device), "muted", wrap=True)
        top = row(self.name, space=3)
        top.setStretch(0, 1)
        if device.is_self:
            top.addWidget(badge("This device", "good"))
        self.setLayout(column(top, self.about, space=0))
        who = f"{name}, this device" if device.is_self else name
        self.setAccessibleName(f"{who}. {self.about.text()}.")


class DevicesPanel(QWidget):
    """Shows how things stand and says what the user wants."""

    folder_wanted = Signal()
    sync_wanted = Signal()
    cancelled = Signal()
    stopped = Signal()
    renamed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.line = label(_NONE, "muted", wrap=True)
        self.banner = Banner()
        self.sync_button = button("Sync now", "primary")
        self.folder_button = button("Choose a folder…")
        self.stop_button = button("Stop syncing", "quiet")
        self.bar = QProgressBar()
        self.bar.setRange(0, 100)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progress of the sync")
        self.doing = label("", "small")
        self.cancel_button = button("Cancel", "quiet")
        self._rows = QVBoxLayout()
        self.problems = Bullets()
        self.travels = label(_TRAVELS, "small", wrap=True)
        self.secret = PassphraseForm()
        self._make_name()
        buttons = FlowBox((self.sync_button, self.folder_button, self.stop_button), 2 * SPACE)
        running = row(self.bar, self.cancel_button)
        running.setStretch(0, 1)
        self.setLayout(
            column(
                self.line,
                self.banner,
                buttons,
                running,
                self.doing,
                self.secret,
                self._rows,
                self.problems,
                self.naming,
                self.travels,
            )
        )
        self.sync_button.clicked.connect(self.sync_wanted)
        self.folder_button.clicked.connect(self.folder_wanted)
        self.stop_button.clicked.connect(self.stopped)
        self.cancel_button.clicked.connect(self.cancelled)
        self.show_running(running=False)
        self.show_standing(None)

    def _make_name(self) -> None:
        self.naming = QWidget()
        self.name_edit = QLineEdit()
        self.name_edit.setMaxLength(40)
        self.name_edit.setAccessibleName("What the other devices call this one")
        caption = label("The other devices call this one", "muted", wrap=True)
        self.naming.setLayout(column(caption, self.name_edit, space=1))
        self.name_edit.editingFinished.connect(self._want_name)
        self._name = ""

    def show_standing(self, standing: Standing | None) -> None:
        """Put ``standing`` on screen; None before it is known."""
        is_chosen = standing is not None and standing.folder is not None
        for each in (self.stop_button, self.naming):
            each.setVisible(is_chosen)
        self.folder_button.setText("Choose another folder…" if is_chosen else "Choose a folder…")
        self.sync_button.setVisible(is_chosen)
        if standing is None or standing.folder is None:
            self.line.setText(_NONE)
            self.setFocusProxy(self.folder_button)
            empty(self._rows)
            self.secret.hide()
            self.problems.hide()
            return
        self.line.setText(_standing_words(standing))
        self.sync_button.setEnabled(standing.is_there and not standing.is_locked)
        first = self.secret.edit if standing.is_locked else self.sync_button
        if self.folder_button.hasFocus() and self.focusProxy() is self.folder_button:
            first.setFocus(Qt.FocusReason.OtherFocusReason)  # it was all there was to go to
        self.setFocusProxy(first)
        self.secret.show_need(is_locked=standing.is_locked, is_fresh=standing.is_fresh)
        if not self.name_edit.hasFocus():  # a sync by itself does not take away what is typed
            self._name = standing.name
            self.name_edit.setText(standing.name)
        self._show_devices(standing.status.devices if standing.status.last_run else ())
        self._show_problems(standing.status.problems)

    def _show_devices(self, devices: Sequence[DeviceStatus]) -> None:
        from trainer.study.syncing.choice import shown_names

        empty(self._rows)
        names = shown_names(devices)
        for each in devices:
            self._rows.addWidget(DeviceRow(each, names[each.id]))

    def _show_problems(self, problems: Sequence[Problem]) -> None:
        rest = len(problems) - _NAMED
        more = f"{counted(rest, 'more problem')}: triad sync --status" if rest > 0 else ""
        self.problems.show_lines(map(_problem_words, problems[:_NAMED]), more)

    def show_running(self, *, running: bool) -> None:
        """Show progress and Cancel while a sync that takes longer runs."""
        self.bar.setValue(0)
        self.doing.setText("")
        for each in (self.bar, self.doing, self.cancel_button):
            each.setVisible(running)

    def show_progress(self, share: float, what: str) -> None:
        """Show how far it is."""
        if self.bar.isHidden():
            self.show_running(running=True)
        self.bar.setValue(round(share * 100))
        self.doing.setText(what[:1].upper() + what[1:])

    def _want_name(self) -> None:
        if self.name_edit.text() != self._name:
            self._name = self.name_edit.text()
            self.renamed.emit(self._name)


def _standing_words(standing: Standing) -> str:
    status = standing.status
    sealed = ", sealed" if standing.is_sealed else ""
    if not standing.is_there:
        return f"The folder {standing.folder} is not there now. What you answer waits here."
    if status.last_run is None:
        return f"The folder is {standing.folder}{sealed}. Nothing was carried yet."
    verb = "waits" if status.untold == 1 else "wait"
    waiting = f" {counted(status.untold, 'event')} {verb} to be sent." if status.untold else ""
    last = instant_words(status.last_run)
    return f"The folder is {standing.folder}{sealed}. Last synced {last}.{waiting}"


def _device_words(device: DeviceStatus) -> str:
    if device.is_self:
        return f"{counted(device.events, 'event')} sent"
    seen = f"Last seen {instant_words(device.last_seen)}" if device.last_seen else "Not seen yet"
    return f"{seen} · {counted(device.events, 'event')} received"


def _problem_words(problem: Problem) -> str:
    return f"On its way: {problem}" if problem.is_waiting else str(problem)
