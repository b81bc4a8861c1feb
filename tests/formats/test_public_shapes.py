"""Files of the shapes of well-known public decks come in with all their notes and cards."""

from __future__ import annotations

import zipfile
from pathlib import Path

from tests.formats.packages import PNG, collection, model, package
from trainer.formats.anki.package import read_package
from trainer.formats.markdown.deck import read_markdown
from trainer.formats.reading import read_decks
from trainer.formats.table_deck import read_table


def test_one_note_type_with_enormous_inline_styles(tmp_path: Path) -> None:
    """System Design (2017): 42 notes, fields of 24,093 characters, 24 with pictures on the web."""
    span = (
        '<span style="color: rgb(51, 51, 51); font-family: &quot;Helvetica Neue&quot;; font-size:'
        ' 16px; background-color: rgb(255, 255, 255);">A load balancer &amp; a cache.</span>'
    )
    notes = []
    for number in range(42):
        picture = '<img src="http://i.imgur.com/a.png" style="width: 50%">' if number < 24 else ""
        body = f"<div>{span * 2}</div><ul><li>{span}</li></ul>{picture}"
        notes.append((f"<div><b>Question {number}</b></div>", body + span * (125 - number)))
    path = package(tmp_path / "System Design.apkg", collection(notes))
    (deck,) = read_package(path)
    assert len(deck.drills) == 42
    assert deck.not_carried == ("pictures on the web, which are not fetched: 24",)
    assert "style" not in str(deck.drills[0].fields)
    assert str(deck.drills[0].fields["back"]).startswith("A load balancer & a cache.")


def test_a_tree_of_decks_in_the_newest_form(tmp_path: Path) -> None:
    """Music intervals: 340 notes of one type, deck names with levels, slashes and spaces."""
    import zstandard

    decks = {
        str(key): {"name": f"Music Intervals::{key}/ Easy - part {key}"} for key in range(1, 6)
    }
    change = "update cards set did = 1 + id % 5"
    raw = collection(
        [(f"interval {number}", "a fifth") for number in range(340)], decks=decks, change=change
    )
    path = tmp_path / "x.apkg"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("meta", b"\x08\x03")
        archive.writestr("collection.anki21b", zstandard.compress(raw))
        archive.writestr("collection.anki2", collection([("Please update", "to the latest Anki")]))
        archive.writestr("media", zstandard.compress(b""))
    found = read_package(path)
    assert [len(deck.drills) for deck in found] == [68] * 5
    assert {deck.title for deck in found} == {deck["name"] for deck in decks.values()}


def test_a_table_padded_to_align(tmp_path: Path) -> None:
    """English and Russian words: 4,000 rows, three columns by ``|``, no header, some commas."""
    path = tmp_path / "deck.csv"
    rows = [
        f"word {number}".ljust(20) + "|" + f"слово {number}".ljust(30) + "| a phrase, with a comma "
        for number in range(4000)
    ]
    path.write_text("\n".join(rows) + "\n", "utf-8")
    (deck,) = read_table(path)
    assert len(deck.drills) == 4000
    assert deck.drills[7].fields == {
        "front": "word 7",
        "back": "слово 7\n\na phrase, with a comma",
    }
    assert deck.problems == ()


def test_a_folder_of_hashcards(tmp_path: Path) -> None:
    """The example decks of hashcards: cards of both sorts, a picture, a sound, formulas."""
    files = {
        "Art.md": (
            "Q: Who?\n![](img/a.webp)\nA: Monet\n\nQ: And this?\n![](img/b.webp)\nA: Manet\n",
            2,
        ),
        "Audio.md": ("Q: What is heard?\n![](s.mp3)\nA: A bird\n", 1),
        "Geography.md": ("C: The capital of [France] is [Paris].\n\nQ: Of Norway?\nA: Oslo\n", 3),
        "Math.md": ("".join(f"Q: $\\frac{{1}}{{{n}}}$?\nA: $x_{n}$\n\n" for n in range(9)), 9),
        "Quotes.md": ('---\nname = "Quotes"\n---\nC: To [be] or [not] to [be].\n', 3),
    }
    (tmp_path / "img").mkdir()
    for name in ("a.webp", "b.webp"):
        (tmp_path / "img" / name).write_bytes(b"RIFF\x00\x00\x00\x00WEBPVP8 " + bytes(20))
    for name, (text, many) in files.items():
        (tmp_path / name).write_text(text, "utf-8")
        (deck,) = read_markdown(tmp_path / name)
        assert len(deck.drills) == many, name
    assert len(read_decks(tmp_path / "Art.md")[0].pictures) == 2


def test_every_stock_note_type_with_picture_and_sound(tmp_path: Path) -> None:
    """AllDefaultTemplates: see ``test_anki_packages`` for the real note types; here the media."""
    shape = {"1": model("{{Front}}{{Back}}", "{{FrontSide}}<hr id=answer>{{Back}}")}
    raw = collection([("<img src=i.jpg>", "[sound:s.mp3]")], models=shape)
    path = package(tmp_path / "x.apkg", raw, {"i.jpg": b"\xff\xd8\xff" + PNG, "s.mp3": b"ID3"})
    (deck,) = read_package(path)
    assert deck.drills[0].fields == {"front": "![](i.jpg) ♪ s.mp3", "back": "♪ s.mp3"}
