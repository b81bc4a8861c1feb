"""Theme and zoom: chosen in the menu, kept as settings, put on at once."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from trainer.errors import TrainerError
from trainer.settings import Settings
from trainer.study.study import Study
from trainer.ui import theme, zoom
from trainer.ui.actions import Command

_THEMES = (
    ("light", "Theme: l&ight", "Light theme"),
    ("dark", "Theme: &dark", "Dark theme"),
    ("high contrast", "Theme: hi&gh contrast", "The theme of most contrast"),
    ("system", "Theme: as the s&ystem", "Follow the system"),
)


class Looks(QObject):
    """Dresses ``app`` as the settings say, and again when they or the system's wishes change."""

    changed = Signal()
    """A setting of the appearance has changed."""
    told = Signal(str)

    def __init__(self, study: Study, app: QApplication) -> None:
        super().__init__()
        self._study = study
        self._app = app
        self._rests = False
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self.dress)
        hints.accessibility().contrastPreferenceChanged.connect(self.dress)

    def dress(self, _wish: object = None) -> None:
        """Wear what the settings say now."""
        settings = Settings() if self._rests else self._study.settings
        theme.put_on(self._app, theme.wanted(settings.theme), settings.zoom)

    def rest(self) -> None:
        """Wear what a new user wears, until another look is chosen or ``resume`` is called."""
        self._rests = True
        self.dress()

    def resume(self) -> None:
        """Wear what the settings say again."""
        self._rests = False
        self.dress()

    def choose_theme(self, name: str) -> None:
        """Wear theme ``name`` from now on."""
        self._change("theme", name)

    def zoom_in(self) -> None:
        """Write everything one step larger."""
        self._zoom_to(zoom.stepped(self._study.settings.zoom, up=True))

    def zoom_out(self) -> None:
        """Write everything one step smaller."""
        self._zoom_to(zoom.stepped(self._study.settings.zoom, up=False))

    def zoom_back(self) -> None:
        """Write everything in the ordinary size."""
        self._zoom_to(1.0)

    def _zoom_to(self, wanted: float) -> None:
        if wanted != self._study.settings.zoom:
            self._change("zoom", wanted)
        if wanted != self._study.settings.zoom:
            return  # It could not be kept, and that was said.
        from trainer.units.writing import percent

        self.told.emit(f"Text at {percent(wanted)}.")

    def _change(self, name: str, value: object) -> None:
        try:
            self._study.change_setting(name, value)
        except TrainerError as error:
            self.told.emit(str(error))
            return
        self.resume()
        self.changed.emit()

    def commands(self) -> tuple[Command, ...]:
        """Return what the View menu offers of this."""
        return (
            Command("&View", "zoom_in", "&Zoom in", "Ctrl++; Ctrl+=", "Larger text", self.zoom_in),
            Command("&View", "zoom_out", "Zoom o&ut", "Ctrl+-", "Smaller text", self.zoom_out),
            Command("&View", "zoom_back", "Zoom &back", "Ctrl+0", "Ordinary text", self.zoom_back),
            *(
                Command("&View", name, text, "", tip, partial(self.choose_theme, name))
                for name, text, tip in _THEMES
            ),
        )
