"""Decks in the user's own folder, on two devices: the last edit stands on both, nothing is lost."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.study.learner import deck_text
from trainer.app import open_study
from trainer.clock import FrozenClock
from trainer.places import Places
from trainer.study.rereading import Reread, reread
from trainer.study.study import Study
from trainer.study.syncing import own_files as module
from trainer.study.syncing.here import Here
from trainer.study.syncing.report import SyncReport
from trainer.sync.deck_files import get_deck
from trainer.sync.disk import RealDisk


class Desk:
    """A device whose user writes his decks in an editor."""

    def __init__(self, study: Study, clock: FrozenClock, folder: Path) -> None:
        self.study, self.clock = study, clock
        self.file = Places(study.data_dir).decks / "sums" / "mine.yaml"
        self.file.parent.mkdir(parents=True)
        Here.of(study).choose(folder)

    def write(self, *names: str) -> None:
        self.file.write_text(deck_text(*names))

    def start(self) -> Reread:
        self.clock.advance(minutes=1)
        return reread(self.study.installer, Places(self.study.data_dir).decks, {}, lambda *_: None)

    def sync(self) -> SyncReport:
        self.clock.advance(minutes=1)
        return Here.of(self.study).run(lambda *_: None)

    @property
    def names(self) -> list[str]:
        return [drill.id for drill in self.study.store.drills()]


@pytest.fixture
def desks(tmp_path: Path, clock: FrozenClock) -> Iterator[tuple[Desk, Desk]]:
    """Two devices; the first wrote a deck, read it in and told the second of it."""
    folder = tmp_path / "sync"
    folder.mkdir()
    with ExitStack() as stack:
        first, second = (
            Desk(
                stack.enter_context(open_study(Places(tmp_path / name), clock, random.Random(1))),
                clock,
                folder,
            )
            for name in ("laptop", "desktop")
        )
        first.write("a")
        first.start()
        first.sync()
        second.sync()
        yield first, second


def test_an_edit_of_another_device_is_not_reverted_by_the_next_start(
    desks: tuple[Desk, Desk],
) -> None:
    first, second = desks
    before = first.file.read_bytes()
    second.write("a", "b")
    second.start()
    second.sync()

    assert first.sync().problems == ()
    assert first.start().plans == ()
    assert first.sync().sent == 0

    assert second.sync().decks == 0
    assert first.names == second.names == ["d/a", "d/b"]
    assert first.file.read_bytes() == second.file.read_bytes()
    disk = RealDisk(first.file.parents[3] / "sync")
    told = [get_deck(disk, each.name[:64], None) for each in disk.entries("decks")]
    assert before in told
    first.write("c")
    assert len(first.start().plans) == 1
    assert first.names == ["d/c"]


def test_a_file_saved_since_stands_and_is_told(desks: tuple[Desk, Desk]) -> None:
    first, second = desks
    second.write("a", "b")
    second.start()
    second.sync()
    first.write("a", "c")

    (problem,) = first.sync().problems
    assert "mine.yaml" in str(problem)
    assert first.names == ["d/a", "d/b"]
    first.start()
    assert first.sync().sent == 1
    second.sync()

    assert first.names == second.names == ["d/a", "d/c"]
    assert second.start().plans == ()


def test_a_file_that_holds_the_same_is_left_as_it_is(desks: tuple[Desk, Desk]) -> None:
    first, second = desks
    second.write("a", "b")
    second.start()
    second.sync()
    first.write("a", "b")
    assert first.sync().problems == ()
    assert first.names == ["d/a", "d/b"]


def test_a_file_that_cannot_be_written_is_named(
    desks: tuple[Desk, Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = desks
    second.write("a", "b")
    second.start()
    second.sync()

    def refused(*_: object) -> None:
        raise module.CannotRun("no room")

    monkeypatch.setattr(module, "put_file", refused)
    (problem,) = first.sync().problems
    assert not problem.is_waiting
    assert first.names == ["d/a", "d/b"]


def test_a_file_with_mistakes_is_named_at_each_start_and_installed_once(
    desks: tuple[Desk, Desk],
) -> None:
    first, _ = desks
    first.file.write_text(deck_text("a", "e") + "  - {kind: recall, id: f}\n")
    assert len(first.start().plans) == 1
    again = first.start()
    assert again.errors
    assert again.plans == ()


NAMELESS = "  - {kind: recall, front: What does the KV cache of one token hold?, back: '%s'}\n"


def test_a_drill_that_states_no_id_has_the_same_everywhere_after_an_edit(
    desks: tuple[Desk, Desk],
) -> None:
    first, second = desks
    first.file.write_text(deck_text("a") + NAMELESS % "Keys and values of all layers")
    first.start()
    first.file.write_text(deck_text("a") + NAMELESS % "The keys and values of all layers")
    first.start()
    first.sync()
    second.write("a")
    second.start()
    second.sync()

    assert first.names == second.names
    assert first.study.store.canon() == second.study.store.canon()
    assert f"id: {first.names[1].removeprefix('d/')}" in second.file.read_text()
    assert second.start().plans == ()
