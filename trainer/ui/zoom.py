"""How much larger than usual everything is written, and the widths that must grow with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

STEPS = (0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)
"""What Ctrl and plus or minus go through; the setting takes anything between the ends."""

ANY_SIZE = 16777215
"""Qt's own greatest width or height, which it does not name in Python."""

_SETTERS: Mapping[str, Callable[[QWidget, int], None]] = {
    "width": QWidget.setFixedWidth,
    "least_width": QWidget.setMinimumWidth,
    "most_width": QWidget.setMaximumWidth,
    "least_height": QWidget.setMinimumHeight,
    "most_height": QWidget.setMaximumHeight,
}

_factor = 1.0


def factor() -> float:
    """Return by how much text is enlarged now; 1 is the ordinary size."""
    return _factor


def px(pixels: int) -> int:
    """Return how many pixels hold now what ``pixels`` hold in the ordinary size."""
    return round(pixels * _factor)


def hold(widget: QWidget, **sizes: int) -> None:
    """Give ``widget`` limits that follow the zoom: ``width``, ``least_width`` and so on.

    The sizes are pixels at ordinary size. Raises KeyError for a limit there is not.
    """
    for name, pixels in sizes.items():
        widget.setProperty(f"zoomed_{name}", pixels)
        _SETTERS[name](widget, px(pixels))


def zoom_to(wanted: float) -> None:
    """Enlarge by ``wanted`` from now on; what there is has to ``follow``."""
    global _factor  # noqa: PLW0603 (an application has one zoom, as it has one font)
    _factor = wanted


def follow(widget: QWidget) -> None:
    """Set the limits that ``widget`` holds anew."""
    for name, setter in _SETTERS.items():
        pixels = widget.property(f"zoomed_{name}")
        if pixels is not None:
            setter(widget, px(pixels))
    # Who stands otherwise in little room has to ask again how much that is now; of the width he
    # has then, since that of now may be gone until this arrives.
    QApplication.postEvent(widget, QResizeEvent(widget.size(), widget.size()))


def stepped(now: float, *, up: bool) -> float:
    """Return the next of ``STEPS`` from ``now``, or ``now`` at the end of them."""
    if up:
        return min((step for step in STEPS if step > now + 0.001), default=now)
    return max((step for step in STEPS if step < now - 0.001), default=now)
