"""Is there a screen to draw on? Asked before Qt is, because Qt would end the process.

Qt's own way of saying that it found no display is to abort. What a user needs is one sentence.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import sys
from pathlib import Path

from trainer.errors import CannotRun

_PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
"""What the Qt modules themselves need, by Debian's package name."""

_XCB_PACKAGES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""What Qt's X11 plugin needs, by Debian's package name."""

_WAYS_OUT = "log in to a desktop, or run 'xvfb-run triad' (package xvfb)"

_SERVERS = {"vnc"}
"""Platforms of Qt that listen on the network; this program opens no connection, ever."""


def require_display() -> None:
    """Return if a window can be opened; raise CannotRun with the ways out if not."""
    if not sys.platform.startswith("linux"):
        return
    _require_libraries(_PACKAGES, "Qt")
    wanted = os.environ.get("QT_QPA_PLATFORM", "").split(";")
    platform, *others = (each.split(":", 1)[0] for each in wanted)
    _refuse_servers({platform, *others})
    _require_platform(platform)
    if platform not in {"", "xcb", "wayland"}:
        return
    if platform != "xcb" and _has_wayland():
        return
    if not os.environ.get("DISPLAY"):
        raise CannotRun("there is no display to open the window on", remedy=_WAYS_OUT)
    _require_libraries(_XCB_PACKAGES, "the window system's plugin of Qt")
    if not _display_answers():
        raise CannotRun(f"the display {os.environ['DISPLAY']} does not answer", remedy=_WAYS_OUT)


def _refuse_servers(platforms: set[str]) -> None:
    """Refuse a platform that listens on the network, be it as the last resort."""
    for each in sorted(platforms & _SERVERS):
        raise CannotRun(
            f"QT_QPA_PLATFORM has '{each}', which would let anybody on the network in",
            remedy=f"unset it, then {_WAYS_OUT}",
        )


def _require_platform(platform: str) -> None:
    """Refuse a word in QT_QPA_PLATFORM that is none of Qt's, over which Qt would abort."""
    known = _platforms()
    if platform and known and not any(platform.startswith(each) for each in known):
        raise CannotRun(
            f"QT_QPA_PLATFORM is '{platform}', which Qt does not know",
            remedy=f"unset it, or choose {', '.join(known)}",
        )


def _platforms() -> list[str]:
    """Return the names of Qt's platform plugins; none where Qt lies elsewhere than in its wheel.

    One plugin may answer to several names, all beginning with its own (wayland-egl).
    """
    spec = importlib.util.find_spec("PySide6")
    places = spec.submodule_search_locations if spec else None
    files = Path(next(iter(places or ()), "")).glob("Qt/plugins/platforms/libq*.so")
    return sorted({file.stem.removeprefix("libq") for file in files} - _SERVERS)


def _has_wayland() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY")
    if not name:
        return False
    try:
        return Path(os.environ.get("XDG_RUNTIME_DIR", "/nonexistent"), name).exists()
    except PermissionError:  # after su the folder is another user's, and so is the screen
        return False


def _require_libraries(wanted: dict[str, str], who: str) -> None:
    missing = sorted({package for name, package in wanted.items() if not _loads(name)})
    if missing:
        raise CannotRun(
            f"{who} needs system libraries that are not installed",
            remedy=f"on Debian and Ubuntu: apt install {' '.join(missing)}",
        )


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _display_answers() -> bool:
    """Connect to $DISPLAY and let go at once."""
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not failed
