"""Decks come in: the built-in ones by themselves, the user's on consent, broken ones not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.stories.conftest import HERE, App
from trainer.study.importing import ImportPlan

GOOD = """\
format: triad-deck/1
id: mine
title: My deck
drills:
  - {kind: recall, id: a, front: "Front?", back: "Back."}
"""

BROKEN = (
    GOOD
    + """\
  - {kind: recal, id: b, front: "Front?", back: "Back."}
"""
)


def test_on_first_start_the_built_in_deck_is_there(empty_app: Callable[[], App]) -> None:
    app = empty_app()
    assert not app.window.today.start_button.isVisible()
    assert "no deck yet" in app.window.today.sentence.text()
    app.window.install_builtin()
    assert app.window.today.new.number.text() == "15"
    app.press(Qt.Key.Key_Return)
    session = app.window.flow.session
    assert session is not None
    assert session.question is not None
    assert session.question.posed.drill.deck_id == "interview-metrics"


def test_the_built_in_deck_is_not_installed_twice(empty_app: Callable[[], App]) -> None:
    app = empty_app()
    app.window.install_builtin()
    total = app.study.today().counts.total
    window = app.reopen()
    assert not app.study.builtin_decks_stale()
    window.install_builtin()
    assert app.study.today().counts.total == total


def test_start_waits_for_the_first_deck(empty_app: Callable[[], App]) -> None:
    app = empty_app()
    app.window.start_when_ready()
    assert app.window.stack.currentWidget() is app.window.today
    app.window.install_builtin()
    assert app.window.stack.currentWidget() is app.window.practice


def test_a_deck_is_imported_after_its_plan_was_seen(
    app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(GOOD, "utf-8")
    seen: list[ImportPlan] = []

    def consent(plan: ImportPlan) -> bool:
        seen.append(plan)
        return len(seen) > 1

    monkeypatch.setattr(app.window.decks, "ask_path", lambda: path)
    monkeypatch.setattr(app.window.decks, "ask_consent", consent)
    app.press(Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert app.study.today().counts.total == 12, "declined: nothing written"
    app.press(Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert app.study.today().counts.total == 13
    assert app.window.today.banner.text.text() == "“My deck”: 1 added."
    assert seen[0].counts == seen[1].counts


def test_of_a_broken_deck_the_good_part_is_offered_and_the_bad_part_named(
    app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text(BROKEN, "utf-8")
    seen: list[ImportPlan] = []
    monkeypatch.setattr(app.window.decks, "ask_consent", lambda plan: seen.append(plan) or True)
    app.window.decks.install(path)
    (problem,) = seen[0].problems
    assert (problem.line, problem.column) == (6, 12)
    assert "did you mean 'recall'" in problem.message
    assert app.study.today().counts.total == 13


def test_an_unreadable_deck_changes_nothing_and_says_where(app: App, tmp_path: Path) -> None:
    path = tmp_path / "noise.yaml"
    path.write_text("format: [", "utf-8")
    app.window.decks.install(path)
    assert f"{path}:1:10" in app.window.today.banner.text.text()
    assert app.study.today().counts.total == 12


def test_importing_again_keeps_what_was_learnt(app: App) -> None:
    app.press(Qt.Key.Key_Return)
    session = app.window.flow.session
    assert session is not None
    assert session.question is not None
    drill = session.question.posed.drill.id
    app.press(Qt.Key.Key_Return)
    app.press("3")
    app.press(Qt.Key.Key_Escape)
    before = app.study.store.progress(drill)
    plan = app.study.plan(app.study.read_deck(HERE / "twelve.yaml"))
    assert plan.counts["unchanged"] == 12
    app.study.install(plan)
    assert app.study.store.progress(drill) == before
