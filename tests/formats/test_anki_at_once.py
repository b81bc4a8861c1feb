"""Cards of simple templates are taken in at once, to the same end as one by one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.formats.packages import collection, model, package
from trainer.formats.anki import collection as collections
from trainer.formats.anki import flat, sides
from trainer.formats.anki.package import read_package
from trainer.formats.base import DeckFile
from trainer.formats.bounds import MAX_FIELD
from trainer.scheduling.marks import Mark

TWO_SIDES = model()
TWO_SIDES["tmpls"] = [
    {"name": "There", "ord": 0, "qfmt": "{{Front}}", "afmt": "{{FrontSide}}<hr id=answer>{{Back}}"},
    {"name": "Back", "ord": 1, "qfmt": "{{Back}}", "afmt": "{{Front}}"},
]
WITH_WHY = model(
    "<div>{{Front}}</div>", "{{Back}}{{#Why}}<br>{{Why}}{{/Why}}", ("Front", "Back", "Why")
)
NOTES = [
    ("one", "eins"),
    ("<b>two</b> words", "zwei<br>drei"),
    ("", "no question"),
    ("no answer", ""),
    ("&lt;three&gt;", "- drei"),
    (f"[sound:x.mp3] {'long ' * 10}", "<img src='none.png'>"),
    ("one", "eins"),
    ("with\x1ea mark", "back"),
]


def read(folder: Path, data: bytes) -> tuple[DeckFile, ...]:
    return read_package(package(folder / "x.apkg", data))


@pytest.mark.parametrize("kind", [model(), TWO_SIDES, WITH_WHY])
@pytest.mark.parametrize("size", [1, 2_000_000])
def test_at_once_as_one_by_one(
    kind: dict[str, object], size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ords = (0, 1) if kind is TWO_SIDES else (0,)
    notes = [(*note, "because")[: 3 if kind is WITH_WHY else 2] for note in NOTES]
    data = collection(notes, models={"1": kind}, ords=ords, tags="a b")
    at_once = read(tmp_path, data)
    monkeypatch.setattr(sides.Sides, "all_at_once", lambda *_: None)
    monkeypatch.setattr(collections, "_AT_ONCE", size)
    assert read(tmp_path, data) == at_once


def test_cards_of_several_types_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kinds = {"1": TWO_SIDES, "2": {**WITH_WHY, "name": "Other"}}
    change = (
        "insert into notes (id, guid, mid, tags, flds) values"
        " (90, 'x', 2, '', 'f' || char(31) || 'b' || char(31) || 'w'),"
        " (91, 'y', 2, '', 'g' || char(31) || 'c' || char(31));"
        "insert into cards (id, nid, did, ord, queue, odid) values"
        " (90, 90, 1, 0, 0, 0), (91, 91, 1, 0, 0, 0);"
    )
    data = collection(NOTES[:1], models=kinds, ords=(0, 1), change=change)
    (deck,) = at_once = read(tmp_path, data)
    assert [tuple(drill.fields.values()) for drill in deck.drills] == [
        ("one", "eins"), ("eins", "one"), ("f", "b  \nw"), ("g", "c"),
    ]  # fmt: skip
    monkeypatch.setattr(sides.Sides, "all_at_once", lambda *_: None)
    assert read(tmp_path, data) == at_once


@pytest.mark.parametrize(
    "template", ["{{Front}}{{Front}}", f"{'x' * 1001}{{{{Front}}}}", "{{text:Front}}"]
)
def test_templates_that_are_not_frugal(template: str, tmp_path: Path) -> None:
    (deck,) = read(tmp_path, collection([("ab", "c")], models={"1": model(template, "{{Back}}")}))
    assert deck.drills[0].fields["front"] in {"abab", f"{'x' * 1001}ab", "ab"}


def test_a_note_that_lacks_a_field(tmp_path: Path) -> None:
    data = collection([("a", "b"), ("alone",), ("c", "d")])
    (deck,) = read(tmp_path, data)
    assert [drill.fields["front"] for drill in deck.drills] == ["a", "alone", "c"]


def test_one_side_that_is_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flat, "MAX_FIELD", 20)
    notes = [("a", "b", "c"), ("d", "e" * 10, "f" * 10), ("g", "h", "")]
    (deck,) = read(tmp_path, collection(notes, models={"1": WITH_WHY}))
    assert [drill.fields["front"] for drill in deck.drills] == ["a", "g"]
    (problem,) = deck.problems
    assert (problem.line, problem.message) == (
        2, f"this card has a text of more than {MAX_FIELD:,} characters",
    )  # fmt: skip


def test_cards_that_unfold_to_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collections, "MAX_RENDERED_BASE", 20)
    monkeypatch.setattr(collections, "MAX_RENDERED_SHARE", 0)
    (deck,) = read(tmp_path, collection([(f"front {n}", "back") for n in range(9)]))
    assert len(deck.drills) == 1
    assert "enormous" in deck.problems[0].message


def test_what_is_suspended_and_flagged(tmp_path: Path) -> None:
    change = (
        "update cards set queue = -1 where id in (2, 3);"
        "update cards set flags = 8 + 4 where id = 3;"
        "update cards set queue = -2 where id = 4; update cards set flags = 6 where id = 5;"
        "update cards set flags = null, queue = null where id = 6;"
    )
    notes = [(f"front {number}", "back") for number in range(7)]
    (deck,) = read(tmp_path, collection(notes, change=change))
    assert [drill.mark for drill in deck.drills] == [
        None, Mark(suspended=True), Mark(suspended=True, flag=4), None, None, None, None,
    ]  # fmt: skip
    assert deck.not_carried == (
        "buried cards, which come in as others do: 1",
        "flags of a colour there is not (pink, turquoise, purple): 1",
    )


def test_a_card_whose_id_is_a_word(tmp_path: Path) -> None:
    change = (
        "create table other as select * from cards; drop table cards;"
        "create table cards (id text, nid int, did int, ord int, queue int, odid int, flags int);"
        "insert into cards select 'word' || id, nid, did, ord, queue, odid, flags from other;"
        "create index ix_cards_nid on cards (nid);"
        "update cards set flags = 1;"  # now it matters which card is which
    )
    (deck,) = read(tmp_path, collection([("a", "b"), ("c", "d")], change=change))
    assert [drill.fields["front"] for drill in deck.drills] == ["a", "c"]
