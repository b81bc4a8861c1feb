"""Whether there is a screen, told without Qt and in one sentence."""

from __future__ import annotations

from importlib.machinery import ModuleSpec
from pathlib import Path
from typing import Any

import pytest

from trainer.errors import CannotRun
from trainer.ui import display
from trainer.ui.display import require_display

WAYS_OUT = ("log in to a desktop", "xvfb-run triad")


class Screen:
    """What the surroundings offer: changed by a test, asked by ``require_display``."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monkeypatch = monkeypatch
        self.missing: set[str] = set()
        self.answers = True
        for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setattr(display.sys, "platform", "linux")
        monkeypatch.setattr(display.ctypes, "CDLL", self._load)

    def set(self, **variables: str) -> None:
        for name, value in variables.items():
            self.monkeypatch.setenv(name, value)

    def _load(self, library: str) -> object:
        if library in self.missing:
            raise OSError(f"{library}: cannot open shared object file")
        return FakeXcb(answers=self.answers)


class FakeXcb:
    """The three functions of libxcb that are called, as they behave."""

    def __init__(self, *, answers: bool) -> None:
        failed = 0 if answers else 1
        self.xcb_connect: Any = _function(0x5EED)
        self.xcb_connection_has_error: Any = _function(failed)
        self.xcb_disconnect: Any = _function(None)


def _function(result: object) -> object:
    return type("Function", (), {"__call__": lambda _self, *_arguments: result})()


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    return Screen(monkeypatch)


@pytest.mark.parametrize("system", ["darwin", "win32"])
def test_other_systems_always_have_a_screen(screen: Screen, system: str) -> None:
    screen.monkeypatch.setattr(display.sys, "platform", system)
    screen.missing = {"libEGL.so.1"}
    require_display()


def test_a_display_that_answers_will_do(screen: Screen) -> None:
    screen.set(DISPLAY=":7")
    require_display()


def test_no_display_at_all(screen: Screen) -> None:
    with pytest.raises(CannotRun, match="there is no display to open the window on") as caught:
        require_display()
    assert all(way in str(caught.value) for way in WAYS_OUT)
    assert "\n" not in str(caught.value)


def test_a_display_that_does_not_answer(screen: Screen) -> None:
    screen.set(DISPLAY=":7")
    screen.answers = False
    with pytest.raises(CannotRun, match="the display :7 does not answer") as caught:
        require_display()
    assert all(way in str(caught.value) for way in WAYS_OUT)


@pytest.mark.parametrize("platform", ["offscreen", "minimal"])
def test_a_platform_without_a_screen_needs_none(screen: Screen, platform: str) -> None:
    screen.set(QT_QPA_PLATFORM=platform)
    require_display()


@pytest.mark.parametrize("platform", ["wayland-egl", "linuxfb:fb=/dev/fb0"])
def test_a_platform_may_have_more_to_its_name(screen: Screen, platform: str) -> None:
    screen.set(QT_QPA_PLATFORM=platform)
    require_display()


def test_a_platform_that_qt_does_not_know_would_abort_it(screen: Screen) -> None:
    screen.set(QT_QPA_PLATFORM="windows", DISPLAY=":7")
    with pytest.raises(
        CannotRun, match=r"QT_QPA_PLATFORM is 'windows', which Qt does not know; unset it, or .*xcb"
    ) as caught:
        require_display()
    assert "vnc" not in str(caught.value)


@pytest.mark.parametrize("platform", ["vnc", "vnc:size=1280x800:port=5901", "xcb;vnc"])
def test_a_platform_that_serves_the_window_on_the_network_is_refused(
    screen: Screen, platform: str
) -> None:
    screen.set(QT_QPA_PLATFORM=platform, DISPLAY=":7")
    with pytest.raises(CannotRun, match="would let anybody on the network in; unset it"):
        require_display()


@pytest.mark.parametrize("spec", [None, ModuleSpec("PySide6", None)])
def test_where_qt_lies_elsewhere_its_platforms_are_not_judged(
    screen: Screen, spec: ModuleSpec | None
) -> None:
    screen.monkeypatch.setattr(display.importlib.util, "find_spec", lambda _name: spec)
    screen.set(QT_QPA_PLATFORM="haiku")
    require_display()


@pytest.mark.parametrize("platform", ["xcb", "xcb:foo", "xcb;wayland", "wayland", "wayland;xcb"])
def test_a_platform_with_a_screen_needs_one(screen: Screen, platform: str) -> None:
    screen.set(QT_QPA_PLATFORM=platform)
    with pytest.raises(CannotRun, match="there is no display"):
        require_display()


@pytest.mark.parametrize("platform", ["", "wayland"])
def test_wayland_will_do(screen: Screen, tmp_path: Path, platform: str) -> None:
    (tmp_path / "wayland-0").touch()
    screen.set(QT_QPA_PLATFORM=platform, WAYLAND_DISPLAY="wayland-0", XDG_RUNTIME_DIR=str(tmp_path))
    screen.missing = {"libxcb-cursor.so.0"}
    require_display()


def test_wayland_may_be_named_by_its_whole_path(screen: Screen, tmp_path: Path) -> None:
    (tmp_path / "socket").touch()
    screen.set(WAYLAND_DISPLAY=str(tmp_path / "socket"))
    require_display()


def test_wayland_will_not_do_for_who_wants_x11(screen: Screen, tmp_path: Path) -> None:
    (tmp_path / "wayland-0").touch()
    screen.set(QT_QPA_PLATFORM="xcb", WAYLAND_DISPLAY="wayland-0", XDG_RUNTIME_DIR=str(tmp_path))
    with pytest.raises(CannotRun, match="there is no display"):
        require_display()


@pytest.mark.parametrize("variables", [{}, {"XDG_RUNTIME_DIR": "/nonexistent"}])
def test_a_wayland_that_went_away_is_none(screen: Screen, variables: dict[str, str]) -> None:
    screen.set(WAYLAND_DISPLAY="wayland-0", **variables)
    with pytest.raises(CannotRun, match="there is no display"):
        require_display()


def test_the_wayland_of_another_user_is_none(screen: Screen, tmp_path: Path) -> None:
    """After ``su`` the variables still name the first user's folder, which is closed to others."""

    def closed(_path: Path, **_how: object) -> bool:
        raise PermissionError(13, "Permission denied")

    screen.set(WAYLAND_DISPLAY="wayland-0", XDG_RUNTIME_DIR=str(tmp_path))
    screen.monkeypatch.setattr(display.Path, "exists", closed)
    with pytest.raises(CannotRun, match="there is no display"):
        require_display()


def test_missing_libraries_of_qt_are_named_by_package(screen: Screen) -> None:
    screen.set(QT_QPA_PLATFORM="offscreen")
    screen.missing = {"libGL.so.1", "libEGL.so.1"}
    with pytest.raises(CannotRun, match=r"apt install libegl1 libgl1\.$"):
        require_display()


def test_missing_libraries_of_x11_are_named_by_package(screen: Screen) -> None:
    screen.set(DISPLAY=":7")
    screen.missing = {"libxcb-cursor.so.0", "libxkbcommon-x11.so.0"}
    with pytest.raises(CannotRun, match=r"apt install libxcb-cursor0 libxkbcommon-x11-0\.$"):
        require_display()


def test_every_library_asked_for_is_what_the_plugin_links_to() -> None:
    """The packages are named for the very files the dynamic linker looks for."""
    for library, package in {**display._PACKAGES, **display._XCB_PACKAGES}.items():
        stem = library.split(".so.")[0].lower()
        assert package.replace("-", "").startswith(stem.replace("-", "")), (library, package)


def test_a_library_is_missing_when_the_linker_says_so() -> None:
    assert not display._loads("libno-such-thing.so.9")
    assert display._loads("libc.so.6")
