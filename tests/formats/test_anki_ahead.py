"""The cards of a collection, fetched by the thousand: the same cards as one by one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.formats.packages import collection, package
from trainer.formats.anki import ahead, database
from trainer.formats.anki.package import read_package
from trainer.formats.base import UnreadableDeck

NOTES = [(f"front {number}", f"back *{number}*") for number in range(7)]


def read(path: Path, notes: list[tuple[str, str]], change: str = "") -> list[tuple[str, str]]:
    (deck,) = read_package(package(path / "x.apkg", collection(notes, change=change)))
    return [(str(each.fields["front"]), str(each.fields["back"])) for each in deck.drills]


@pytest.fixture
def plainly(tmp_path: Path) -> list[tuple[str, str]]:
    found = read(tmp_path, NOTES)
    assert [front for front, _ in found] == [front for front, _ in NOTES]
    return found


@pytest.mark.parametrize("many", [1, 2, 3, 7, 8])
def test_however_many_are_fetched_at_once(
    many: int, plainly: list[tuple[str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "_AT_ONCE", many)
    assert read(tmp_path, NOTES) == plainly


def test_without_an_index_of_notes(plainly: list[tuple[str, str]], tmp_path: Path) -> None:
    assert read(tmp_path, NOTES, "drop index ix_cards_nid") == plainly


def test_a_field_that_holds_what_parts_the_cards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "_AT_ONCE", 2)
    notes = [*NOTES[:3], ("a\x1eb", "c\x1ed"), *NOTES[3:]]
    found = read(tmp_path, notes)
    assert [front for front, _ in found] == [front.replace("\x1e", "") for front, _ in notes]


def test_fields_that_are_too_long_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "MAX_FIELD", 200)  # columns of 3,200 bytes
    notes = [(f"{number} {'long ' * 200}", "back") for number in range(5)]
    assert len(read(tmp_path, notes)) == 5


@pytest.mark.parametrize("size", [1, 1500])
def test_without_an_index_some_at_once(
    size: int, plainly: list[tuple[str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "_AT_ONCE_BYTES", size)
    assert read(tmp_path, NOTES, "drop index ix_cards_nid") == plainly


def test_without_an_index_and_without_cards(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDeck, match="there is no card in this file"):
        read(tmp_path, NOTES, "drop index ix_cards_nid; delete from cards")
