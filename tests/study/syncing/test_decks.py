"""Decks that travel, and what identifies the machine they travel from."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.sync.replicas import DECK, Device, deck_file
from trainer.domain.ids import DeckId
from trainer.domain.stamps import StampClock, stamp_of
from trainer.store.telling import Here
from trainer.study.kept import Kept
from trainer.study.study import BUILTIN_IDS
from trainer.study.syncing import decks as module
from trainer.study.syncing.machine import machine_mark
from trainer.sync.problem import Trouble


@pytest.fixture
def pair() -> Iterator[tuple[Device, Device]]:
    """One device with a deck that it told of, and one without any."""
    first, second = Device(0, random.Random(0), 3), Device(1, random.Random(1), 0)
    first.sync()
    second.disk.files = dict(first.disk.files)
    yield first, second
    first.store.close()
    second.store.close()


def carry(first: Device, second: Device) -> None:
    second.disk.files |= {p: d for p, d in first.disk.files.items() if not second.owns(p)}


def decks(device: Device) -> list[DeckId]:
    return [deck.id for deck in device.store.decks()]


def test_a_deck_is_installed_changed_and_taken_out_where_it_travels(
    pair: tuple[Device, Device],
) -> None:
    first, second = pair
    report = second.sync()
    assert (report.decks, report.changed, decks(second)) == (1, True, [DECK])
    first.install(5)
    first.sync()
    carry(first, second)
    second.sync()
    assert len(second.store.drills(DECK)) == 5
    second.clock.advance(days=20)
    second.store.remove_deck(DECK, second.clock.now())
    second.sync()
    carry(second, first)
    assert first.sync().decks == 1
    assert decks(first) == []
    first.store.bring_back_deck(DECK)
    first.clock.advance(days=40)
    first.sync()
    carry(first, second)
    second.sync()
    assert decks(second) == [DECK]
    assert first.store.canon() == second.store.canon()


def test_a_deck_that_is_not_there_yet_is_waited_for(pair: tuple[Device, Device]) -> None:
    _, second = pair
    path = next(path for path in second.disk.files if path.startswith("decks/"))
    kept = second.disk.files.pop(path)
    assert [each.trouble for each in second.sync().problems] == [Trouble.MISSING]
    second.disk.files[path] = b"nonsense"
    assert [each.trouble for each in second.sync().problems] == [Trouble.DAMAGED]
    second.disk.files[path] = kept
    assert second.sync().problems == ()


@pytest.mark.parametrize(
    "data",
    [
        b"format: triad-deck/1\nid: other\ntitle: x\ndrills:\n  - {id: a, front: b, back: c}\n",
        b"- 1\n",
    ],
)
def test_a_deck_that_is_none_is_not_installed(
    pair: tuple[Device, Device], monkeypatch: pytest.MonkeyPatch, data: bytes
) -> None:
    _, second = pair
    monkeypatch.setattr(module, "get_deck", lambda *_: data)
    report = second.sync()
    assert [each.trouble for each in report.problems] == [Trouble.DAMAGED]
    assert decks(second) == []


def test_a_file_that_cannot_be_read_is_said(
    pair: tuple[Device, Device], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, second = pair

    def refused(*_: object) -> bytes:
        raise PermissionError

    monkeypatch.setattr(module, "get_deck", refused)
    assert "cannot be read" in str(second.sync().problems[0])


def test_the_programs_own_decks_stay_out_of_it(pair: tuple[Device, Device]) -> None:
    first, second = pair
    second.store.put_setting(BUILTIN_IDS, [DECK])
    assert second.sync().decks == 0
    assert decks(second) == []
    first.store.put_setting(BUILTIN_IDS, [DECK])
    first.install(5)
    told = first.sync().sent
    assert told == 0


def test_a_deck_that_is_too_large_is_named(
    pair: tuple[Device, Device], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = pair
    first.install(4)
    monkeypatch.setattr(module, "put_deck", lambda *_: None)
    assert [each.trouble for each in first.sync().problems] == [Trouble.TOO_LARGE]
    assert first.sync().problems == ()


def test_between_two_decks_it_may_be_stopped(pair: tuple[Device, Device]) -> None:
    first, second = pair
    first.install(5)

    class Stopped(Exception):
        pass

    def stop(word: str) -> Callable[[float, str], None]:
        def step(_: float, what: str) -> None:
            if what.startswith(word):
                raise Stopped

        return step

    with pytest.raises(Stopped):
        first.sync(stop("telling of the deck 'Deck'"))
    first.sync()
    carry(first, second)
    with pytest.raises(Stopped):
        second.sync(stop("installing the deck 'Deck'"))
    assert second.sync().decks == 1
    assert first.store.canon() == second.store.canon()


def test_a_deck_as_it_was_written_travels_as_it_was_written(pair: tuple[Device, Device]) -> None:
    first, second = pair
    text = b"""# by hand
