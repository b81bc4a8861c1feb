"""Long runs of one sign: read in time that grows with the text, where a pattern could go astray.

Each took from seconds to minutes before its pattern was mended; a test that hangs has failed.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from trainer.claims.reader import extract
from trainer.drills.sentencewise import extract_sentencewise
from trainer.errors import BadInput
from trainer.formats.alike import words_in
from trainer.formats.anki.templates import Card, compiled
from trainer.formats.base import Picture
from trainer.formats.html_text import escaped, markdown_of
from trainer.formats.markdown.lines import front_matter
from trainer.formats.pictures import read_picture
from trainer.formats.reading import read_decks
from trainer.study.rehearing import answer_in

MANY = 15_000


def test_html_that_is_mostly_lines() -> None:
    assert escaped("\n" * MANY + "x") == "\n" * MANY + "x"
    assert escaped("a\n  # b\n\t- c\n2. d\n---\n==  ") == (
        "a\n  \\# b\n\t\\- c\n2\\. d\n\\---\n\\==  "
    )


@pytest.mark.parametrize(
    ("text", "front", "back"),
    [
        ("# a" + " " * MANY + "b\nanswer\n", "a" + " " * MANY + "b", "answer"),
        ("# a #" + " " * MANY + "\nanswer\n", "a", "answer"),
        ("# C#\nanswer\n", "C#", "answer"),
        ("# ##\nanswer\n", "##", "answer"),
        ("a::b" + "`" * MANY + "\n", "a", "b" + "`" * MANY),
        ("a ```x::y``` z::b `` c\n", "a ```x::y``` z", "b `` c"),
        ("a `` ` `` b::c\n", "a `` ` `` b", "c"),
    ],
    ids=range(7),
)
def test_markdown_with_long_runs(tmp_path: Path, text: str, front: str, back: str) -> None:
    path = tmp_path / "long.md"
    path.write_text(text, "utf-8")
    (deck,) = read_decks(path)
    assert [(each.fields["front"], each.fields["back"]) for each in deck.drills] == [(front, back)]


def test_front_matter_of_nothing_but_lines() -> None:
    assert front_matter("---\n" + "\n" * MANY + "---\n").name == ""
    assert front_matter("---\nname: a" + " " * MANY + "b\n---\n").name == "a" + " " * MANY + "b"
    found = front_matter("---\n  title = 'Some deck'  \ntags:\n  - one\n  - two\n---\n")
    assert (found.name, found.tags) == ("Some deck", ("one", "two"))
    assert front_matter("---\ntags:" + "\n" * MANY + "\n---\n").tags == ()


def test_statements_with_long_runs() -> None:
    assert extract_sentencewise("\n " * MANY).claims == ()
    assert extract_sentencewise("p95 under 1 s.\n\n  Cost is $2.").claims
    assert extract(".x" * 2_000).claims == ()
    assert words_in("<<" * MANY + " ≤5ms a.b.") == ["≤5ms", "a.b"]
    assert answer_in("estimate", "a [" * MANY).text == "a [" * MANY
    told = answer_in("estimate", "2 GB [1 to 3 GB]")
    assert (told.text, told.interval) == ("2 GB", "1 to 3 GB")


def test_marks_of_our_own_in_a_card_are_nothing() -> None:
    assert markdown_of("<b>a</b> \\(x\\) \x039\x04").rstrip() == "**a** x"


def test_a_damaged_picture_in_a_package_is_said(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    noise = b"".join(str(each * each).encode() for each in range(20_000))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("0", b"\x89PNG\r\n\x1a\n" + noise)
    data = bytearray(path.read_bytes())
    data[3_000:3_600] = bytes(each ^ 0x55 for each in data[3_000:3_600])
    path.write_bytes(data)
    with pytest.raises(BadInput, match=r"a\.png: this picture cannot be read"):
        read_picture(Picture("a.png", path, "0"))


def test_tags_with_long_blanks() -> None:
    template = compiled("{{" + " " * 2_000 + "x {{#Front  }}{{ Front }}{{/ Front }}", ["Front"])
    card = Card(["f"], 0, is_cloze=False, specials={})
    assert template.render(card) == "{{" + " " * 2_000 + "x f"
