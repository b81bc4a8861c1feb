"""What every test stands on: no display, no network, no folder of the user's, no luck."""

from __future__ import annotations

import os

# Before anything imports Qt, whatever the surroundings say: tests need no display.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

import datetime as dt
import random
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytestqt.qtbot import QtBot

from tests.tracing import untraced
from trainer.clock import FrozenClock
from trainer.places import DATA_DIR_VARIABLE, Places

if TYPE_CHECKING:
    from trainer.study.study import Study

PATIENCE_MS = 60_000
"""What is waited for comes within milliseconds, or minutes on a machine that is busy otherwise."""

for each in (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitSignals):
    each.__kwdefaults__["timeout"] = PATIENCE_MS

NOW = dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC)

_INTERNET = frozenset({socket.AF_INET, socket.AF_INET6})
_attempts: list[str] = []
_strict: list[str] = []
"""The tests, one at most, in which no socket of any sort may be opened."""


class NetworkUsed(Exception):
    """A test reached for the network."""


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse sockets of the internet's families and look-ups of names; in a strict test, any."""
    if _strict and event.startswith("socket."):
        what = f"{event} was called"
    elif event == "socket.__new__" and arguments[1] in _INTERNET:
        what = "an internet socket was opened"
    elif event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        what = f"the address of {arguments[0]!r} was looked up"
    else:
        return
    _attempts.append(what)
    raise NetworkUsed(what)


sys.addaudithook(_watch)


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Run what is marked `no_cover` without any tracing.

    In a worker of pytest-xdist a second collector of coverage lies below the one that pytest-cov
    pauses for the mark, and would go on: such a test took six times as long.
    """
    if item.get_closest_marker("no_cover") is None:
        return (yield)
    with untraced():
        return (yield)


@pytest.fixture(autouse=True)
def network_attempts() -> Iterator[list[str]]:
    """Fail a test that reached for the network, even if its code swallowed the refusal."""
    _attempts.clear()
    yield _attempts
    assert not _attempts, f"tests must not use the network: {_attempts}"


@pytest.fixture
def no_socket(request: pytest.FixtureRequest, network_attempts: list[str]) -> Iterator[list[str]]:
    """Refuse and note sockets between processes, too."""
    _strict.append(request.node.name)
    yield network_attempts
    _strict.clear()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let every way to a user's folder end in this test's own."""
    folder = tmp_path / "home"
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("USERPROFILE", str(folder))
    monkeypatch.setenv("XDG_DATA_HOME", str(folder / "share"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(folder / "state"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
    monkeypatch.setenv(DATA_DIR_VARIABLE, str(folder / "triad"))
    return folder


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """The application of all tests is made as the program makes its own."""
    from trainer.ui.theme import STYLE

    return ["triad", *STYLE]


@pytest.fixture
def clock() -> FrozenClock:
    """A Tuesday morning."""
    return FrozenClock(NOW)


@pytest.fixture
def rng() -> random.Random:
    """The same draws in every run."""
    return random.Random(1)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """The folders of a user who has not been here before."""
    return Places(tmp_path / "data")


@pytest.fixture
def builtin_folder(tmp_path: Path) -> Path:
    """The decks that come with the program: none, unless the test puts some here."""
    folder = tmp_path / "builtin"
    folder.mkdir()
    return folder


@pytest.fixture
def study(
    places: Places, clock: FrozenClock, rng: random.Random, builtin_folder: Path
) -> Iterator[Study]:
    """The application below the window, on a real store in a temporary folder."""
    from trainer.app import open_study

    with open_study(places, clock, rng) as opened:
        opened.builtin_folder = builtin_folder
        yield opened


@pytest.fixture
def cheap_seal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the key of a passphrase cost little to derive."""
    from trainer.sync import seal

    monkeypatch.setattr(seal, "_PASSES", 1)
    monkeypatch.setattr(seal, "_MEMORY_BYTES", 8 * 2**20)