format: triad-deck/1
id: deck
title: Deck
drills:
  - {id: d0, kind: recall, front: What is 0?, back: A number.}
  - {id: d1, kind: recall, front: What is 1?, back: A number.}
  - {id: d2, kind: recall, front: What is 2?, back: A number.}
"""
    Kept(first.store.path.parent / "installed").keep(replace(deck_file(3), raw=text))
    first.note_deck(3)
    first.sync()
    carry(first, second)
    second.sync()
    assert Kept(second.store.path.parent / "installed").raw("deck") == text


def test_a_deck_that_is_changed_again_before_it_is_told_is_told_last(
    pair: tuple[Device, Device],
) -> None:
    first, second = pair
    second.sync()
    second.install(5)
    first.clock.advance(days=30)
    first.install(4)
    first.sync()
    carry(first, second)
    second.sync()
    carry(second, first)
    first.sync()
    assert first.store.canon() == second.store.canon()


def test_parameters_from_elsewhere_have_all_states_computed_anew(
    pair: tuple[Device, Device],
) -> None:
    first, second = pair
    second.sync()
    for _ in range(3):
        second.answer()
    second.sync()
    first.store.put_setting("settings.fsrs_parameters", [0.5] * 17, first.clock.now())
    first.sync()
    carry(first, second)
    assert second.sync().states > 0


def test_a_copy_of_a_profile_is_told_from_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = tmp_path / "a" / "trainer.sqlite", tmp_path / "b" / "trainer.sqlite"
    known = tmp_path / "machine-id"
    known.write_text("abc\n")
    assert machine_mark(here, (known,)) == machine_mark(here, (tmp_path / "none", known))
    assert machine_mark(here, (known,)) != machine_mark(there, (known,))
    monkeypatch.setattr("uuid.getnode", lambda: 5)
    fixed = machine_mark(here, ())
    monkeypatch.setattr("uuid.getnode", lambda: 1 << 40 | 7)
    assert machine_mark(here, ()) != fixed
    monkeypatch.setattr("uuid.getnode", lambda: 1 << 40 | 8)
    assert machine_mark(here, ()) == machine_mark(here, ())


def test_a_deck_noted_with_what_stands_is_not_told_again(pair: tuple[Device, Device]) -> None:
    _, second = pair
    second.sync()
    second.note_deck(3)
    assert second.sync().sent == 0


def test_a_change_that_is_overtaken_before_it_is_told_gives_way(
    pair: tuple[Device, Device],
) -> None:
    first, second = pair
    second.install(5)
    value = first.store.waiting_decks() or [
        each for _, kind, each in first.retold() if kind == "register" and each[0] == "deck"
    ]
    register = [*value[0][:4], stamp_of(2**41), value[0][5]]
    here = Here(second.store.device, StampClock(), 0)
    second.store.merge("00000000000000ff", [(1, "register", register)], here)
    second.sync()
    assert len(second.store.drills(DECK)) == 3
