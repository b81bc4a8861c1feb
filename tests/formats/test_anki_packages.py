"""Anki's packages: made by Anki itself and by genanki, of all generations, read as decks."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Iterator
from pathlib import Path

import genanki
import pytest
from anki.collection import Collection, ExportAnkiPackageOptions

from tests.formats.packages import PNG, collection, model, package
from trainer.formats.anki import wire
from trainer.formats.anki.package import read_package
from trainer.formats.base import DeckFile, UnreadableDeck
from trainer.formats.pictures import read_picture
from trainer.scheduling.marks import Mark

FORMS = ("legacy.apkg", "newest.apkg", "legacy.colpkg", "newest.colpkg")


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with one collection in each form that Anki writes."""
    folder = tmp_path_factory.mktemp("exported")
    col = Collection(str(folder / "collection.anki2"))
    # Minutes before its day ends, Anki puts a card that is being learnt off until tomorrow.
    col.set_config("rollover", (dt.datetime.now().astimezone().hour + 12) % 24)
    (folder / "a b.png").write_bytes(PNG)
    (folder / "ton.mp3").write_bytes(b"ID3")
    for name in ("a b.png", "ton.mp3"):
        col.media.add_file(str(folder / name))

    def add(kind: str, deck: str, *fields: str, tags: tuple[str, ...] = ()) -> None:
        found = col.models.by_name(kind)
        assert found is not None
        note = col.new_note(found)
        note.fields = [*fields, *[""] * (len(note.fields) - len(fields))]
        note.tags = list(tags)
        deck_id = col.decks.id(deck)
        assert deck_id is not None
        col.add_note(note, deck_id)

    add("Basic", "Default", "answered", "before")
    easy = "front <b>bold</b>", 'back <img src="a b.png">[sound:ton.mp3]'
    add("Basic", "Music::1/ Easy - keys", *easy, tags=("t1", "u::v"))
    add("Basic (and reversed card)", "Music", "eins", "one")
    add("Basic (optional reversed card)", "Music", "zwei", "two", "y")
    add("Basic (type in the answer)", "Music", "drei", "three")
    add("Cloze", "Music", "{{c1::Paris}} is in {{c2::France::country}} \\(x^2\\)", "extra")
    hidden = "{{c1::image-occlusion:rect:left=.1:top=.1:width=.2:height=.2:oi=1}}"
    add("Image Occlusion", "Music", hidden, '<img src="a b.png">')
    for _ in range(2):
        card = col.sched.getCard()
        assert card is not None
        col.sched.answerCard(card, 3)
    for form in FORMS:
        legacy = form.startswith("legacy")
        if form.endswith("apkg"):
            options = ExportAnkiPackageOptions(
                with_scheduling=True, with_media=True, with_deck_configs=True, legacy=legacy
            )
            col.export_anki_package(out_path=str(folder / form), options=options, limit=None)
        else:
            col.export_collection_package(str(folder / form), include_media=True, legacy=legacy)
            col.reopen()
    col.close()
    return folder


def by_title(decks: tuple[DeckFile, ...]) -> dict[str, DeckFile]:
    return {deck.title: deck for deck in decks}


def sides(deck: DeckFile) -> list[tuple[object, object]]:
    return [(drill.fields["front"], drill.fields["back"]) for drill in deck.drills]


@pytest.mark.parametrize("form", FORMS)
def test_what_anki_writes(form: str, exported: Path) -> None:
    decks = by_title(read_package(exported / form, scheduling=True))
    assert list(decks) == ["Default", "Music::1/ Easy - keys", "Music"]
    easy = decks["Music::1/ Easy - keys"]
    ((front, back),) = sides(easy)
    (picture,) = easy.pictures
    assert front == "front **bold**"
    assert back == f"back ![]({picture.name}) ♪ ton.mp3"
    assert read_picture(picture) == PNG
    assert easy.drills[0].tags == ("t1", "u::v")
    assert sides(decks["Music"]) == [
        ("eins", "one"),
        ("one", "eins"),
        ("zwei", "two"),
        ("two", "zwei"),
        ("drei", "three"),
        ("[…] is in France x²", "**Paris** is in France x²  \nextra"),
        ("Paris is in [country] x²", "Paris is in **France** x²  \nextra"),
    ]
    (answered,) = decks["Default"].drills
    assert [answer.rating for answer in answered.history] == [3] * len(answered.history)
    assert answered.history
    assert decks["Default"].not_carried == (
        "cards with hidden parts of a picture (image occlusion): 1",
        "sounds, shown by their names only: 1",
    )
    assert not decks["Music"].whole


