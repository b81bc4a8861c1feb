"""A long command says how far it is, and Ctrl+C stops it with nothing half done."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tests.cli.conftest import Triad
from trainer.cli.signs import Signs
from trainer.study.installing import Installer


@pytest.fixture(autouse=True)
def interrupts() -> Iterator[None]:
    """Let Ctrl+C be heard, also where the tests were begun in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_signs_of_life_are_given_every_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    heard = threading.Event()

    def echo(text: str, *, err: bool) -> None:
        assert err
        said.append(text)
        heard.set()

    monkeypatch.setattr(click, "echo", echo)
    with Signs(every_s=0.001) as signs:
        signs(0.25, "one.yaml")
        assert heard.wait(30)
    assert {"triad: beginning", "triad: 25 %, one.yaml"}.issuperset(said)


def test_a_short_command_says_nothing(triad: Triad, decks: Path) -> None:
    assert triad("import", decks / "good.yaml").err == ""


def test_ctrl_c_while_reading_imports_nothing(
    triad: Triad, decks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr("trainer.study.installing.read_all", stop)
    told = triad("import", decks / "good.yaml")
    assert (told.code, told.sentence) == (2, "stopped, and nothing was imported.")


def test_ctrl_c_while_installing_stops_before_anything_is_written(
    triad: Triad, decks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install = Installer.install

    def stopped(self: Installer, offers: object, step: object) -> object:
        os.kill(os.getpid(), signal.SIGINT)
        return install(self, offers, step)  # type: ignore[arg-type]

    monkeypatch.setattr(Installer, "install", stopped)
    told = triad("import", decks / "good.yaml")
    assert (told.code, told.sentence) == (2, "stopped, and nothing was imported.")
    monkeypatch.undo()
    assert triad("stats", "--json").data["drills"] == 0
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_ctrl_c_once_all_is_written_comes_too_late(
    triad: Triad, decks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install = Installer.install

    def stopped(self: Installer, offers: object, step: object) -> object:
        done = install(self, offers, step)  # type: ignore[arg-type]
        os.kill(os.getpid(), signal.SIGINT)
        return done

    monkeypatch.setattr(Installer, "install", stopped)
    assert triad("import", decks / "good.yaml").code == 0
    assert triad("stats", "--json").data["drills"] == 4
