"""Anki's text export: headers, deletions, and rows that are not what they seem."""

from __future__ import annotations

from pathlib import Path

import pytest

from trainer.formats.anki import cloze
from trainer.formats.anki.text import is_anki_text, parse_anki_text, read_anki_text
from trainer.formats.base import DeckFile


def read(text: str) -> tuple[DeckFile, ...]:
    return parse_anki_text(text, Path("x.txt")).files()


def sides(deck: DeckFile) -> list[tuple[object, object]]:
    return [(drill.fields["front"], drill.fields["back"]) for drill in deck.drills]


NOTES = (
    "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n"
    "#tags column:6\n"
    "A;b|c\tBasic\tA::B\tfront <b>x</b>\tback<br>y\tt1 t2::u\n"
    'q\tCloze\tA\t"{{c1::Paris::city}} is the ""capital"" of {{c2::France}}"\textra\t\n'
    "# a comment\n"
    '"# kept"\tBasic\tA\tf\tb\t\n'
    "e\tBasic\tA\t\tno question\t\n"
    "\t\t\t\t\t\n"
)


def test_notes() -> None:
    first, second = read(NOTES)
    assert (first.title, second.title) == ("A::B", "A")
    assert sides(first) == [("front **x**", "back  \ny")]
    assert first.drills[0].tags == ("t1", "t2::u")
    assert sides(second) == [
        ('[city] is the "capital" of France', '**Paris** is the "capital" of France\n\nextra'),
        ('Paris is the "capital" of […]', 'Paris is the "capital" of **France**\n\nextra'),
        ("f", "b"),
    ]
    assert [str(problem) for problem in first.problems] == ["x.txt:11:1: this card has no question"]
    assert len({drill.local_id for drill in second.drills}) == 3


def test_text_that_is_no_html() -> None:
    (deck,) = read('#separator:Comma\n#html:false\n#deck:Mine\n#tags:x y\na<b,"c*d\ne"\n'
                   "{{c1::k}} v,w\n")  # fmt: skip
    assert deck.title == "Mine"
    assert sides(deck) == [("a\\<b", "c\\*d  \ne"), ("[…] v", "k v\n\nw")]
    assert deck.drills[0].tags == ("x", "y")


def test_named_columns() -> None:
    (deck,) = read("#separator:;\n#html:true\n#columns:Back;Note;Front;Colour\nb;n;f;red\n")
    assert sides(deck) == [("f", "b\n\nn\n\nred")]


def test_columns_without_known_names_go_by_their_place() -> None:
    (deck,) = read("#separator:;\n#html:true\n#columns:X;Y\nf;b\n")
    assert sides(deck) == [("f", "b")]


def test_what_cannot_come_is_counted() -> None:
    (deck,) = read("#separator:tab\nf <img src=a.png><img src='http://e.org/a.png'>"
                   "[sound:x.mp3][anki:play:q:0]\t<script>x</script>"
                   "[anki:tts lang=en_US]b[/anki:tts]\n")  # fmt: skip
    assert sides(deck) == [("f [picture: a.png][picture on the web: a.png] ♪ x.mp3", "b")]
    assert deck.not_carried == (
        "pictures on the web, which are not fetched: 1",
        "pictures that are not in the file: 1",
        "scripts, which are not run: 1",
        "sounds, shown by their names only: 1",
        "texts to be read aloud, shown instead: 1",
    )


@pytest.mark.parametrize(
    ("text", "is_export"),
    [
        ("#separator:tab\n", True),
        ("#html:true\n", True),
        ("tags:a b\nfront\tback\n", True),
        ("#flashcards\n", False),
        ("# Heading\n", False),
        ("a,b\n", False),
        ("", False),
    ],
)
def test_it_is_known_by_its_headers(text: str, is_export: bool) -> None:
    assert is_anki_text(text) is is_export


def test_the_oldest_form() -> None:
    (deck,) = read("tags:a b\nfront\tback\n")
    assert (sides(deck), deck.drills[0].tags) == ([("front", "back")], ("a", "b"))


def test_tags_among_the_rows_are_no_header() -> None:
    (deck,) = read("#separator:tab\ntags:x\ty\n")
    assert sides(deck) == [("tags:x", "y")]


def test_a_file(tmp_path: Path) -> None:
    path = tmp_path / "cards.txt"
    path.write_bytes("#html:true\n#separator:tab\nü\tö\n".encode("cp1252") * 600)
    (deck,) = read_anki_text(path)
    assert sides(deck)[0] == ("ü", "ö")
    assert "Windows-1252" in deck.problems[0].message


@pytest.mark.parametrize(
    ("text", "number", "question", "answer"),
    [
        ("{{c1::a {{c2::b}} c}} d", 1, "[…] d", "<b>a b c</b> d"),
        ("{{c1::a {{c2::b}} c}} d", 2, "a […] c d", "a <b>b</b> c d"),
        ("{{c1,2::z::h}}", 2, "[h]", "<b>z</b>"),
        ("{{C1::a}}{{c1::b}}", 1, "[…][…]", "<b>a</b><b>b</b>"),
    ],
)
def test_deletions(text: str, number: int, question: str, answer: str) -> None:
    parts = cloze.parse(text)
    assert cloze.question(parts, number) == question
    assert cloze.answer(parts, number) == answer


def test_deletions_that_are_none() -> None:
    assert cloze.numbers_of(cloze.parse("{{c0::x}} }} {{c1::never closed")) == []
    assert "".join(map(str, cloze.parse("a }} {{c1::b"))) == "a }} {{c1::b"
    deep = cloze.parse("{{c1::" * 12 + "x" + "}}" * 12)
    assert cloze.answer(deep, 1) == "<b>{{c1</b>}}}}"


def test_deletions_alone() -> None:
    parts = cloze.parse("a {{c1::b {{c2::c::h}}}} {{c1::d}}")
    assert cloze.only(parts, 1, answer=True) == "<b>b c</b>, <b>d</b>"
    assert cloze.only(parts, 2, answer=False) == "[h]"