@pytest.mark.parametrize("form", FORMS)
def test_the_same_drills_whatever_the_form(form: str, exported: Path) -> None:
    one, other = read_package(exported / FORMS[0]), read_package(exported / form)
    assert [[drill.local_id for drill in deck.drills] for deck in one] == [
        [drill.local_id for drill in deck.drills] for deck in other
    ]


def test_without_its_scheduling_the_answers_are_counted(exported: Path) -> None:
    decks = read_package(exported / FORMS[0])
    assert all(not drill.history for deck in decks for drill in deck.drills)
    assert decks[0].not_carried[0].startswith("answers given in Anki (they can be taken over): ")


def test_what_genanki_writes(tmp_path: Path) -> None:
    shape = genanki.Model(
        1,
        "Shape",
        fields=[{"name": "Q"}, {"name": "A"}],
        templates=[
            {"name": "1", "qfmt": "{{Q}}", "afmt": "{{FrontSide}}<hr id='answer'>{{A}}"},
            {"name": "2", "qfmt": "{{A}}", "afmt": "{{FrontSide}}<hr id=answer>{{Q}}"},
        ],
    )
    deck = genanki.Deck(2, "Deck")
    for number in range(42):
        deck.add_note(genanki.Note(model=shape, fields=[f"q{number}", f"a{number}"]))
    genanki.Package(deck).write_to_file(tmp_path / "x.apkg")
    (found,) = read_package(tmp_path / "x.apkg")
    assert len(found.drills) == 84
    assert sides(found)[:2] == [("q0", "a0"), ("a0", "q0")]


# -- containers --------------------------------------------------------------------------------


def test_the_stub_is_never_read(tmp_path: Path) -> None:
    stub = collection([("Please update to the latest Anki version", "x")])
    path = package(tmp_path / "x.apkg", collection([("real", "card")]), name="collection.anki21",
                   more={"collection.anki2": stub})  # fmt: skip
    assert sides(read_package(path)[0]) == [("real", "card")]


def test_meta_names_the_collection(tmp_path: Path) -> None:
    path = package(tmp_path / "x.apkg", more={"meta": b"\x08\x01", "collection.anki21": b"no"})
    assert sides(read_package(path)[0]) == [("front", "back")]


def test_a_package_without_a_list_of_media(tmp_path: Path) -> None:
    path = tmp_path / "x.apkg"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("collection.anki2", collection([("f", "<img src=a.png>b")]))
    (deck,) = read_package(path)
    assert sides(deck) == [("f", "[picture: a.png]b")]


def test_pictures_that_share_a_plain_name(tmp_path: Path) -> None:
    text = '<img src="a b.png"><img src="a%20b.png"><img src="a_b.png"><img src="ä.png">'
    media = {"a b.png": PNG, "a_b.png": PNG + b"2", "ä.png": PNG}
    path = package(tmp_path / "x.apkg", collection([("f", text)]), media)
    (deck,) = read_package(path)
    assert len(deck.pictures) == 3
    assert {read_picture(picture) for picture in deck.pictures} == {PNG, PNG + b"2"}


def test_messages() -> None:
    data = b"\x08\x96\x01\x12\x02hi\x1d\x01\x02\x03\x04\x21" + bytes(8)
    assert list(wire.fields(data))[:2] == [(1, 150), (2, b"hi")]
    assert (wire.number(data, 1), wire.text(data, 2)) == (150, "hi")
    assert (wire.number(data, 2), wire.text(data, 1)) == (0, "")
    for broken in (b"\x08", b"\x12\x05a", b"\x0b", b"\x08" + b"\xff" * 11):
        with pytest.raises(wire.BadMessage):
            list(wire.fields(broken))


# -- cards -------------------------------------------------------------------------------------


