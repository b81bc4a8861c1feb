"""Corners of the readers that no ordinary and no hostile file of the other tests reaches."""

from __future__ import annotations

import os
import socket
import sqlite3
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import zstandard

from tests.formats.packages import PNG, collection, model, package
from trainer.formats.anki import database, wire
from trainer.formats.anki.package import read_package
from trainer.formats.anki.text import parse_anki_text
from trainer.formats.anki.zipped import open_package
from trainer.formats.base import UnreadableDeck
from trainer.formats.files import guessed_encoding, read_text
from trainer.formats.gathering import Gathering
from trainer.formats.html_text import markdown_of
from trainer.formats.markdown.deck import read_markdown_text
from trainer.formats.mathjax import readable
from trainer.formats.separators import separator_of
from trainer.formats.table_deck import read_table_text

X = Path("x")


def test_only_so_many_cards_of_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trainer.formats.gathering.MAX_DRILLS", 2)
    (deck,) = read_table_text("a,b\nc,d\ne,f\ng,h\n", X)
    assert len(deck.drills) == 2
    assert [problem.message for problem in deck.problems] == [
        "only the first 2 cards of a file are taken in"
    ]


def test_tags_are_remembered_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trainer.formats.gathering.MAX_DRILLS", 1)
    gathering = Gathering(X, "x", "")
    assert [gathering.tags("a b"), gathering.tags("c"), gathering.tags("c")] == [
        ("a", "b"), ("c",), ("c",),
    ]  # fmt: skip
    assert gathering.title == "Untitled"


def test_the_same_question_three_times() -> None:
    (deck,) = read_table_text("a,b\na,c\na,c\n", X)
    assert len(deck.drills) == 2
    assert [problem.message for problem in deck.problems] == ["this card stands in the file before"]


