"""Files that are none, or not what they seem."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from trainer.formats import deck_bytes
from trainer.formats.base import UnreadableDeck
from trainer.formats.yaml_deck import read_deck

DECK = "format: triad-deck/1\nid: d\ntitle: D\ndrills:\n  - {kind: recall, front: Q, back: A}\n"


def unreadable(path: Path) -> str:
    with pytest.raises(UnreadableDeck) as caught:
        read_deck(path)
    return str(caught.value).removeprefix(str(path))


def test_no_such_file(tmp_path: Path) -> None:
    assert unreadable(tmp_path / "no.yaml") == ":1:1: there is no such file."


def test_a_folder(tmp_path: Path) -> None:
    assert unreadable(tmp_path) == ":1:1: there is no deck in this folder."


def test_neither_file_nor_folder(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert unreadable(tmp_path / "pipe") == ":1:1: this is not an ordinary file."


def test_a_name_that_is_too_long(tmp_path: Path) -> None:
    assert unreadable(tmp_path / ("x" * 300)) == (
        ":1:1: this file cannot be read: file name too long."
    )


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path, _mode: str) -> None:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "d.yaml"
    path.touch()
    monkeypatch.setattr(Path, "open", refuse)
    assert unreadable(path) == ":1:1: this file cannot be read: permission denied."


def test_a_failure_without_a_word_of_the_systems(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_path: Path) -> bool:
        raise OSError("The disk went away")

    monkeypatch.setattr(Path, "is_file", fail)
    assert unreadable(tmp_path / "d.yaml") == (
        ":1:1: this file cannot be read: the disk went away."
    )


def test_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "d.yaml"
    path.write_text(DECK, "utf-8")
    monkeypatch.setattr(deck_bytes, "MAX_DECK_BYTES", len(DECK))
    assert read_deck(path).problems == ()
    monkeypatch.setattr(deck_bytes, "MAX_DECK_BYTES", len(DECK) - 1)
    assert "this file is larger than 0 MiB; split the deck" in unreadable(path)


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        (b"\xff\xfea\x00", "1:1"),
        (DECK.encode("utf-16"), "1:1"),
        (b"title: \xe4", "1:8"),
        (b"a: 1\ntitle: \xc3\xa4\xc3\xb6\xe4\n", "2:10"),
        (b"\xef\xbb\xbfa: \xe4", "1:4"),
        (b"a: \xc3", "1:4"),
    ],
)
def test_a_file_in_another_encoding(tmp_path: Path, raw: bytes, place: str) -> None:
    path = tmp_path / "d.yaml"
    path.write_bytes(raw)
    assert unreadable(path) == (
        f":{place}: this is not UTF-8 text; save the file with the encoding UTF-8."
    )


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    path = tmp_path / "d.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + DECK.encode())
    assert read_deck(path).problems == ()


def test_the_line_breaks_of_other_systems_are_none_either(tmp_path: Path) -> None:
    path = tmp_path / "d.yaml"
    path.write_bytes((DECK + "  - x\n").replace("\n", "\r\n").encode())
    (problem,) = read_deck(path).problems
    assert (problem.line, problem.column) == (6, 5)