def test_notes_without_cards_and_cards_out_of_order(tmp_path: Path) -> None:
    change = (
        "insert into notes (id, guid, mid, tags, flds) values (9, 'x', 1, '', 'lonely');"
        "update cards set queue = -1, odid = 1, did = 77;"
    )
    path = package(tmp_path / "x.apkg", collection(change=change))
    (deck,) = read_package(path)
    assert deck.title == "Deck"
    assert deck.not_carried == ("cards in filtered decks, which go back to their own: 1",)
    assert [drill.mark for drill in deck.drills] == [Mark(suspended=True)]


def test_a_card_of_no_deck_goes_under_the_name_of_the_file(tmp_path: Path) -> None:
    path = package(tmp_path / "mine.apkg", collection(change="update cards set did = 77"))
    assert read_package(path)[0].title == "mine"


def test_a_card_without_an_answer_stays_and_one_without_a_question_goes(tmp_path: Path) -> None:
    path = package(tmp_path / "x.apkg", collection([("f", ""), ("", "b"), ("<br>", "b")]))
    (deck,) = read_package(path)
    assert sides(deck) == [("f", "(this card has no answer)")]
    assert deck.not_carried == ("cards whose question is empty: 2",)


def test_facts_about_the_card(tmp_path: Path) -> None:
    shape = {"1": model("{{Front}} {{Deck}} {{Subdeck}} {{Card}} {{Type}} {{Tags}}")}
    raw = collection(models=shape, decks={"1": {"name": "A::B"}}, tags=" x y ")
    (deck,) = read_package(package(tmp_path / "x.apkg", raw))
    assert deck.drills[0].fields["front"] == "front A::B B Card 1 Type x y"


def test_occlusion_by_its_note_type(tmp_path: Path) -> None:
    shape = {"1": model(originalStockKind=6)}
    path = package(tmp_path / "x.apkg", collection(models=shape))
    with pytest.raises(UnreadableDeck, match="image occlusion"):
        read_package(path)


def test_answers_are_filtered(tmp_path: Path) -> None:
    log = [
        (1_600_000_000_000, 1, 2, 2500, 0),
        (1_600_000_001_000, 1, 0, 0, 4),  # reset
        (1_600_000_002_000, 1, 3, 2500, 0),
        (1_600_000_003_000, 1, 3, 0, 3),  # cramming
        (1_600_000_004_000, 1, 4, 2500, 3),  # a filtered deck that reschedules
        (1_600_000_005_000, 1, 0, 2500, 4),  # a date set by hand
        (1_600_000_006_000, 1, 3, 2500, 5),  # rescheduled
        (1_600_000_007_000, 1, 1, 2500, 1),
    ]
    path = package(tmp_path / "x.apkg", collection(revlog=log))
    (deck,) = read_package(path, scheduling=True)
    history = deck.drills[0].history
    assert [answer.rating for answer in history] == [3, 4, 1]
    assert history[0].duration_ms == 900


def test_only_the_newest_answers_are_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trainer.formats.anki.answers.MAX_PAST_ANSWERS", 2)
    log = [(1_600_000_000_000 + number, 1, 3, 2500, 1) for number in range(5)]
    (deck,) = read_package(package(tmp_path / "x.apkg", collection(revlog=log)), scheduling=True)
    assert len(deck.drills[0].history) == 2
    assert deck.not_carried == ("answers from long ago: 3",)


def test_a_collection_without_a_log(tmp_path: Path) -> None:
    path = package(tmp_path / "x.apkg", collection(change="drop table revlog"))
    assert read_package(path, scheduling=True)[0].drills[0].history == ()
    assert read_package(path)[0].not_carried == ()


def test_too_much_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trainer.formats.anki.database.MAX_QUERY_SECONDS", 0.0)
    monkeypatch.setattr("trainer.formats.anki.database._EVERY_STEPS", 1)
    with pytest.raises(UnreadableDeck, match="keeps the reader busy"):
        read_package(package(tmp_path / "x.apkg"))


def test_progress_can_stop_it(tmp_path: Path) -> None:
    def step(share: float, what: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_package(package(tmp_path / "x.apkg"), step=step)
