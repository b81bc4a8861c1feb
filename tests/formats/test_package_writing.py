"""Decks as Anki's packages: Anki opens them, and what goes out comes back the same."""

from __future__ import annotations

import datetime as dt
import html
import io
import re
from pathlib import Path

import genanki
import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

from tests.content.shipped import decks
from tests.formats.packages import PNG
from trainer.domain.deck import Deck, Drill
from trainer.domain.ids import DeckId, DrillId
from trainer.drills.kinds import KINDS
from trainer.drills.sides import sides
from trainer.formats.anki.package import read_package
from trainer.formats.anki.writing import write_package
from trainer.formats.base import DeckFile
from trainer.formats.markdown_html import html_of
from trainer.formats.starter import starter_text
from trainer.formats.table_deck import read_table_text
from trainer.formats.table_write import table_lines
from trainer.formats.yaml_deck import read_deck_text

AT = dt.datetime(2026, 11, 26, tzinfo=dt.UTC)
SHIPPED = Path(__file__).parents[2] / "decks"


def drills(found: DeckFile) -> tuple[Deck, tuple[Drill, ...]]:
    deck = Deck(DeckId(found.id), found.title)
    return deck, tuple(
        Drill(
            DrillId(f"{found.id}/{each.local_id}"), deck.id, each.kind, each.fields,
            each.content_hash, each.position, each.tags,
        )
        for each in found.drills
    )  # fmt: skip


def written(path: Path, *decks: tuple[Deck, tuple[Drill, ...]], pictures: bool = True) -> Path:
    with path.open("wb") as file:
        write_package(file, decks, lambda _deck, _name: PNG if pictures else None, AT)
    return path


def recall(front: str, back: str, why: str = "", number: int = 0) -> Drill:
    fields = {"front": front, "back": back, "why": why}
    return Drill(DrillId(f"d/{number}"), DeckId("d"), "recall", fields, "h", number, ("a b", "c"))


@pytest.fixture(scope="module")
def shipped() -> list[tuple[Deck, tuple[Drill, ...]]]:
    return [drills(deck) for deck in decks()]


def test_every_kind_has_two_sides(shipped: list[tuple[Deck, tuple[Drill, ...]]]) -> None:
    text, _ = starter_text(Path("every.yaml"), AT.date())
    starter = drills(read_deck_text(text, Path("every.yaml")))
    found = {drill.kind: sides(drill) for _, inside in (*shipped, starter) for drill in inside}
    assert found.keys() == {kind.name for kind in KINDS}
    assert all(each.front.strip() and each.back.strip() for each in found.values())


def test_anki_opens_what_is_shipped(
    shipped: list[tuple[Deck, tuple[Drill, ...]]], tmp_path: Path
) -> None:
    path = written(tmp_path / "x.apkg", *shipped)
    many = sum(len(inside) for _, inside in shipped)
    col = Collection(str(tmp_path / "collection.anki2"))
    request = ImportAnkiPackageRequest(package_path=str(path), options=ImportAnkiPackageOptions())
    log = col.import_anki_package(request)
    assert (len(log.log.new), col.note_count(), col.card_count()) == (many, many, many)
    assert {deck.title for deck, _ in shipped} <= {
        each.name for each in col.decks.all_names_and_ids()
    }
    assert col.fix_integrity()[1]
    col.import_anki_package(request)
    assert col.note_count() == many
    col.close()


def test_out_and_in_again(tmp_path: Path) -> None:
    deck = Deck(DeckId("d"), "My::Deck")
    texts = (
        ("What is **TTFT**?", "Time to *first* token"),
        ("a * b `c_d`", "- one\n- two"),
        ("x  \ny", "z\n\nw"),
        ("2 < 3 & 4", "[l](https://e.org)"),
    )
    inside = tuple(recall(front, back, "", number) for number, (front, back) in enumerate(texts))
    (found,) = read_package(written(tmp_path / "x.apkg", (deck, inside)))
    assert found.title == "My::Deck"
    assert [(drill.fields["front"], drill.fields["back"]) for drill in found.drills] == list(texts)
    assert found.drills[0].tags == ("a-b", "c")
    again = written(tmp_path / "y.apkg", drills(found))
    (twice,) = read_package(again)
    assert [drill.fields for drill in twice.drills] == [drill.fields for drill in found.drills]