def test_a_template_that_unfolds(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("trainer.formats.anki.collection.MAX_RENDERED_BASE", 10)
    monkeypatch.setattr("trainer.formats.anki.collection.MAX_RENDERED_SHARE", 0)
    path = package(tmp_path / "x.apkg", collection([("abc", "def"), ("ghi", "jkl")]))
    (deck,) = read_package(path)
    assert len(deck.drills) == 1
    assert "unfold to enormous texts" in deck.problems[0].message


def test_a_text_longer_than_a_field(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("trainer.formats.anki.flat.MAX_FIELD", 20)
    shape = {"1": model("{{Front}}-{{Front}}", "{{Back}}")}
    path = package(tmp_path / "x.apkg", collection([("a" * 30, "b"), ("c", "d")], models=shape))
    (deck,) = read_package(path)
    assert len(deck.drills) == 1
    assert "has a text of more than" in deck.problems[0].message


def test_scripts_in_templates_are_told_once(tmp_path: Path) -> None:
    shape = {"1": model("{{Front}}<script>x</script>")}
    path = package(tmp_path / "x.apkg", collection([("a", "b"), ("c", "d")], models=shape))
    assert read_package(path)[0].not_carried == ("scripts, which are not run: 1",)


def test_notes_of_a_type_without_cards(tmp_path: Path) -> None:
    shape = {"1": {**model(), "tmpls": []}}
    with pytest.raises(UnreadableDeck, match="template is missing"):
        read_package(package(tmp_path / "x.apkg", collection(models=shape)))


def test_too_many_media(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("trainer.formats.anki.media.MAX_PICTURES", 0)
    path = package(tmp_path / "x.apkg", collection([("a", "<img src=a.png>b")]), {"a.png": PNG})
    assert read_package(path)[0].pictures == ()


def test_a_picture_that_is_damaged(tmp_path: Path) -> None:
    path = package(tmp_path / "x.apkg", collection([("a", "<img src=a.png>b")]), {"a.png": PNG * 9})
    raw = bytearray(path.read_bytes())
    raw[raw.rindex(b"PK\x01\x02") + 16] ^= 0xFF
    path.write_bytes(raw)
    assert "cannot be shown" in read_package(path)[0].not_carried[0]


def test_an_empty_member(tmp_path: Path) -> None:
    path = tmp_path / "x.apkg"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a", b"")
    with open_package(path) as found:
        assert found.head("a", 5) == b""


def test_a_collection_larger_than_any(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("trainer.formats.anki.package.MAX_COLLECTION_BYTES", 100)
    with pytest.raises(UnreadableDeck, match="unpacks to more than"):
        read_package(package(tmp_path / "x.apkg"))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("alter table col rename column ver to v", "lacks"),
        ("alter table col rename column models to m", "lacks .*models"),
        ("delete from col", "lacks .*ver"),
        ("alter table notes rename column flds to f", "damaged"),
    ],
)
def test_columns_that_are_missing(change: str, reason: str, tmp_path: Path) -> None:
    path = package(tmp_path / "x.apkg", collection(change=change))
    with pytest.raises(UnreadableDeck, match=reason):
        read_package(path)


def test_a_log_that_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    raw = collection(change="drop table revlog; create table revlog (id, cid)")
    (deck,) = read_package(package(tmp_path / "x.apkg", raw), scheduling=True)
    assert deck.problems[0].message == "the log of answers is damaged; it is left out"


def _newest(tmp_path: Path, change: str) -> Path:
    """Return a package of schema 18 whose note types stand in tables."""
    tables = """
        create table notetypes (id integer primary key, name text collate unicase, config blob);
        create table fields (ntid int, ord int, name text collate unicase, config blob);
        create table templates (ntid int, ord int, name text collate unicase, config blob);
        create table decks (id integer primary key, name text collate unicase);
        create index names on notetypes (name);
        insert into notetypes values (1, 'Shape', x'');
        insert into fields values (1, 1, 'B', x''), (1, 0, 'F', null);
        insert into decks values (1, 'A' || char(31) || 'B');
    """
    db = sqlite3.connect(":memory:")
    db.create_collation("unicase", lambda one, two: (one > two) - (one < two))
    db.deserialize(collection(ver=18))
    db.executescript(tables)
    config = b"\x0a\x05{{F}}\x12\x05{{B}}"
    db.execute("insert into templates values (1, 0, 'Card', ?)", (config,))
    db.executescript(change)
    db.commit()
    path = tmp_path / "x.apkg"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("meta", b"\x08\x03")
        archive.writestr("collection.anki21b", zstandard.compress(db.serialize()))
    db.close()
    return path


def test_note_types_in_tables(tmp_path: Path) -> None:
    (deck,) = read_package(_newest(tmp_path, "insert into notetypes values (2, 'Other', null);"))
    assert deck.title == "A::B"
    assert deck.drills[0].fields == {"front": "front", "back": "back"}


@pytest.mark.parametrize("table", ["templates", "notetypes"])
def test_note_types_of_noise(table: str, tmp_path: Path) -> None:
    path = _newest(tmp_path, f"update {table} set config = x'0f'")
    with pytest.raises(UnreadableDeck, match=f"lacks .*{table}"):
        read_package(path)


def test_only_so_many_note_types(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("trainer.formats.anki.notetypes.MAX_TEMPLATES", 1)
    more = (
        "insert into notetypes values (2, 'Other', x'');"
        "insert into templates values (2, 0, 'Card', x'');"
        "insert into fields values (1, 2, 'C', x'');"
    )
    path = _newest(tmp_path, more)
    (deck,) = read_package(path)
    assert deck.drills[0].fields["front"] == "front"


def test_a_long_query_reports_and_can_be_stopped(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(database, "_EVERY_STEPS", 1)
    path = tmp_path / "c"
    path.write_bytes(collection([(f"f{number}", "b") for number in range(50)]))
    heard: list[str] = []
    with database.open_foreign(path, lambda _share, what: heard.append(what)) as found:
        assert found.is_sound()
    assert heard


def test_pages_that_cannot_be_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_self: database.Foreign, sql: str, _values: object = ()) -> Iterator[object]:
        raise sqlite3.DatabaseError(sql)

    path = tmp_path / "c"
    path.write_bytes(collection())
    with database.open_foreign(path, lambda _share, _what: None) as found:
        monkeypatch.setattr(database.Foreign, "rows", broken)
        assert not found.is_sound()


def test_media_messages_with_more_than_names(tmp_path: Path) -> None:
    path = tmp_path / "x.apkg"
    entry = b"\x10\x05\x0a\x07\x0a\x05a.png"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("meta", b"\x08\x03")
        raw = collection([("a", "<img src=a.png>b")])
        archive.writestr("collection.anki21b", zstandard.compress(raw))
        archive.writestr("media", zstandard.compress(entry))
        archive.writestr("0", zstandard.compress(PNG))
    (picture,) = read_package(path)[0].pictures
    assert picture.packed


def test_tags_that_cross() -> None:
    assert markdown_of("<b>a <i>b</b> c</i>") == "**a b** c"


def test_messages_of_other_kinds() -> None:
    assert wire.text(b"\x09" + bytes(8) + b"\x0a\x01a", 1) == "a"


def test_rows_of_text_without_a_question_or_anything() -> None:
    (deck,) = parse_anki_text("#separator:;\n#guid column:1\ng;a;b\nh;;\n", X).files()
    assert len(deck.drills) == 1
    assert deck.problems == ()


def test_text_that_turns_out_otherwise_later(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(b"# heading\n" * 40_000 + b"caf\xe9\n")
    assert read_text(path, 1 << 20)[1] == "cp1252"
    path.write_bytes(bytes(range(1, 32)) * 100 + b"\xff")
    with pytest.raises(UnreadableDeck, match="not text"):
        read_text(path, 1 << 20)


def test_pairs_of_high_bytes_that_are_no_chinese() -> None:
    assert guessed_encoding(b"\xa0\xa0\xa0\xa1 x") in {"gb18030", "cp1252"}
    assert guessed_encoding(b"\xa0\xa0\xa0\xa1\xa2 x") == "cp1252"


def test_markdown_corners() -> None:
    (cards,) = read_markdown_text("Q: a\nA: b\n---\n\n# h\n---\n", X)
    assert (len(cards.drills), cards.problems) == (1, ())
    for text in ("\n\na::b\n\n\n", "a::b"):
        (obsidian,) = read_markdown_text(text, X)
        assert len(obsidian.drills) == 1
    many = "==a== " * 2000
    (some,) = read_markdown_text(f"a::b\n\n{many}\n", X)
    assert "too many deletions" in some.problems[0].message


def test_formulas_without_content() -> None:
    assert readable("x^{ }_{}") == "x"
    assert readable(r"\left( x \right)") == "( x )"
    assert readable("a^\\quad b") == "a b"


def test_names_are_compared_without_case() -> None:
    assert [database._unicase(one, "ä") for one in ("Ä", "a", "ö")] == [0, -1, 1]


def test_a_socket_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("s")
        with pytest.raises(UnreadableDeck, match="not an ordinary file"):
            read_text(Path("s"), 10)


def test_a_file_that_grows_after_it_was_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"12345")
    size = os.stat_result((stat.S_IFREG, *[0] * 9))
    monkeypatch.setattr("trainer.formats.files.os.fstat", lambda _descriptor: size)
    with pytest.raises(UnreadableDeck, match="larger than"):
        read_text(path, 4)


def test_text_that_is_noise_from_the_middle_on(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(b"# heading\n" * 30_000 + bytes(range(1, 32)) * 90_000 + b"\xff")
    with pytest.raises(UnreadableDeck, match="not text"):
        read_text(path, 8 << 20)


def test_separators_of_what_cannot_be_read() -> None:
    assert separator_of('a,b\n"' + "x" * 2_000_000, ".csv") in {"", ","}
    assert separator_of("a:b\nc\n", "") == ""


def test_a_cell_beyond_bounds_without_quotes() -> None:
    (deck,) = read_table_text("a,b\nc," + "x" * 1_100_000 + "\nd,e\n", X)
    assert len(deck.drills) == 2
    assert "longer than 1,000,000" in deck.problems[0].message


def test_table_corners() -> None:
    (deck,) = read_table_text("front,back\n\n , \na,b\n\n,,,\nc,d,e\n", X)
    assert [drill.fields["back"] for drill in deck.drills] == ["b", "d\n\ne"]
    (late,) = read_table_text("\n\nfront,back\na,b\n", X)
    assert len(late.drills) == 1


def test_decks_beyond_the_bound_are_put_into_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trainer.formats.gathering.MAX_DECKS", 2)
    rows = "q0,a,one\nq1,a,two\nq2,a,three\nq3,a,four\nq4,a,one\n"
    decks = read_table_text(f"front,back,deck\n{rows}", X)
    assert [(deck.title, len(deck.drills)) for deck in decks] == [("one", 2), ("two", 1), ("x", 2)]
    assert decks[0].not_carried == ("decks beyond 2, whose cards are put into one: 2",)
