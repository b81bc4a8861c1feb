"""Greeting whoever has not been here before: once, and never a user with data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from trainer.errors import TrainerError
from trainer.study.first_run import (
    MINUTES,
    is_first_run,
    minutes_per_day,
    new_per_day,
    remember_welcome,
)
from trainer.study.study import Study

if TYPE_CHECKING:
    from trainer.ui.main_window import MainWindow
    from trainer.ui.screens.welcome import WelcomeScreen


class Greeting:
    """Shows the welcome in ``window``, stores what is chosen there and begins the first drill."""

    def __init__(self, window: MainWindow, study: Study, show: Callable[[QWidget], None]) -> None:
        self._window = window
        self._study = study
        self._show = show
        self.screen: WelcomeScreen | None = None

    def greet(self) -> None:
        """Show the welcome if this is the first run; remembered at once, so it is never again."""
        study = self._study
        if not is_first_run(study):
            return
        from trainer.ui.screens.welcome import WelcomeScreen

        remember_welcome(study)
        offered = {minutes: new_per_day(minutes) for minutes in MINUTES}
        self.screen = WelcomeScreen(offered, minutes_per_day(study.settings.new_per_day))
        self.screen.show_choices(study.day, study.settings.theme)
        self.screen.theme_chosen.connect(self._window.looks.choose_theme)
        self.screen.begun.connect(self._begin)
        self.screen.skipped.connect(self._window.show_today)
        self._show(self.screen)

    def _begin(self, interview: dt.date | None, minutes: int | None) -> None:
        chosen: dict[str, object] = {}
        if interview is not None:
            chosen["interview"] = interview.isoformat()
        if minutes is not None:
            chosen["new_per_day"] = new_per_day(minutes)
        try:
            for name, value in chosen.items():
                self._study.change_setting(name, value)
        except TrainerError as error:
            self._window.tell(error)
            return
        if self.screen is not None:
            self.screen.say_wait()
        self._window.start_when_ready()

    def mark_as_demo(self) -> None:
        """Let the title, the list of places and Today say that the history is made up."""
        from trainer.study.demo import SAID

        self._window.setWindowTitle(f"Demo – {self._window.windowTitle()}")
        self._window.sidebar.show_demo()
        self._window.today.say_lasting(SAID)
