"""Which reader a file is for: told by what it holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.formats.packages import collection, package
from trainer.formats import bounds
from trainer.formats.base import UnreadableDeck
from trainer.formats.cleaning import clean_name, clean_tags, clean_text, deck_id, word_id
from trainer.formats.columns import Columns
from trainer.formats.files import opened, read_bytes
from trainer.formats.hashing import fields_hash, recall_hash
from trainer.formats.reading import Options, read_decks

YAML = "format: triad-deck/1\nid: d\ntitle: D\ndrills:\n  - {kind: recall, front: Q, back: A}\n"


@pytest.mark.parametrize(
    ("name", "text", "deck"),
    [
        ("x.yaml", YAML, "d"),
        ("x.txt", YAML, "d"),
        ("x.csv", "a,b\n", "table-x"),
        ("x", "a\tb\n", "table-x"),
        ("x.txt", "#separator:tab\na\tb\n", "anki-x"),
        ("x.csv", "#separator:tab\na\tb\n", "anki-x"),
        ("x.txt", "Q: a\nA: b\n", "markdown-x"),
        ("x.md", "# a\nb\n", "markdown-x"),
        ("x.csv", "Q: a,A: b\n", "table-x"),
        ("x.csv", "#1,one\n#2,two\n", "table-x"),
        ("x.txt", "# Title\n\nQ: a\nA: b\n", "markdown-x"),
    ],
)
def test_texts(name: str, text: str, deck: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    (found,) = read_decks(path)
    assert found.id == deck


def test_a_folder_is_its_deck(tmp_path: Path) -> None:
    (tmp_path / "d.yaml").write_text(YAML, "utf-8")
    assert [deck.id for deck in read_decks(tmp_path)] == ["d"]


def test_a_package_whatever_its_name(tmp_path: Path) -> None:
    (deck,) = read_decks(package(tmp_path / "x.zip"), Options(scheduling=True))
    assert deck.title == "Deck"


def test_columns_that_were_chosen(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_text("a;b\n", "utf-8")
    (deck,) = read_decks(path, Options(columns=Columns(";", ("back", "front"))))
    assert deck.drills[0].fields["front"] == "b"


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("x.db", collection(), "is a database"),
        ("x.json", b'{"cards": []}', "JSON is no deck"),
        ("x.png", b"\x89PNG" + bytes(200), "is not text"),
    ],
)
def test_what_is_none(name: str, data: bytes, reason: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UnreadableDeck, match=reason):
        read_decks(path)


@pytest.mark.parametrize(
    ("member", "reason"),
    [("cards.xml", "tab separated text"), ("data.json", "Mochi"), ("data.edn", "Mochi")],
)
def test_packages_of_others(member: str, reason: str, tmp_path: Path) -> None:
    path = package(tmp_path / "x.zip", more={member: b"x"})
    with pytest.raises(UnreadableDeck, match=reason):
        read_decks(path)


def test_a_file_that_grows_while_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"12345")
    assert read_bytes(path, 5) == b"12345"
    with pytest.raises(UnreadableDeck, match="larger than"):
        read_bytes(path, 4)


def test_an_error_while_reading_is_said(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.touch()
    with pytest.raises(UnreadableDeck, match="cannot be read: no room"), opened(path, 10):
        raise OSError(28, "No room")


def test_names_show_what_they_are() -> None:
    assert clean_name("a\u202eb\x00 c\n\td\ud800") == "a b c d?"
    assert clean_name("x" * 500) == "x" * bounds.MAX_NAME
    assert clean_tags(["a", "a", "\x00", "b\u200b"]) == ("a", "b")
    assert clean_text("a\r\nb\rc\x00\ud800\uffff") == "a\nb\nc"
    assert word_id("a-b.c") == "a-b.c"
    assert word_id("A b").startswith("x-")


def test_ids_of_decks() -> None:
    assert deck_id("table", "words") == "table-words"
    assert deck_id("table", "Words") != deck_id("table", "words")
    assert deck_id("anki", "日本語").startswith("anki-")
    assert len(deck_id("anki", "x y" * 200)) <= 80


def test_both_ways_to_hash_agree() -> None:
    fields = {"front": 'q"\n\\ü', "back": "a", "why": "w"}
    assert recall_hash(*fields.values()) == fields_hash("recall", fields)
    del fields["why"]
    assert recall_hash(*fields.values(), "") == fields_hash("recall", fields)
