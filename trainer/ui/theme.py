"""The look: colour roles and the size scale, turned into a palette and a style sheet."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache, partial
from typing import Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from trainer.places import shipped
from trainer.ui import restyle, zoom
from trainer.ui.painted import once_painted

STYLE = ("-style", "fusion")
"""What to tell the application it is made with: the style that draws on every system alike."""

_FOLDER = "theme"


def _shipped_toml(name: str) -> dict[str, Any]:
    with (shipped("resources") / _FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


_SCALE = _shipped_toml("scale")

SIZES_PT: dict[str, float] = dict(_SCALE["type"])
"""The type scale as worn now, in points, so that it follows the screen's own density."""

SPACE: int = _SCALE["space"]
"""Every distance is a multiple of this many pixels."""

SCROLL_BAR: int = _SCALE["scroll_bar"]
"""The width of a scroll bar, as the style sheet draws it."""

_FRAME = 1
"""The line around a control, in pixels at any zoom."""

COLUMN_WIDTH: int = _SCALE["column"]
"""The widest a column of text gets: about 80 characters."""

NAMES = ("light", "dark", "high contrast")
"""The themes there are."""


class Theme(NamedTuple):
    """A set of colour roles."""

    name: str
    colours: Mapping[str, str]

    def colour(self, role: str) -> QColor:
        """Return the colour of ``role``. Raises KeyError for a role there is not."""
        return QColor(self.colours[role])


@cache
def load(name: str) -> Theme:
    """Return the shipped theme ``name``, one of ``NAMES``."""
    data = _shipped_toml(_file_name(name))
    return Theme(data["name"], data["colours"])


def _file_name(name: str) -> str:
    return name.replace(" ", "-")


def wanted(setting: str) -> Theme:
    """Return the theme that ``setting`` (``system`` or one of ``NAMES``) means now."""
    if setting != "system":
        return load(setting)
    hints = QGuiApplication.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return load("high contrast")
    return load("dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light")


_current: Theme | None = None


def current() -> Theme:
    """Return the theme the application wears (the light one before any was put on)."""
    return _current or load("light")


def put_on(app: QApplication, theme: Theme, enlarged: float = 1.0) -> None:
    """Make ``app`` wear ``theme``, its text ``enlarged``; nothing is done when it does already."""
    global _current  # noqa: PLW0603 (an application wears one theme, as it has one palette)
    if theme is _current and enlarged == zoom.factor():
        return
    is_zoomed = enlarged != zoom.factor()
    if _current is None or is_zoomed:
        _enlarge(app, enlarged)
    _current = theme
    app.setPalette(palette(theme))
    restyle.put_on(app, style_sheet(theme), zoom.follow if is_zoomed else None)


def _enlarge(app: QApplication, enlarged: float) -> None:
    zoom.zoom_to(enlarged)
    SIZES_PT.update({name: size * enlarged for name, size in _SCALE["type"].items()})
    font = QFont(app.font())
    font.setPointSizeF(SIZES_PT["body"])
    app.setFont(font)


def style_sheet(theme: Theme) -> str:
    """Return the shipped style sheet with every ``@role`` and ``@size`` replaced.

    Raises KeyError for one there is not.
    """
    template = (shipped("resources") / _FOLDER / "style.qss").read_text("utf-8")
    levels = {f"level_{name}": theme.colours[role] for name, role in _SCALE["elevation"].items()}
    values = {**theme.colours, **levels, **_sizes(), "tick": _tick(theme)}
    return re.sub(r"@([a-z_]+)", lambda match: values[match[1]], template.split("*/", 1)[1])


def _sizes() -> dict[str, str]:
    types = {name: f"{size:g}pt" for name, size in SIZES_PT.items()}
    radii = {f"radius_{name}": f"{size}px" for name, size in _SCALE["radius"].items()}
    return {**types, **radii, **_mark_sizes()}


def _mark_sizes() -> dict[str, str]:
    """Return the sizes of check boxes and radio buttons, which grow with the text beside them."""
    side, ring = zoom.px(_SCALE["mark"]["side"]), zoom.px(_SCALE["mark"]["ring"])
    whole = side + 2 * _FRAME
    sizes = {"mark": side, "radius_mark": whole // 2, "dot": whole - 2 * ring, "dot_ring": ring}
    return {name: f"{size}px" for name, size in sizes.items()}


def _tick(theme: Theme) -> str:
    """Return the picture in a checked box: a style sheet cannot tint one."""
    path = shipped("resources") / "icons" / f"tick-{_file_name(theme.name)}.svg"
    return f'url("{path.as_posix()}")'


def palette(theme: Theme) -> QPalette:
    """Return the palette for what style sheets do not reach (native dialogs, charts, links)."""
    roles = {
        QPalette.ColorRole.Window: "window",
        QPalette.ColorRole.WindowText: "text",
        QPalette.ColorRole.Base: "surface",
        QPalette.ColorRole.AlternateBase: "sunken",
        QPalette.ColorRole.Text: "text",
        QPalette.ColorRole.PlaceholderText: "muted",
        QPalette.ColorRole.Button: "surface",
        QPalette.ColorRole.ButtonText: "text",
        QPalette.ColorRole.Highlight: "accent",
        QPalette.ColorRole.HighlightedText: "on_accent",
        QPalette.ColorRole.Link: "accent",
        QPalette.ColorRole.ToolTipBase: "surface",
        QPalette.ColorRole.ToolTipText: "text",
    }
    result = QPalette()
    for role, name in roles.items():
        result.setColor(role, theme.colour(name))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, role, theme.colour("muted"))
    return result


def set_property_soon(widget: QWidget, name: str, value: object) -> None:
    """Set a style property; the style sheet is looked at once what goes on is painted.

    For what must not hold up a first question: the first look at the sheet makes QStyle's names,
    which takes 7 ms.
    """
    if widget.property(name) != value:
        widget.setProperty(name, value)
        once_painted(widget, partial(_dress, widget))


def _dress(widget: QWidget) -> None:
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return  # It is dressed when it is first shown.
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a style property and have the style sheet looked at again."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        _dress(widget)
