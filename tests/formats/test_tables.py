"""Tables: separator, header and encoding are found out, shown, and can be changed."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from trainer.formats.base import DeckFile, UnreadableDeck
from trainer.formats.columns import BACK, FRONT, SKIP, TAGS, Columns, guess_roles
from trainer.formats.paste import read_paste
from trainer.formats.separators import separator_of
from trainer.formats.table_deck import preview, read_table, read_table_text, with_breaks

HERE = Path("x.csv")


def sides(deck: DeckFile) -> list[tuple[object, object]]:
    return [(drill.fields["front"], drill.fields["back"]) for drill in deck.drills]


def read(text: str, name: Path = HERE) -> DeckFile:
    (deck,) = read_table_text(text, name)
    return deck


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("a,b\nc,d\n", ","),
        ("a;b, c\nd;e\n", ";"),
        ("a\tb, c; d\ne\tf\n", "\t"),
        ("a | b, c\nd | e\n", "|"),
        ("term: meaning\nother: thing\n", ":"),
        ("Front,Back\nwhat; why,so; there\n", ","),
        ("1,5;2,5\n3,1;4\n", ";"),
        ("one\ntwo\n", ""),
        ("", ""),
        ('a,"b\n', ","),
    ],
)
def test_the_separator_is_the_one_that_rows_agree_on(text: str, separator: str) -> None:
    known = frozenset({"front", "back"})
    assert separator_of(text, ".csv", known) == separator


def test_a_name_decides_between_equals() -> None:
    assert separator_of("a\tb;c\n", ".tsv") == "\t"
    assert separator_of("a|b;c\n", ".psv") == "|"


@pytest.mark.parametrize(
    ("header", "roles"),
    [
        (["Question", "Answer"], (FRONT, BACK)),
        (["tags", "back", "FRONT "], (TAGS, BACK, FRONT)),
        (["Vorderseite", "Rückseite", "Schlagworte"], (FRONT, BACK, TAGS)),
        (["Term", "colour", "tags"], (FRONT, BACK, TAGS)),
        (["x", "Answer", "tags"], (FRONT, BACK, TAGS)),
        (["Front 1", "Back:", "Colour"], (FRONT, BACK, SKIP)),
        (["q", "a"], (FRONT, BACK)),
    ],
)
def test_a_header_is_known_by_its_words(header: list[str], roles: tuple[str, ...]) -> None:
    assert guess_roles(header) == (roles, True)


def test_without_a_header_the_first_column_asks() -> None:
    assert guess_roles(["q1", "a1"]) == ((FRONT, BACK), False)
    assert guess_roles(["hola", "hello", "es"]) == ((FRONT, BACK, BACK), False)
    assert sides(read("hola,hello,es\nuno,one\n")) == [("hola", "hello\n\nes"), ("uno", "one")]


def test_all_columns() -> None:
    text = "id;deck;tags;front;back;why\nk1;One;a b, c;Q;A;W\nk 2;Two;;Q2;A2;\n"
    one, two = read_table_text(text, HERE)
    assert (one.title, two.title) == ("One", "Two")
    assert one.id != two.id
    (drill,) = one.drills
    assert drill.local_id == "k1"
    assert drill.fields == {"front": "Q", "back": "A", "why": "W"}
    assert drill.tags == ("a", "b", "c")
    assert two.drills[0].local_id.startswith("x-")


def test_a_drill_is_known_by_its_question_so_that_an_answer_can_be_mended() -> None:
    before, after = read("k,a\nr,b\n"), read("k,better\nr,b\n")
    assert [drill.local_id for drill in before.drills] == [drill.local_id for drill in after.drills]
    assert before.id == after.id
    assert not before.whole


def test_lines_stay_lines_and_marks_stay_marks() -> None:
    assert sides(read('a,"one\ntwo"\n')) == [("a", "one  \ntwo")]
    assert with_breaks("```\na\nb\n```") == "```\na\nb\n```"
    assert with_breaks("a\r\rb \n") == "a\n\nb"
    assert with_breaks("a") == "a"


def test_html_in_cells_is_read_as_such() -> None:
    assert sides(read("a <b>bold</b>,x<br>y\n")) == [("a **bold**", "x  \ny")]
    assert sides(read("a &#228;,b &amp; c\n")) == [("a ä", "b & c")]


@pytest.mark.parametrize(
    ("text", "encoding", "warned"),
    [
        ("größe;Wert\nschön;gut\n", "cp1252", "Windows-1252"),
        ("问题,答案\n延迟,时间\n", "gb18030", "GB18030"),
        ("привет;мир на земле\nкэш;память\n", "cp1251", "Windows-1251"),
        ("こんにちは,ひらがな\nカード,デッキ\n", "cp932", "Shift JIS"),
        ("a,b\nc,ä\n", "utf-8", ""),
        ("a,b\nc,ä\n", "utf-8-sig", ""),
        ("a,b\nc,ä\n", "utf-16", ""),
        ("a,b\nc,d\n", "utf-16-le", ""),
        ("a,b\nc,d\n", "utf-16-be", ""),
        ("a,b\nc,d\n", "utf-32", ""),
    ],
)
def test_encodings(text: str, encoding: str, warned: str, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(text.encode(encoding))
    (deck,) = read_table(path)
    expected = [tuple(line.split(";" if ";" in text else ",")) for line in text.splitlines()]
    assert sides(deck) == [pair for pair in expected if pair != ("问题", "答案")]
    assert [warned in problem.message for problem in deck.problems] == [True] * bool(warned)


def test_a_bad_byte_late_in_the_file_is_found(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(b"front,back\n" * 40_000 + b"caf\xe9,coffee\n")
    (deck,) = read_table(path)
    assert ("café", "coffee") in sides(deck)


def test_bytes_of_no_code_page_are_latin(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(b"a\x81b,c\n")
    (deck,) = read_table(path)
    assert deck.drills[0].fields["front"] == "ab"


def test_a_preview_can_be_changed(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("word,meaning,colour\na,b,red\n", "utf-8")
    found = preview(path)
    assert found.names == ("word", "meaning", "colour")
    assert found.rows == (("a", "b", "red"),)
    assert found.columns == Columns(",", (FRONT, BACK, SKIP), header=True)
    changed = dataclasses.replace(found.columns, roles=(BACK, FRONT, TAGS))
    (deck,) = read_table(path, changed)
    assert sides(deck) == [("b", "a")]
    assert deck.drills[0].tags == ("red",)
    with pytest.raises(UnreadableDeck, match="one for the answer"):
        read_table(path, dataclasses.replace(changed, roles=(BACK, BACK, SKIP)))


def test_progress_can_stop_it(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("".join(f"q{n},a\n" for n in range(600)), "utf-8")

    def step(share: float, what: str) -> None:
        raise KeyboardInterrupt(what)

    with pytest.raises(KeyboardInterrupt, match=r"51\d cards"):
        read_table(path, step=step)


def test_pastes() -> None:
    assert sides(read_paste("a\tb\nc\td")[0]) == [("a", "b"), ("c", "d")]
    assert sides(read_paste("\ufeffQ: a\nA: b")[0]) == [("a", "b")]
    assert sides(read_paste("#separator:tab\n#html:false\nx\ty\n")[0]) == [("x", "y")]
    columns = Columns(",", (BACK, FRONT))
    assert sides(read_paste("a,b", columns)[0]) == [("b", "a")]
    with pytest.raises(UnreadableDeck, match="one column"):
        read_paste("just words")
    with pytest.raises(UnreadableDeck, match="more text than can be pasted"):
        read_paste("x" * (17 << 20))


def test_what_mnemosyne_writes(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("chien\t&#602;&#643;j&#603;\tdog<br>hound\nchat\t\tcat\n", "utf-8")
    (deck,) = read_table(path)
    assert sides(deck) == [("chien", "ɚʃjɛ\n\ndog  \nhound"), ("chat", "cat")]


@pytest.mark.parametrize(
    ("text", "fronts"),
    [
        ("sep=;\r\nfront;back\r\n1,5;2,5\r\n", ["1,5"]),
        ('"sep=|"\nx,1|y,1\nz|w\n', ["x,1", "z"]),
        ("SEP=\t\na b\tc d\n", ["a b"]),
        ("sep=x\tone\nb\ttwo\n", ["sep=x", "b"]),
    ],
)
def test_a_first_line_that_names_the_separator_is_obeyed(
    text: str, fronts: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "excel.csv"
    path.write_bytes(text.encode("utf-8-sig"))
    (deck,) = read_table(path)
    assert [drill.fields["front"] for drill in deck.drills] == fronts
    assert deck.problems == ()


def test_a_table_of_a_separator_alone_holds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "excel.csv"
    path.write_text("sep=;\n", "utf-8")
    with pytest.raises(UnreadableDeck, match="a column for the question"):
        read_table(path)


def test_lines_are_counted_from_the_top_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "excel.csv"
    path.write_text("sep=;\nfront;back\na;b\nc;\n", "utf-8")
    (deck,) = read_table(path)
    assert [problem.line for problem in deck.problems] == [4]


def test_columns_that_are_not_read_are_named() -> None:
    (deck,) = read_table_text("front\tpron\tback\tpos\ta1\nx\tp\ty\tn\tm\n", HERE)
    assert deck.not_carried == ("columns that are not read (pron, pos, a1): 3",)
    many = "\t".join(f"column {'x' * 90} {number}" for number in range(9))
    (deck,) = read_table_text(f"front\tback\t{many}\nx\ty\n", HERE)
    (said,) = deck.not_carried
    assert said.endswith(", …): 9")
    assert len(said) < 280


def test_a_quote_inside_a_cell_opens_nothing() -> None:
    deck = read('a 5" disk,slow\na 3" disk,"quick, and\nsmall"\nq,a\n')
    assert sides(deck) == [
        ('a 5" disk', "slow"),
        ('a 3" disk', "quick, and  \nsmall"),
        ("q", "a"),
    ]
    assert [drill.line for drill in deck.drills] == [1, 2, 4]
    assert deck.problems == ()
