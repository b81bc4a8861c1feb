"""``triad self-test``: what it looks at, what it leaves alone, and where it fails."""

from __future__ import annotations

import pkgutil
import shutil
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer, qCritical
from PySide6.QtWidgets import QApplication, QWidget

import trainer
from tests.cli.conftest import Triad
from trainer import app
from trainer.cli import self_test as command
from trainer.drills.kinds import KINDS
from trainer.errors import BadInput
from trainer.store.database import Store
from trainer.ui import screens, tour
from trainer.ui.tour import Tour
from trainer.ui.widgets.parts import Banner

KINDS_DECK = Path(__file__).parents[1] / "stories" / "kinds.yaml"


def run_here(
    work: Callable[..., object], *arguments: object, step: Callable[[float, str], None]
) -> object:
    """Stand for a process of its own, which would cost half a second (study/test_apart.py)."""
    return work(*arguments, step)


@pytest.fixture(autouse=True)
def small(tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program with one deck, which has a drill of each kind."""
    assert qapp
    folder = tmp_path / "shipped"
    folder.mkdir()
    shutil.copy(KINDS_DECK, folder)
    monkeypatch.setattr(app, "shipped", lambda _name: folder)
    monkeypatch.setattr("trainer.study.apart.apart", run_here)


def test_it_shows_every_screen_and_says_what_it_is(
    triad: Triad, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: set[type] = set()
    states = Tour.states

    def watched(tour: Tour) -> Iterator[str]:
        for name in states(tour):
            if name in {"about", "trouble"}:  # near the end: all others are still there
                for top in QApplication.topLevelWidgets():
                    seen.update(type(each) for each in (top, *top.findChildren(QWidget)))
            yield name

    monkeypatch.setattr(Tour, "states", watched)
    told = triad("self-test", "--json")
    assert (told.code, told.err) == (0, "")
    data = told.data
    assert data["version"] == trainer.__version__
    assert data["dependencies"]["click"]
    assert data["decks"]["kinds"] == len(KINDS)
    assert len(data["screens"]) == len(set(data["screens"])) > 30
    assert {each for each in shown_by_screens() if each not in seen} == set()
    assert not (tmp_path / "data").exists()


def shown_by_screens() -> Iterator[type]:
    """Yield every widget that a module of ``trainer.ui.screens`` defines.

    But for rows of lists, which are empty in a new profile.
    """
    for each in pkgutil.iter_modules(screens.__path__, f"{screens.__name__}."):
        for found in vars(import_module(each.name)).values():
            is_widget = isinstance(found, type) and issubclass(found, QWidget)
            if not is_widget or found.__name__.endswith("Row"):
                continue
            if found.__module__ == each.name and not found.__subclasses__():
                yield found


def test_in_words(triad: Triad, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Tour, "states", lambda _tour: iter(("today",)))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    told = triad("self-test")
    assert told.code == 0
    first, *_, last = told.out.splitlines()
    assert first.startswith(f"Triad Trainer {trainer.__version__} (bundle) on ")
    assert "1 screens shown: all is well" in last


def broken_screen(tour: Tour) -> Iterator[str]:
    yield "today"
    tour.at = "showing plan"
    raise ZeroDivisionError("by nothing")


def broken_slot(tour: Tour) -> Iterator[str]:
    tour.at = "showing plan"
    QTimer.singleShot(0, [].pop)
    QApplication.processEvents()
    yield "plan"


def broken_drawing(tour: Tour) -> Iterator[str]:
    tour.at = "showing plan"
    qCritical("no such picture")
    yield "plan"


def refusal(tour: Tour) -> Iterator[str]:
    tour.at = "showing plan"
    tour.window.today.banner.say("The plan is no good.", "wrong")
    tour.window.show()
    assert [each for each in tour.window.findChildren(Banner) if each.isVisible()]
    tour.listen()
    yield "plan"


@pytest.mark.parametrize(
    ("states", "sentence"),
    [
        (broken_screen, "showing plan: ZeroDivisionError: by nothing."),
        (broken_slot, "showing plan: IndexError: pop from empty list."),
        (broken_drawing, "showing plan: no such picture."),
        (refusal, "showing plan: The plan is no good."),
    ],
)
def test_what_a_screen_does_wrong(
    triad: Triad,
    monkeypatch: pytest.MonkeyPatch,
    states: Callable[[Tour], Iterator[str]],
    sentence: str,
) -> None:
    monkeypatch.setattr(Tour, "states", states)
    hook = sys.excepthook
    told = triad("self-test")
    assert told.code == 1
    assert told.sentence.endswith(sentence)
    assert sys.excepthook is hook


def test_no_decks(triad: Triad, tmp_path: Path) -> None:
    (tmp_path / "shipped" / "kinds.yaml").unlink()
    told = triad("self-test")
    assert told.code == 1
    assert "there is no built-in deck" in told.sentence


def test_a_kind_that_no_deck_has(triad: Triad, monkeypatch: pytest.MonkeyPatch) -> None:
    unknown = type("Unknown", (type(next(iter(KINDS))),), {"name": "nowhere"})()
    monkeypatch.setattr(tour, "KINDS", (*KINDS, unknown))
    told = triad("self-test")
    assert told.code == 1
    assert "no deck has a drill of the kind nowhere" in told.sentence


def test_a_folder_of_the_program_that_is_missing(
    triad: Triad, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "shipped", lambda name: tmp_path / "opt" / name)
    told = triad("self-test")
    assert told.code == 1
    assert "resources: this folder of the program is missing; install" in told.sentence


def test_a_module_that_is_missing(triad: Triad, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trainer.ui.screens.plan", None)
    told = triad("self-test")
    assert told.code == 1
    assert "the self-test failed while loading the program: " in told.sentence


def test_an_error_of_ours_keeps_its_words(triad: Triad, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, step: object) -> None:
        raise BadInput("it is full")

    monkeypatch.setattr("trainer.study.apart.apart", refuse)
    told = triad("self-test")
    assert told.code == 1
    assert told.sentence.endswith("calculating in a process of its own: it is full.")


def test_a_database_that_is_not_whole(triad: Triad, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Tour, "states", lambda _tour: iter(()))
    monkeypatch.setattr(Store, "check_integrity", lambda _store: ("a row is missing",))
    told = triad("self-test")
    assert (told.code, told.sentence) == (1, "the new database: a row is missing.")
