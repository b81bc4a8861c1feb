"""A deck that is a folder: its file, its pictures, and nothing outside it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import zstandard

from trainer.errors import BadInput
from trainer.formats import deck_folder, pictures
from trainer.formats.base import DeckFile, Picture, UnreadableDeck
from trainer.formats.deck_folder import deck_files, is_own_name
from trainer.formats.pictures import is_picture, read_picture
from trainer.formats.yaml_deck import read_deck, read_deck_text

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


def deck(front: str) -> str:
    return (
        "format: triad-deck/1\nid: d\ntitle: D\ndrills:\n"
        f"  - {{kind: recall, front: '{front}', back: A}}\n"
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "deck"
    (made / "pics").mkdir(parents=True)
    (made / "one.png").write_bytes(PNG)
    (made / "pics" / "two words.jpg").write_bytes(b"\xff\xd8\xff")
    return made


def read(folder: Path, front: str) -> DeckFile:
    (folder / "deck.yaml").write_text(deck(front), "utf-8")
    return read_deck(folder)


# -- which files --------------------------------------------------------------------------------


def test_a_folder_with_a_deck_file_is_one_deck(folder: Path) -> None:
    (folder / "notes.yaml").write_text("no: deck", "utf-8")
    assert read(folder, "Q?").path == folder / "deck.yaml"
    assert deck_files(folder) == [folder / "deck.yaml"]


def test_other_folders_hold_a_deck_per_file(tmp_path: Path, folder: Path) -> None:
    for name in ("b.yaml", "a.yml", ".hidden.yaml", "c.txt", "sub/x.yaml", ".git/y.yaml"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(deck("Q?"), "utf-8")
    (folder / "deck.yml").write_text(deck("Q?"), "utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "sub")
    names = ["a.yml", "b.yaml", "deck/deck.yml", "sub/x.yaml"]
    assert [str(each.relative_to(tmp_path)) for each in deck_files(tmp_path)] == names
    with pytest.raises(UnreadableDeck, match=r"holds 4 decks; name one of them: a\.yml, b"):
        read_deck(tmp_path)


def test_folders_too_deep_are_not_looked_into(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*"abcdefghij")
    deep.mkdir(parents=True)
    (deep / "x.yaml").write_text(deck("Q?"), "utf-8")
    assert deck_files(tmp_path) == []


def test_a_whole_disk_is_not_gone_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(9):
        (tmp_path / f"{number}.yaml").write_text(deck("Q?"), "utf-8")
    monkeypatch.setattr(deck_folder, "_MOST_ENTRIES", 5)
    assert len(deck_files(tmp_path)) == 5


def test_a_folder_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> list[Path]:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("trainer.formats.deck_bytes.deck_files", refuse)
    with pytest.raises(UnreadableDeck, match="this folder cannot be read: permission denied"):
        read_deck(tmp_path)


# -- its pictures -------------------------------------------------------------------------------


def test_the_pictures_that_are_shown_are_carried(folder: Path) -> None:
    (folder / "unused.png").write_bytes(PNG)
    found = read(folder, "![a](one.png) ![b](<pics/two words.jpg>) ![c](pics/two%20words.jpg)")
    assert found.problems == ()
    assert [each.name for each in found.pictures] == ["one.png", "pics/two words.jpg"]
    assert read_picture(found.pictures[0]) == PNG


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("gone.png", "is not there"),
        ("../one.png", "is not in the deck's folder"),
        ("/etc/hostname.png", "is not in the deck's folder"),
        ("https://x.test/a.png", "is not in the deck's folder"),
        ("file:///etc/a.png", "is not in the deck's folder"),
        ("a%5Cb.png", "is not in the deck's folder"),
        ("%2E%2E/one.png", "is not in the deck's folder"),
        ("one.svg", "use PNG, JPEG, GIF or WebP"),
        ("deck.yaml", "use PNG, JPEG, GIF or WebP"),
        ("out.png", "is a link out of the deck's folder"),
        ("pics.png", "is not there"),
    ],
)
def test_a_picture_that_cannot_be_carried_is_named(folder: Path, name: str, said: str) -> None:
    (folder.parent / "secret.png").write_bytes(PNG)
    (folder / "out.png").symlink_to(folder.parent / "secret.png")
    (folder / "pics.png").mkdir()
    found = read(folder, f"see ![x]({name})")
    assert found.pictures == ()
    (problem,) = found.problems
    assert (problem.line, problem.severity) == (5, "warning")
    assert said in problem.message
    assert len(found.drills) == 1


def test_too_large_and_too_many(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deck_folder, "MAX_PICTURE_BYTES", 5)
    assert "is larger than" in read(folder, "![x](one.png)").problems[0].message
    monkeypatch.setattr(deck_folder, "MAX_PICTURE_BYTES", 500)
    monkeypatch.setattr(deck_folder, "MAX_PICTURES_BYTES", len(PNG))
    found = read(folder, "![x](one.png) ![y](<pics/two words.jpg>)")
    assert len(found.pictures) == 1
    assert "is one too many" in found.problems[0].message


def test_a_folder_that_fails_while_looking(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Path) -> bool:
        raise OSError(5, "Input/output error")

    text = deck("![x](one.png)")
    monkeypatch.setattr(Path, "is_file", fail)
    found = read_deck_text(text, Path("d.yaml"), folder)
    assert "cannot be read: input/output error" in found.problems[0].message


def test_without_a_folder_pictures_are_not_looked_for() -> None:
    assert read_deck_text(deck("![x](one.png)"), Path("d.yaml")).problems == ()


@pytest.mark.parametrize("name", ["", ".", "a:b.png", "a\nb.png", "a*.png", "a\u202eb.png"])
def test_names_that_are_not_the_decks_own(name: str) -> None:
    assert not is_own_name(name)


# -- reading one --------------------------------------------------------------------------------


def test_pictures_in_packages(tmp_path: Path) -> None:
    package = tmp_path / "p.zip"
    with zipfile.ZipFile(package, "w") as made:
        made.writestr("0", PNG)
        made.writestr("1", zstandard.compress(PNG))
        made.writestr("2", b"no zstd")
    assert read_picture(Picture("a.png", package, "0")) == PNG
    assert read_picture(Picture("a.png", package, "1", packed=True)) == PNG
    for member, packed in (("2", True), ("3", False)):
        with pytest.raises(BadInput, match="cannot be read"):
            read_picture(Picture("a.png", package, member, packed))


def test_what_is_no_picture_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"<svg/>")
    with pytest.raises(BadInput, match="no picture"):
        read_picture(Picture("a.png", path))
    with pytest.raises(BadInput, match="cannot be read"):
        read_picture(Picture("a.png", tmp_path))
    path.write_bytes(PNG)
    monkeypatch.setattr(pictures, "MAX_PICTURE_BYTES", 10)
    with pytest.raises(BadInput, match="larger than"):
        read_picture(Picture("a.png", path))
    assert is_picture(b"RIFF0000WEBP")