def test_pictures_and_explanations_go_along(tmp_path: Path) -> None:
    deck = Deck(DeckId("d"), "D")
    drill = recall("![x](art/a%20b.png)", "b", "because")
    (found,) = read_package(written(tmp_path / "x.apkg", (deck, (drill, drill))))
    assert found.drills[0].fields["back"] == "b\n\nbecause"
    assert len(found.pictures) == 1
    (bare,) = read_package(written(tmp_path / "y.apkg", (deck, (drill,)), pictures=False))
    assert bare.drills[0].fields["front"] == "[picture: x]"


def test_html_is_made_of_markdown_alone() -> None:
    assert html_of("a *b*") == "a <em>b</em>"
    assert html_of("a\n\nb") == "<p>a</p>\n<p>b</p>"
    assert "<script" not in html_of("<script>x</script>")
    assert "href" not in html_of("[x](javascript:alert)")


def test_progress_can_stop_it(tmp_path: Path) -> None:
    def step(share: float, what: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_package(io.BytesIO(), [(Deck(DeckId("d"), "D"), [recall("a", "b")])],
                      lambda _deck, _name: None, AT, step)  # fmt: skip


def test_a_table_comes_back_as_recall(shipped: list[tuple[Deck, tuple[Drill, ...]]]) -> None:
    text = "".join(table_lines(shipped, ","))
    found = read_table_text(text, Path("x.csv"))
    assert [deck.title for deck in found] == [deck.title for deck, _ in shipped]
    assert sum(len(deck.drills) for deck in found) == sum(len(inside) for _, inside in shipped)


def test_a_table_keeps_what_a_cell_must_quote() -> None:
    deck = Deck(DeckId("d"), "D")
    text = "".join(table_lines([(deck, [recall("a,b", 'c"\nd')])], "\t"))
    (back,) = read_table_text(text, Path("x.tsv"))
    assert back.drills[0].fields == {"front": "a,b", "back": 'c"  \nd'}
    assert back.drills[0].local_id == "0"


def _texts(path: Path, folder: Path) -> tuple[int, list[str]]:
    """Return how many cards Anki finds in a package, and what each says on both sides."""
    folder.mkdir()
    col = Collection(str(folder / "collection.anki2"))
    col.import_anki_package(
        ImportAnkiPackageRequest(package_path=str(path), options=ImportAnkiPackageOptions())
    )
    cards = [col.get_card(card_id) for card_id in col.find_cards("")]
    said = sorted(_plain(card.answer()) for card in cards)
    col.close()
    return len(cards), said


def _plain(answer: str) -> str:
    text = re.sub(r"<style>.*?</style>", "", answer, flags=re.DOTALL)
    return "".join(html.unescape(re.sub(r"<[^<>]*>", " ", text)).split())


def test_from_anki_through_here_to_anki(tmp_path: Path) -> None:
    notes = [
        ("What is <b>TTFT</b>?", "Time to <i>first</i> token"),
        ("2 &lt; 3 &amp; 4*5 _x_", "<ul><li>one</li><li>two</li></ul>"),
        ("a<br>b", "<div>c</div><div>d</div>"),
        ("[a](b) # 1. x", "`code` ~~s~~ | t"),
        ("ä 字 😀", "<code>if x: y</code><pre>a\n  b</pre>"),
        ("<h2>Title</h2>text", '<a href="https://e.org/a_(b)">link</a>'),
        ("1. no list", "- no list"),
    ]
    first = tmp_path / "first.apkg"
    shape = genanki.Model(
        7,
        "Basic",
        fields=[{"name": "Front"}, {"name": "Back"}],
        templates=[
            {"name": "1", "qfmt": "{{Front}}", "afmt": "{{FrontSide}}<hr id=answer>{{Back}}"}
        ],
    )
    deck = genanki.Deck(8, "My::Deck")
    for fields in notes:
        deck.add_note(genanki.Note(model=shape, fields=list(fields)))
    genanki.Package(deck).write_to_file(first)
    (found,) = read_package(first)
    second = written(tmp_path / "second.apkg", drills(found))
    many, said = _texts(first, tmp_path / "one")
    again, said_again = _texts(second, tmp_path / "two")
    assert many == again == len(notes)
    assert [text.replace("-", "") for text in said_again] == [
        text.replace("-", "") for text in said
    ]
